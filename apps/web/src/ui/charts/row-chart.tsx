'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useId } from 'react';
import {
  Bar,
  type BarShapeProps,
  CartesianGrid,
  ComposedChart,
  type DotItemDotProps,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ChartTip } from './chart-tip';

export interface ChartDot {
  at: number;
  shape: 'full' | 'open' | 'diamond';
  /** A colour class. */
  colour: string;
}

/** What is drawn in one row of a table. */
export interface ChartRow {
  key: string;
  /** All of it in words. */
  text: string;
  /** Where it leads. */
  href: string;
  /** Behind the row. */
  band?: readonly [number, number] | undefined;
  /** A line from here to there, under the dots. */
  interval?: readonly [number, number] | undefined;
  /** A colour class, for the interval. */
  colour: string;
  /** Drawn dashed: not enough data. */
  faint?: boolean | undefined;
  dots: readonly ChartDot[];
}

export interface RowChartProps {
  /** What is drawn, for those who hear it. */
  label: string;
  rows: readonly ChartRow[];
  domain: readonly [number, number];
  ticks: readonly number[];
  /** A line through all rows. */
  reference: number | null;
}

const still = { isAnimationActive: false } as const;

/** Draws one column of a table, all rows at once: the rows of the table have one height, and so do those of the chart. */
export default function RowChart({ label, rows, domain, ticks, reference }: RowChartProps): ReactNode {
  const router = useRouter();
  const hatching = useId();
  const dots = Math.max(0, ...rows.map((row) => row.dots.length));
  // Cut here, not by the chart: that would cut dots at the ends of the scale in half.
  const drawn = rows.map((row) => withinDomain(row, domain));
  return (
    <ComposedChart
      responsive
      layout="vertical"
      data={drawn}
      title={label}
      margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
      barCategoryGap={0}
      barGap="-100%"
      style={{ width: '100%', height: '100%' }}
      className="cursor-pointer"
      onClick={({ activeTooltipIndex }) => {
        const row = rows[Number(activeTooltipIndex ?? Number.NaN)];
        if (row) router.push(row.href, { scroll: false });
      }}
    >
      <defs>
        <pattern id={hatching} width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M0 5L5 0" stroke="var(--hatch)" />
        </pattern>
      </defs>
      <XAxis type="number" hide domain={[...domain]} ticks={[...ticks]} />
      <YAxis type="category" hide dataKey="key" width={0} />
      <CartesianGrid horizontal={false} stroke="var(--line)" strokeDasharray="1 3" />
      <Bar dataKey="band" shape={Band} activeBar={false} {...still} />
      {reference !== null && <ReferenceLine x={reference} stroke="var(--ink-2)" />}
      <Bar
        dataKey="interval"
        shape={(bar: BarShapeProps) => <Interval bar={bar} hatching={hatching} />}
        activeBar={false}
        {...still}
      />
      {Array.from({ length: dots }, (_, index) => (
        <Line
          key={index}
          dataKey={(row: ChartRow) => row.dots[index]?.at ?? null}
          stroke="none"
          dot={(dot: DotItemDotProps) => <Dot key={dot.index} dot={dot} series={index} />}
          activeDot={false}
          {...still}
        />
      ))}
      <Tooltip
        {...still}
        cursor={{ fill: 'var(--accent)', fillOpacity: 0.07, stroke: 'none' }}
        content={ChartTip}
        allowEscapeViewBox={{ x: true, y: true }}
        wrapperStyle={{ zIndex: 3 }}
      />
    </ComposedChart>
  );
}

function withinDomain(row: ChartRow, [low, high]: readonly [number, number]): ChartRow {
  const cut = (value: number): number => Math.max(low, Math.min(high, value));
  return {
    ...row,
    band: row.band && [cut(row.band[0]), cut(row.band[1])],
    interval: row.interval && [cut(row.interval[0]), cut(row.interval[1])],
    dots: row.dots.map((dot) => ({ ...dot, at: cut(dot.at) })),
  };
}

function Band({ x, y, width, height, payload }: BarShapeProps): ReactNode {
  const { band } = payload as ChartRow;
  if (!band) return null;
  return <rect x={x} y={y + 0.15 * height} width={width} height={0.7 * height} fill="var(--band)" />;
}

function Interval(props: { bar: BarShapeProps; hatching: string }): ReactNode {
  const { x, y, width, height, payload } = props.bar;
  const { interval, colour, faint } = payload as ChartRow;
  if (!interval) return null;
  const middle = y + height / 2;
  return (
    <g className={colour}>
      {faint && <rect x={x} y={middle - 6} width={width} height={12} fill={`url(#${props.hatching})`} />}
      <line
        x1={x}
        x2={x + width}
        y1={middle}
        y2={middle}
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray={faint ? '3 3' : undefined}
      />
    </g>
  );
}

function Dot({ dot: { cx, cy, payload }, series }: { dot: DotItemDotProps; series: number }): ReactNode {
  const dot = (payload as ChartRow).dots[series];
  if (!dot || typeof cx !== 'number' || typeof cy !== 'number') return null;
  if (dot.shape === 'diamond') {
    return (
      <path
        d={`M${cx - 6} ${cy}L${cx} ${cy - 6}L${cx + 6} ${cy}L${cx} ${cy + 6}Z`}
        className={dot.colour}
        fill="currentColor"
      />
    );
  }
  return (
    <circle
      cx={cx}
      cy={cy}
      r="4.5"
      className={dot.colour}
      fill={dot.shape === 'full' ? 'currentColor' : 'var(--surface)'}
      stroke="currentColor"
      strokeWidth="2"
    />
  );
}
