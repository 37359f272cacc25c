import { cardCheck, knownData, trends } from '@evenhand/report';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { datasetManifest, modelDetail } from '../../../data/model-detail';
import { runResult } from '../../../data/run-result';
import { measuredTasks, taskResult } from '../../../data/task-result';
import { CardCheckView } from '../../../features/models/card-check';
import { ModelCardView } from '../../../features/models/model-card';
import { TrendsView } from '../../../features/models/trends';
import { VersionsView } from '../../../features/models/versions';
import { guarded } from '../../../lib/guarded';
import { one, type SearchParams } from '../../../lib/search-params';
import { PageHeader } from '../../../ui/page-header';

interface Props {
  params: Promise<{ model: string }>;
  searchParams: Promise<SearchParams>;
}

/** The newest so many runs are drawn and listed: more are not read in one look. */
const MOST_RUNS = 60;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Model ${decodeURIComponent((await params).model)}` };
}

export default async function ModelPage(props: Props): Promise<ReactNode> {
  const name = decodeURIComponent((await props.params).model);
  const params = await props.searchParams;
  return guarded(() => {
    const { versions, runs } = modelDetail(name);
    const finished = [...runs.values()].flat();
    const datasets = [...runs.keys()];
    const dataset = datasets.find((entry) => entry === one(params, 'dataset')) ?? datasets[0];
    const shown = dataset === undefined ? [] : (runs.get(dataset) ?? []);
    const [newest] = versions;
    const checked = newest && shown.find((run) => run.model.version === newest.version);
    const card = newest?.manifest.card;
    const result = checked && card?.reported ? runResult(checked.id) : undefined;
    const tasks = result ? measuredTasks(result).flatMap((task) => taskResult(result, task) ?? []) : [];
    const measured = tasks.length > 0 ? checked : undefined;
    return (
      <>
        <PageHeader title={name} lead={newest?.manifest.title} />
        {dataset !== undefined && (
          <TrendsView
            model={name}
            dataset={dataset}
            datasets={datasets}
            trends={trends(
              shown.slice(0, MOST_RUNS).map((run) => ({
                run: run.id,
                version: run.model.version,
                startedAt: run.startedAt,
                headlines: run.headlines,
              })),
            )}
          />
        )}
        {card && <ModelCardView card={card} version={newest.version} licence={newest.manifest.licence} />}
        {newest && card?.reported && (
          <CardCheckView
            reported={card.reported}
            run={measured && { id: measured.id, dataset: measured.dataset.name }}
            check={cardCheck({
              reported: card.reported,
              tasks: newest.manifest.tasks,
              run: measured && {
                tasks,
                data: knownData(measured.dataset.name, datasetManifest(measured.dataset.name)),
              },
            })}
          />
        )}
        <VersionsView
          model={name}
          versions={versions}
          runs={finished.slice(0, MOST_RUNS)}
          all={finished.length}
        />
      </>
    );
  });
}
