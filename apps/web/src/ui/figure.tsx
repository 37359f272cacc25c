import type { ReactNode } from 'react';
import { unbroken } from './unbroken';

/** A chart: a title that says what was found, the chart, a caption that says what is drawn. */
export function Figure(props: {
  title: string;
  lead?: ReactNode;
  caption: string;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const { title, lead, caption, actions, children } = props;
  return (
    <figure className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex max-w-3xl min-w-0 flex-col gap-1">
          <h2 className="text-lg leading-snug font-semibold text-pretty">{unbroken(title)}</h2>
          {lead}
        </div>
        {actions}
      </div>
      {children}
      <figcaption className="max-w-3xl text-xs text-pretty text-ink-2">{unbroken(caption)}</figcaption>
    </figure>
  );
}
