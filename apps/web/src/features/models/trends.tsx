'use client';
import type { Trend } from '@evenhand/report';
import type { ReactNode } from 'react';
import { TrendChart } from '../../ui/charts/on-client';
import { Link } from '../../ui/link';

/** Small charts, one per task and number: versions from left to right in order of time, with their limits. */
export function TrendsView(props: {
  model: string;
  dataset: string;
  datasets: readonly string[];
  trends: readonly Trend[];
}): ReactNode {
  const { model, dataset, datasets, trends } = props;
  const runs = trends[0]?.points.length ?? 0;
  return (
    <section aria-labelledby="trend" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <h2 id="trend" className="text-lg font-semibold">
          {runs} {runs === 1 ? 'run' : 'runs'} on {dataset}, in order of time
        </h2>
        {datasets.length > 1 && (
          <nav aria-label="Data sets" className="flex flex-wrap gap-1.5">
            {datasets.map((name) => (
              <Link
                key={name}
                href={`/models/${encodeURIComponent(model)}?dataset=${encodeURIComponent(name)}`}
                scroll={false}
                aria-current={name === dataset ? 'true' : undefined}
                className="rounded-full border border-line-strong px-3 py-1 text-[13px] text-ink-2 aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:text-ink"
              >
                {name}
              </Link>
            ))}
          </nav>
        )}
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        {trends.map((trend) => (
          <TrendFigure key={`${trend.task} ${trend.name}`} trend={trend} />
        ))}
      </div>
      <p className="text-xs text-ink-2">
        With 95 % limits. Widest gap: between the best and the worst group of one attribute. Every dot leads
        to its run.
      </p>
    </section>
  );
}

function TrendFigure({ trend }: { trend: Trend }): ReactNode {
  const title = `${trend.task}: ${trend.name.toLowerCase()}`;
  return (
    <figure className="card flex min-w-0 flex-col gap-2 p-4">
      <figcaption className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{title}</span>
        <span className="text-ink-2">{trend.latestText}</span>
      </figcaption>
      <div className="h-44">
        <TrendChart title={title} trend={trend} />
      </div>
      <details className="text-[13px]">
        <summary className="w-fit cursor-pointer text-ink-2">As a table</summary>
        <ul className="mt-2 flex max-h-60 flex-col gap-1 overflow-auto">
          {trend.points.map((point) => (
            <li key={point.run}>
              <Link href={`/runs/${point.run}`} className="text-link">
                {point.text}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </figure>
  );
}
