import type { ReactNode } from 'react';
import { href } from '../../lib/search-params';
import { ExportMenu } from '../../ui/export-menu';

/** Every table and chart of a page about images and labels as files. */
export function DataExports(props: {
  /** Of the routes that make the files. */
  path: string;
  attributes: readonly string[];
  /** The intersection that the page shows. */
  pair: readonly string[] | undefined;
  withDetectable?: boolean;
  /** Where the page has another menu of files. */
  label?: string;
}): ReactNode {
  const { path, attributes, pair, withDetectable = false, label = 'Export' } = props;
  const files = (name: string, by: readonly string[]) => [
    { format: 'CSV', href: href(`${path}/tables/${name}`, {}, { by: by.join() }) },
    ...['SVG', 'PNG'].map((format) => ({
      format,
      href: href(`${path}/figures/${name}`, {}, { by: by.join(), format: format.toLowerCase() }),
    })),
  ];
  return (
    <ExportMenu
      label={label}
      items={[
        ...attributes.map((name) => ({ title: `Images by ${name}`, files: files('composition', [name]) })),
        ...(pair ? [{ title: `Images by ${pair.join(' × ')}`, files: files('intersections', pair) }] : []),
        ...(withDetectable
          ? [
              {
                title: 'What can be detected',
                files: [{ format: 'CSV', href: `${path}/tables/detectable` }],
              },
            ]
          : []),
      ]}
    />
  );
}
