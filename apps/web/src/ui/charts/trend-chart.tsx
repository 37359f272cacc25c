'use client';
import type { Trend, TrendPoint } from '@evenhand/report';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { CartesianGrid, ComposedChart, ErrorBar, Line, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartTip } from './chart-tip';

/** Runs from left to right in order of time, with their limits. */
export default function TrendChart({ title, trend }: { title: string; trend: Trend }): ReactNode {
  const router = useRouter();
  const { points, ticks, domain } = trend;
  const version = new Map(points.map(({ run, version }) => [run, version]));
  const tickText = new Map(ticks.map(({ value, text }) => [value, text]));
  const tick = { fill: 'var(--ink-2)', fontSize: 11 };
  return (
    <ComposedChart
      responsive
      data={[...points]}
      title={title}
      margin={{ top: 6, right: 8, bottom: 0, left: 0 }}
      style={{ width: '100%', height: '100%' }}
      className="cursor-pointer"
      onClick={({ activeTooltipIndex }) => {
        const point = points[Number(activeTooltipIndex ?? Number.NaN)];
        if (point) router.push(`/runs/${point.run}`);
      }}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="run"
        tickFormatter={(run: string) => version.get(run) ?? ''}
        padding={{ left: 24, right: 24 }}
        tick={tick}
        tickLine={false}
        stroke="var(--line-strong)"
        interval="preserveStartEnd"
      />
      <YAxis
        type="number"
        width={44}
        domain={[...domain]}
        ticks={ticks.map(({ value }) => value)}
        tickFormatter={(value: number) => tickText.get(value) ?? ''}
        tick={tick}
        tickLine={false}
        axisLine={false}
      />
      <Line
        dataKey="value"
        stroke="var(--accent)"
        strokeOpacity={0.5}
        dot={{ r: 4, fill: 'var(--accent)', fillOpacity: 1, strokeOpacity: 1, stroke: 'var(--surface)' }}
        activeDot={{ r: 6, fill: 'var(--accent)', stroke: 'var(--surface)' }}
        isAnimationActive={false}
      >
        <ErrorBar
          dataKey={({ value, low, high }: TrendPoint) =>
            value === null || low === null || high === null ? null : [value - low, high - value]
          }
          stroke="var(--accent)"
          strokeWidth={2}
          width={0}
          isAnimationActive={false}
        />
      </Line>
      <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)' }} content={ChartTip} />
    </ComposedChart>
  );
}
