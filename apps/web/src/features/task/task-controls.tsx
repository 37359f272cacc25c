'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useTransition } from 'react';
import type { TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { Chip } from '../../ui/chip';
import { Picker, type PickerSection } from '../../ui/picker';

/** Which groups, which metric: changes the address, and with it the page. */
export function TaskControls(props: {
  path: string;
  view: TaskView;
  groupings: readonly { by: readonly string[]; degenerate: boolean }[];
  metrics: readonly { id: string; name: string; scope: 'aggregate' | 'class' }[];
  labels: readonly string[];
}): ReactNode {
  const { path, view, groupings, metrics, labels } = props;
  const router = useRouter();
  const [pending, start] = useTransition();
  const change = (part: Partial<TaskView>): void =>
    start(() => router.replace(taskViewHref(path, { ...view, ...part }), { scroll: false }));
  const options = (scope: 'aggregate' | 'class'): PickerSection['options'] =>
    metrics.filter((metric) => metric.scope === scope).map(({ id, name }) => ({ value: id, name }));
  return (
    <div className="flex flex-wrap items-end gap-3" aria-busy={pending}>
      <Picker
        label="Groups"
        value={view.by.join(',')}
        onChange={(by) => change({ by: by.split(','), group: {} })}
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
          change({ metric, label: isOfClass ? (view.label ?? labels[0]) : undefined });
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
          onChange={(label) => change({ label })}
          sections={[{ options: labels.map((label) => ({ value: label, name: label })) }]}
        />
      )}
      <fieldset className="flex gap-1.5">
        <legend className="mb-1 text-xs text-ink-2">Order</legend>
        <Chip pressed={view.sort === 'value'} onClick={() => change({ sort: 'value' })}>
          Worst first
        </Chip>
        <Chip pressed={view.sort === 'name'} onClick={() => change({ sort: 'name' })}>
          As declared
        </Chip>
      </fieldset>
    </div>
  );
}
