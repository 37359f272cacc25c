'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { RunSort } from '../../data/run-list';
import { Chip } from '../../ui/chip';
import { Picker } from '../../ui/picker';

const states = [
  ['', 'All'],
  ['finished', 'Finished'],
  ['running', 'Running'],
  ['interrupted', 'Interrupted'],
  ['failed', 'Failed'],
] as const;

/** On phones, where there are no heads of columns. */
const orders: readonly { value: RunSort; name: string }[] = [
  { value: 'started', name: 'Newest first' },
  { value: 'gap', name: 'Widest gap first' },
  { value: 'model', name: 'Model' },
  { value: 'dataset', name: 'Data set' },
  { value: 'images', name: 'Images' },
  { value: 'status', name: 'State' },
];

/** How long typing must rest before the list is asked for again, in milliseconds. */
const REST = 200;

export function RunFilters(props: { search: string; status: string; sort: RunSort }): ReactNode {
  const { search, status, sort } = props;
  const router = useRouter();
  const params = useSearchParams();
  const [text, setText] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = (name: string, value: string): void => {
    const next = new URLSearchParams(params);
    next.delete('page');
    if (name === 'sort') next.delete('order');
    if (value === '') next.delete(name);
    else next.set(name, value);
    router.replace(`/runs?${next}`, { scroll: false });
  };
  return (
    <search aria-label="Runs" className="flex flex-wrap items-center gap-2">
      <input
        type="search"
        data-search
        aria-label="Filter by model, data set, device, id or tag"
        placeholder="Model, data set, device, tag …"
        value={text}
        onChange={(event) => {
          const { value } = event.target;
          setText(value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => change('q', value), REST);
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-surface px-3 placeholder:text-ink-3 sm:w-72"
      />
      <div className="flex flex-wrap gap-1.5">
        {states.map(([value, name]) => (
          <Chip key={value} pressed={status === value} onClick={() => change('status', value)}>
            {name}
          </Chip>
        ))}
      </div>
      <div className="sm:hidden">
        <Picker
          label="Order"
          value={sort}
          onChange={(value) => change('sort', value)}
          sections={[{ options: orders }]}
        />
      </div>
    </search>
  );
}
