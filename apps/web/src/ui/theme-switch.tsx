'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Theme } from '../lib/preferences';
import { chooseTheme } from './choose-theme';
import { Icon, type IconName } from './icon';

const choices: readonly { value: Theme; title: string; icon: IconName }[] = [
  { value: 'system', title: 'As the system', icon: 'screen' },
  { value: 'light', title: 'Light', icon: 'sun' },
  { value: 'dark', title: 'Dark', icon: 'moon' },
];

/** Light, dark or as the system says; kept in a cookie, so that the server draws the page right from the start. */
export function ThemeSwitch({ theme }: { theme: Theme }): ReactNode {
  const router = useRouter();
  // Phones and wide screens have a switch each.
  const name = useId();
  const [chosen, setChosen] = useState(theme);
  useEffect(() => setChosen(theme), [theme]);
  return (
    <fieldset className="flex w-fit rounded-md border border-line p-0.5">
      <legend className="sr-only">Colours</legend>
      {choices.map(({ value, title, icon }) => (
        <label
          key={value}
          title={title}
          className="relative grid size-7 cursor-pointer place-items-center rounded text-ink-3 hover:text-ink has-checked:bg-sunk has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={chosen === value}
            onChange={() => {
              setChosen(value);
              chooseTheme(value);
              router.refresh();
            }}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          <span className="sr-only">{title}</span>
          <Icon name={icon} />
        </label>
      ))}
    </fieldset>
  );
}
