import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { modelShown } from '../../../data/model-shown';
import { CardCheckView } from '../../../features/models/card-check';
import { ModelCardView } from '../../../features/models/model-card';
import { ModelExports } from '../../../features/models/model-exports';
import { TrendsView } from '../../../features/models/trends';
import { VersionsView } from '../../../features/models/versions';
import { guarded } from '../../../lib/guarded';
import { one, type SearchParams } from '../../../lib/search-params';
import { PageHeader } from '../../../ui/page-header';

interface Props {
  params: Promise<{ model: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Model ${decodeURIComponent((await params).model)}` };
}

export default async function ModelPage(props: Props): Promise<ReactNode> {
  const name = decodeURIComponent((await props.params).model);
  const params = await props.searchParams;
  return guarded(() => {
    const shown = modelShown(name, one(params, 'dataset'));
    const { versions, datasets, dataset, trends, runs, finished, card: checked } = shown;
    const [newest] = versions;
    const card = newest?.manifest.card;
    return (
      <>
        <PageHeader title={name} lead={newest?.manifest.title}>
          <ModelExports shown={shown} />
        </PageHeader>
        {dataset !== undefined && (
          <TrendsView model={name} dataset={dataset} datasets={datasets} trends={trends} />
        )}
        {newest && <ModelCardView card={card} version={newest.version} licence={newest.manifest.licence} />}
        {checked && (
          <CardCheckView
            reported={checked.reported}
            run={checked.run && { id: checked.run.id, dataset: checked.run.dataset.name }}
            check={checked.check}
          />
        )}
        <VersionsView model={name} versions={versions} runs={runs} all={finished} />
      </>
    );
  });
}
