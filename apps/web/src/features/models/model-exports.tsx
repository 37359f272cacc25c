import type { ReactNode } from 'react';
import type { ModelShown } from '../../data/model-shown';
import { href } from '../../lib/search-params';
import { ExportMenu } from '../../ui/export-menu';

/** Every table and chart of a model's page as files. */
export function ModelExports({ shown }: { shown: ModelShown }): ReactNode {
  const { name, dataset, trends, runs, card } = shown;
  const path = `/api/models/${encodeURIComponent(name)}`;
  const table = (table: string) => ({
    format: 'CSV',
    href: href(`${path}/tables/${table}`, {}, { dataset }),
  });
  const items = [
    ...(runs.length > 0 ? [{ title: 'Finished runs', files: [table('runs')] }] : []),
    ...(trends.length > 0 ? [{ title: 'All trends', files: [table('trends')] }] : []),
    ...trends.map((trend, place) => ({
      title: `${trend.task}: ${trend.name.toLowerCase()}`,
      files: ['SVG', 'PNG'].map((format) => ({
        format,
        href: href(
          `${path}/figures/trend`,
          {},
          { dataset, place: String(place), format: format.toLowerCase() },
        ),
      })),
    })),
    ...(card?.run ? [{ title: 'Card check', files: [table('card')] }] : []),
  ];
  return items.length > 0 && <ExportMenu label="Export" items={items} />;
}
