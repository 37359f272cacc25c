import type { ReactNode } from 'react';
import { runPath } from '../../lib/run-path';
import { ExportMenu } from '../../ui/export-menu';

/** The run's report, and all its numbers. */
export function RunExports({ run }: { run: string }): ReactNode {
  const path = `/api${runPath(run)}`;
  const report = (format: string): string => `${path}/report?format=${format}`;
  return (
    <ExportMenu
      label="Export"
      items={[
        {
          title: 'Report',
          files: [
            { format: 'PDF', href: report('pdf') },
            { format: 'HTML', href: report('html') },
            { format: 'Markdown', href: report('md') },
          ],
        },
        {
          title: 'Every number',
          files: [
            { format: 'CSV', href: report('csv') },
            { format: 'JSON', href: path, name: `evenhand-${run}.json` },
          ],
        },
      ]}
    />
  );
}
