import { metricName } from '@evenhand/report';
import type { ReactNode } from 'react';
import { type CompareView, compareHref } from '../../lib/compare-view';
import { runPath } from '../../lib/run-path';
import { ExportMenu } from '../../ui/export-menu';

/** Every table and chart of a comparison's page as files, as it is shown, and the report against the baseline. */
export function ComparisonExports({ view }: { view: CompareView }): ReactNode {
  const query = compareHref(view).replace('/compare', '');
  const table = (name: string) => ({ format: 'CSV', href: `/api/compare/tables/${name}${query}` });
  const figure = (name: string) =>
    ['SVG', 'PNG'].map((format) => ({
      format,
      href: `/api/compare/figures/${name}${query}&format=${format.toLowerCase()}`,
    }));
  const report = `/api${runPath(view.shown, 'report')}?baseline=${encodeURIComponent(view.base)}`;
  return (
    <ExportMenu
      label="Export"
      items={[
        {
          title: 'Report',
          files: [
            { format: 'PDF', href: `${report}&format=pdf` },
            { format: 'HTML', href: `${report}&format=html` },
            { format: 'Markdown', href: `${report}&format=md` },
          ],
        },
        {
          title: 'Every number',
          files: [
            {
              format: 'JSON',
              href: `/api${compareHref({ base: view.base, candidates: view.candidates })}`,
              name: `evenhand-${view.base}-${view.candidates.join('-')}.json`,
            },
          ],
        },
        {
          title: `${metricName(view.metric, view.label)} by ${view.by.join(' × ')}`,
          files: [table('groups'), ...figure('groups')],
        },
        { title: 'Images fixed and broken', files: [table('flips'), ...figure('flips')] },
        { title: 'Change of the confusions', files: [table('confusion'), ...figure('confusion')] },
      ]}
    />
  );
}
