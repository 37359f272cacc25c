import { countText } from '@evenhand/report';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { datasetList } from '../../data/dataset-list';
import { guarded } from '../../lib/guarded';
import { Link } from '../../ui/link';
import { PageHeader } from '../../ui/page-header';
import { Problem } from '../../ui/problem';

export const metadata: Metadata = { title: 'Data sets' };

export default async function DatasetsPage(): Promise<ReactNode> {
  return guarded(() => {
    const datasets = datasetList();
    if (datasets.length === 0) {
      return (
        <Problem
          title="No data sets here yet"
          message="A data set is a folder of images with a table of labels."
          hint="Add one: `evenhand dataset add ./fairface --name fairface`"
        />
      );
    }
    return (
      <>
        <PageHeader title="Data sets" />
        <ul className="grid gap-3 md:grid-cols-2">
          {datasets.map(({ dataset: { name, manifest, samples }, findings }) => (
            <li key={name}>
              <Link
                href={`/datasets/${encodeURIComponent(name)}`}
                data-walk
                className="card group flex h-full flex-col gap-2 p-4 hover:bg-sunk"
              >
                <span className="text-base font-semibold break-words group-hover:text-accent">{name}</span>
                <span className="text-ink-2">
                  {countText(samples)} images · {manifest.labels} labels
                </span>
                <span className="text-ink-2">
                  {manifest.attributes
                    .map((attribute) => `${attribute.name} (${attribute.labels.length})`)
                    .join(', ')}
                </span>
                <span className="text-xs text-ink-3">
                  {findings === 0
                    ? 'no integrity findings'
                    : `${countText(findings)} integrity ${findings === 1 ? 'finding' : 'findings'}`}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </>
    );
  });
}
