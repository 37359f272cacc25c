import type { ChangeVerdict } from '@evenhand/report';
import type { ReactNode } from 'react';

const looks: Record<ChangeVerdict, { name: string; shape: string; className: string }> = {
  worse: { name: 'certainly worse', shape: 'M2 4h12L8 13z', className: 'fill-alarm stroke-alarm' },
  better: { name: 'certainly better', shape: 'M2 12h12L8 3z', className: 'fill-ink stroke-ink' },
  'possibly worse': {
    name: 'possibly worse',
    shape: 'M2 4h12L8 13z',
    className: 'fill-transparent stroke-ink-3',
  },
  'possibly better': {
    name: 'possibly better',
    shape: 'M2 12h12L8 3z',
    className: 'fill-transparent stroke-ink-3',
  },
  none: { name: 'no certain change', shape: 'M3 8h10', className: 'stroke-ink-3' },
  few: { name: 'not enough data', shape: 'M3 13 13 3M3 8l5-5M8 13l5-5', className: 'stroke-ink-3' },
};

/** Down is worse, up is better; filled is certain, and only a certain loss is red. */
export function ChangeMark({ verdict }: { verdict: ChangeVerdict }): ReactNode {
  const { name, shape, className } = looks[verdict];
  return (
    <svg viewBox="0 0 16 16" className="mt-1 size-3 shrink-0" role="img" aria-label={name}>
      <title>{name}</title>
      <path d={shape} className={className} strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
