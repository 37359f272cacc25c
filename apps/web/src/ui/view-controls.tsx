'use client';
import type { Group } from '@evenhand/contracts';
import type { ReactNode } from 'react';
import { Chip } from './chip';
import { Picker, type PickerSection } from './picker';

export interface MetricChoice {
  id: string;
  name: string;
  scope: 'aggregate' | 'class';
}

interface View {
  by: readonly string[];
  metric: string;
  label: string | undefined;
  sort: 'value' | 'name';
}

/** Which groups, which metric, in which order. */
export function ViewControls(props: {
  view: View;
  groupings: readonly { by: readonly string[]; degenerate: boolean }[];
  metrics: readonly MetricChoice[];
  labels: readonly string[];
  pending: boolean;
  onChange: (part: Partial<View & { group: Group }>) => void;
}): ReactNode {
  const { view, groupings, metrics, labels, pending, onChange } = props;
  const options = (scope: MetricChoice['scope']): PickerSection['options'] =>
    metrics.filter((metric) => metric.scope === scope).map(({ id, name }) => ({ value: id, name }));
  return (
    <div className="flex flex-wrap items-end gap-3" aria-busy={pending}>
      <Picker
        label="Groups"
        value={view.by.join(',')}
        onChange={(by) => onChange({ by: by.split(','), group: {} })}
        sections={[
          {
            options: groupings.map(({ by, degenerate }) => ({
              value: by.join(','),
              name: by.join(' × ') + (degenerate ? ' (own label)' : ''),
            })),
          },
        ]}
      />
      <Picker
        label="Metric"
        value={view.metric}
        onChange={(metric) => {
          const isOfClass = metrics.find(({ id }) => id === metric)?.scope === 'class';
          onChange({ metric, label: isOfClass ? (view.label ?? labels[0]) : undefined });
        }}
        sections={[
          { name: 'Of all classes', options: options('aggregate') },
          { name: 'Of one class', options: options('class') },
        ]}
      />
      {view.label !== undefined && (
        <Picker
          label="Class"
          value={view.label}
          onChange={(label) => onChange({ label })}
          sections={[{ options: labels.map((label) => ({ value: label, name: label })) }]}
        />
      )}
      <fieldset className="flex gap-1.5">
        <legend className="mb-1 text-xs text-ink-2">Order</legend>
        <Chip pressed={view.sort === 'value'} onClick={() => onChange({ sort: 'value' })}>
          Worst first
        </Chip>
        <Chip pressed={view.sort === 'name'} onClick={() => onChange({ sort: 'name' })}>
          As declared
        </Chip>
      </fieldset>
    </div>
  );
}
