'use client';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon';

/** A chip that holds a list: "race: any", or "race: Black" with a cross that takes the filter away. */
export function FilterChip(props: {
  name: string;
  value: string | undefined;
  options: readonly string[];
  onChange: (value: string | undefined) => void;
  /** It always has a value and is no filter. */
  always?: boolean;
}): ReactNode {
  const { name, value, options, onChange, always = false } = props;
  const filters = value !== undefined && !always;
  return (
    <span
      className={`inline-flex h-8 max-w-full items-center rounded-full border text-[13px] ${filters ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
    >
      <label className="flex min-w-0 items-center">
        <span className="pl-3 whitespace-nowrap text-ink-2">{name}:</span>
        <select
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
          className={`h-7 max-w-52 min-w-0 cursor-pointer truncate rounded-full bg-transparent pr-6 pl-1 ${filters ? 'font-medium' : ''}`}
        >
          {!always && <option value="">any</option>}
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      </label>
      {filters && (
        <button
          type="button"
          onClick={() => onChange(undefined)}
          aria-label={`Remove the filter ${name}: ${value}`}
          className="grid size-7 place-items-center text-ink-2 hover:text-ink"
        >
          <Icon name="close" className="!size-3" />
        </button>
      )}
    </span>
  );
}
