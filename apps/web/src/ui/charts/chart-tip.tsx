import type { ReactNode } from 'react';

/** What the pointer, or the arrow keys, stand on; told to those who hear the page. */
export function ChartTip({ text }: { text: string | undefined }): ReactNode {
  return (
    <div role="status" aria-live="polite">
      {text && (
        <p className="card w-max max-w-[min(18rem,70vw)] px-2.5 py-1.5 text-xs whitespace-normal text-ink shadow-lg">
          {text}
        </p>
      )}
    </div>
  );
}
