'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import type { Progress } from '../../data/run-progress';

/** How far a running audit is. The server says so after every batch; when it ends, the page is read anew. */
export function RunProgress(props: { run: string; done: number; total: number }): ReactNode {
  const { run, total } = props;
  const router = useRouter();
  const [progress, setProgress] = useState<Pick<Progress, 'done' | 'failed' | 'imagesPerSecond'>>({
    done: props.done,
    failed: 0,
    imagesPerSecond: null,
  });
  useEffect(() => {
    const events = new EventSource(`/api/runs/${run}/events`);
    events.addEventListener('progress', (event) => setProgress(JSON.parse(event.data)));
    events.addEventListener('end', () => {
      events.close();
      router.refresh();
    });
    return () => events.close();
  }, [run, router]);
  const { done, failed, imagesPerSecond } = progress;
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
  return (
    <div className="flex min-w-36 flex-col gap-1">
      <div className="flex justify-between gap-3 text-xs whitespace-nowrap">
        <span className="font-medium text-accent">Running</span>
        <span className="text-ink-2">{percent} %</span>
      </div>
      <progress
        value={done}
        max={Math.max(1, total)}
        aria-label={`Progress of run ${run}`}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunk [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-accent"
      />
      <span className="text-xs whitespace-nowrap text-ink-3">
        {done.toLocaleString('en')} of {total.toLocaleString('en')}
        {imagesPerSecond !== null && ` · ${imagesPerSecond.toFixed(imagesPerSecond < 10 ? 1 : 0)}/s`}
        {failed > 0 && ` · ${failed} failed`}
      </span>
    </div>
  );
}
