import { composition, countText, crossTable } from '@evenhand/report';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { datasetDetail } from '../../../data/dataset-detail';
import { detectableDrops } from '../../../data/detectable-drops';
import { CompositionView } from '../../../features/data/composition';
import { CrossTableView } from '../../../features/data/cross-table';
import { DataExports } from '../../../features/data/data-exports';
import { PairPicker } from '../../../features/data/pair-picker';
import { DatasetFindings } from '../../../features/datasets/dataset-findings';
import { DetectableView } from '../../../features/datasets/detectable';
import { guarded } from '../../../lib/guarded';
import { one, type SearchParams } from '../../../lib/search-params';
import { PageHeader } from '../../../ui/page-header';

interface Props {
  params: Promise<{ dataset: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Data set ${decodeURIComponent((await params).dataset)}` };
}

export default async function DatasetPage(props: Props): Promise<ReactNode> {
  const name = decodeURIComponent((await props.params).dataset);
  const params = await props.searchParams;
  return guarded(() => {
    const { dataset, groupings, identical, runs } = datasetDetail(name);
    const { manifest } = dataset;
    const singles = groupings.filter(({ by }) => by.length === 1);
    const pairs = groupings.filter(({ by }) => by.length === 2);
    const pair = pairs.find(({ by }) => by.join(',') === one(params, 'by')) ?? pairs[0];
    const table = pair && crossTable(pair);
    const path = `/datasets/${encodeURIComponent(name)}`;
    return (
      <>
        <PageHeader
          title={manifest.title ?? name}
          lead={`${name} · ${countText(dataset.samples)} images · ${manifest.labels} labels · ${runs} ${runs === 1 ? 'run' : 'runs'}${manifest.licence ? ` · ${manifest.licence}` : ''}`}
        >
          <DataExports
            path={`/api${path}`}
            attributes={manifest.attributes.map((attribute) => attribute.name)}
            pair={pair?.by}
            withDetectable
          />
        </PageHeader>
        {manifest.description && <p className="max-w-3xl text-ink-2">{manifest.description}</p>}
        <DatasetFindings dataset={dataset} identical={identical} />
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
          {singles.map((grouping) => (
            <CompositionView
              key={grouping.by.join()}
              composition={composition(grouping)}
              shape={{ attributes: manifest.attributes }}
            />
          ))}
        </div>
        {table && (
          <CrossTableView table={table}>
            <PairPicker path={path} value={pair.by.join(',')} pairs={pairs.map(({ by }) => by.join(','))} />
          </CrossTableView>
        )}
        <DetectableView groups={detectableDrops(singles, dataset.samples)} />
      </>
    );
  });
}
