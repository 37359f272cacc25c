'use client';
import type { ReactNode } from 'react';

export interface PickerSection {
  name?: string;
  options: readonly { value: string; name: string }[];
}

/** One of several. The browser's own list: it suits every pointer, keyboard and screen reader. */
export function Picker(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  sections: readonly PickerSection[];
  /** For long names. */
  wide?: boolean;
}): ReactNode {
  const { label, value, onChange, sections, wide = false } = props;
  return (
    <label className="flex max-w-full flex-col gap-1">
      <span className="text-xs text-ink-2">{label}</span>
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`h-8 max-w-full truncate rounded-md border border-line-strong bg-surface pr-7 pl-2.5 font-medium ${wide ? 'w-fit' : 'sm:max-w-72'}`}
      >
        {sections.map(({ name, options }) =>
          name === undefined ? (
            <Options key="all" options={options} />
          ) : (
            <optgroup key={name} label={name}>
              <Options options={options} />
            </optgroup>
          ),
        )}
      </select>
    </label>
  );
}

function Options({ options }: { options: PickerSection['options'] }): ReactNode {
  return options.map(({ value, name }) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));
}
