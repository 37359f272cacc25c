import type { Verdict } from '@evenhand/report';
import type { ReactNode } from 'react';

const looks: Record<Verdict, { name: string; mark: string }> = {
  real: { name: 'More than noise', mark: 'bg-ink border-ink' },
  noise: { name: 'Within noise', mark: 'border-ink-3' },
  unknown: { name: 'Not enough data', mark: 'border-ink-3 hatched rounded-none' },
};

/** A full dot, an open one, or a hatched square; its meaning for those who hear the page. */
export function VerdictMark({ verdict }: { verdict: Verdict }): ReactNode {
  const { name, mark } = looks[verdict];
  return (
    <span title={name} className={`inline-block size-2 shrink-0 rounded-full border-[1.5px] ${mark}`}>
      <span className="sr-only">{name}: </span>
    </span>
  );
}

/** What the marks stand for. */
export function VerdictKey(): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
      {Object.values(looks).map(({ name, mark }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className={`inline-block size-2 rounded-full border-[1.5px] ${mark}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}

export function VerdictChip({ verdict }: { verdict: Verdict }): ReactNode {
  const { name, mark } = looks[verdict];
  return (
    <span
      className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-xs font-medium whitespace-nowrap ${verdict === 'real' ? 'border-ink' : 'border-line-strong text-ink-2'}`}
    >
      <span className={`size-2 rounded-full border-[1.5px] ${mark}`} />
      {name}
    </span>
  );
}
