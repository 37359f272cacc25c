import type { ReactNode } from 'react';
import type { TooltipContentProps } from 'recharts';

/** What the pointer, or the arrow keys, stand on; told to those who hear the page. Every point of a chart has a text. */
export function ChartTip({ active, payload }: Pick<TooltipContentProps, 'active' | 'payload'>): ReactNode {
  const point: { text: string } | undefined = active ? payload[0]?.payload : undefined;
  return (
    <div role="status" aria-live="polite">
      {point && (
        <p className="card w-max max-w-[min(18rem,70vw)] px-2.5 py-1.5 text-xs whitespace-normal text-ink shadow-lg">
          {point.text}
        </p>
      )}
    </div>
  );
}
