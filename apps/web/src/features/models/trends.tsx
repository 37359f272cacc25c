import { numberText, type Trend } from '@evenhand/report';
import type { ReactNode } from 'react';
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
          <TrendChart key={`${trend.task} ${trend.name}`} trend={trend} />
        ))}
      </div>
      <p className="text-xs text-ink-2">
        With 95 % limits. Widest gap: between the best and the worst group of one attribute. Every dot leads
        to its run.
      </p>
    </section>
  );
}

function TrendChart({ trend }: { trend: Trend }): ReactNode {
  const [low, high] = trend.domain;
  const y = (value: number): string => `${(100 * (high - value)) / (high - low)}%`;
  const step = 100 / Math.max(1, trend.points.length);
  const x = (index: number): string => `${(index + 0.5) * step}%`;
  const last = trend.points.at(-1);
  const previous = trend.points.at(-2);
  const unit = trend.name === 'Accuracy' ? 'percent' : 'points';
  return (
    <figure className="card flex flex-col gap-2 p-4">
      <figcaption className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">
          {trend.task}: {trend.name.toLowerCase()}
        </span>
        <span className="text-ink-2">
          {previous && `${numberText(previous.value, { unit, digits: 1 })} → `}
          {numberText(last?.value, { unit, digits: 1 })}
        </span>
      </figcaption>
      <div className="grid grid-cols-[2.5rem_1fr] gap-x-1">
        <svg width="100%" height="140" className="overflow-visible" aria-hidden="true">
          {trend.ticks.map(({ value, text }) => (
            <text
              key={value}
              x="92%"
              y={y(value)}
              dominantBaseline="middle"
              textAnchor="end"
              className="fill-ink-2 text-[11px]"
            >
              {text}
            </text>
          ))}
        </svg>
        <svg width="100%" height="140" className="overflow-visible">
          <title>{`${trend.task}: ${trend.name.toLowerCase()}, version by version`}</title>
          {trend.ticks.map(({ value }) => (
            <line key={value} x1="0" x2="100%" y1={y(value)} y2={y(value)} className="stroke-line" />
          ))}
          {trend.points.map((point, index) => {
            const next = trend.points[index + 1];
            if (!next || point.value === null || next.value === null) return null;
            return (
              <line
                key={point.run}
                x1={x(index)}
                y1={y(point.value)}
                x2={x(index + 1)}
                y2={y(next.value)}
                className="stroke-accent"
                strokeOpacity="0.5"
              />
            );
          })}
          {trend.points.map((point, index) => (
            <a key={point.run} href={`/runs/${point.run}`} aria-label={point.text}>
              <title>{point.text}</title>
              {point.low !== null && point.high !== null && (
                <line
                  x1={x(index)}
                  x2={x(index)}
                  y1={y(point.high)}
                  y2={y(point.low)}
                  className="stroke-accent"
                  strokeWidth="2"
                />
              )}
              {point.value !== null && (
                <circle cx={x(index)} cy={y(point.value)} r="4" className="fill-accent" />
              )}
            </a>
          ))}
        </svg>
        <span />
        {trend.points.length <= 10 && (
          <div className="mt-1 flex text-center text-[11px] text-ink-2">
            {trend.points.map((point) => (
              <span key={point.run} className="min-w-0 flex-1 truncate px-0.5">
                {point.version}
              </span>
            ))}
          </div>
        )}
      </div>
    </figure>
  );
}
