'use client';
import type { CalibrationBin } from '@evenhand/report';
import type { ReactNode } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Label,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ChartTip } from './chart-tip';

const marks = [0, 0.25, 0.5, 0.75, 1];
const percent = (value: number): string => String(Math.round(100 * value));
const axis = {
  type: 'number',
  domain: [0, 1],
  ticks: marks,
  tickFormatter: percent,
  tick: { fill: 'var(--ink-2)', fontSize: 11 },
  stroke: 'var(--line-strong)',
} as const;

/** Stated confidence across, accuracy upward with its limits; on the diagonal the model is as right as it says. */
export default function ReliabilityChart(props: {
  title: string;
  bins: readonly CalibrationBin[];
}): ReactNode {
  const { title, bins } = props;
  return (
    <ComposedChart
      responsive
      data={[...bins]}
      title={title}
      margin={{ top: 8, right: 12, bottom: 18, left: 0 }}
      style={{ width: '100%', height: '100%' }}
    >
      <CartesianGrid stroke="var(--line)" />
      <XAxis {...axis} dataKey="confidence">
        <Label value="confidence, %" position="insideBottom" offset={-12} fill="var(--ink-2)" fontSize={11} />
      </XAxis>
      <YAxis {...axis} width={48}>
        <Label
          value="right, %"
          angle={-90}
          position="insideLeft"
          offset={12}
          fill="var(--ink-2)"
          fontSize={11}
          style={{ textAnchor: 'middle' }}
        />
      </YAxis>
      <ReferenceLine
        segment={[
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ]}
        stroke="var(--ink-2)"
        strokeDasharray="4 4"
      />
      <Line
        dataKey="accuracy"
        stroke="none"
        dot={{ r: 4, fill: 'var(--accent)', stroke: 'var(--surface)', strokeWidth: 1 }}
        activeDot={{ r: 6, fill: 'var(--accent)', stroke: 'var(--surface)' }}
        isAnimationActive={false}
      >
        <ErrorBar
          dataKey={({ accuracy, low, high }: CalibrationBin) => [accuracy - low, high - accuracy]}
          stroke="var(--accent)"
          strokeOpacity={0.55}
          strokeWidth={2}
          width={0}
          isAnimationActive={false}
        />
      </Line>
      <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)' }} content={ChartTip} />
    </ComposedChart>
  );
}
