'use client';
import { type ReactNode, useEffect } from 'react';
import type { Faces } from '../../lib/preferences';
import { remember } from '../../ui/remember';

const choices: readonly [Faces, string][] = [
  ['show', 'Show'],
  ['blur', 'Blur'],
  ['hide', 'Hide'],
];

/** One switch for all images, remembered. Hidden images are not even loaded. */
export function FacesSwitch({
  faces,
  onChange,
}: {
  faces: Faces;
  onChange: (faces: Faces) => void;
}): ReactNode {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'b' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))
        return;
      const next = choices[(choices.findIndex(([value]) => value === faces) + 1) % choices.length];
      if (next) choose(next[0], onChange);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [faces, onChange]);
  return (
    <fieldset className="flex items-center gap-2">
      <legend className="sr-only">Images</legend>
      <span className="flex rounded-md border border-line-strong p-0.5">
        {choices.map(([value, name]) => (
          <label
            key={value}
            className="relative cursor-pointer rounded px-2.5 py-1 text-[13px] text-ink-2 hover:text-ink has-checked:bg-sunk has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="faces"
              value={value}
              checked={faces === value}
              onChange={() => choose(value, onChange)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {name}
          </label>
        ))}
      </span>
    </fieldset>
  );
}

function choose(faces: Faces, onChange: (faces: Faces) => void): void {
  remember('evenhand-faces', faces);
  onChange(faces);
}
