import type { ReactNode } from 'react';
import { href, type SearchParams } from '../../lib/search-params';
import { ExportMenu } from '../../ui/export-menu';

/** The runs that are listed, on all pages, as files. */
export function ExportRuns({ params }: { params: SearchParams }): ReactNode {
  const file = (format: string) => ({
    format,
    href: href('/api/runs', params, { page: undefined, select: undefined, format: format.toLowerCase() }),
    name: `evenhand-runs.${format.toLowerCase()}`,
  });
  return <ExportMenu label="Export" items={[{ title: 'Listed runs', files: [file('CSV'), file('JSON')] }]} />;
}
