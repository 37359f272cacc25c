import type { ReactNode } from 'react';

export function PageHeader(props: { title: ReactNode; lead?: ReactNode; children?: ReactNode }): ReactNode {
  const { title, lead, children } = props;
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight break-words">{title}</h1>
        {lead && <p className="text-ink-2">{lead}</p>}
      </div>
      {children}
    </header>
  );
}
