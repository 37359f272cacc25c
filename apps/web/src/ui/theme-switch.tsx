'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Icon, type IconName } from './icon';
import { remember } from './remember';

const choices: readonly { value: 'system' | 'light' | 'dark'; name: string; icon: IconName }[] = [
  { value: 'system', name: 'As the system', icon: 'screen' },
  { value: 'light', name: 'Light', icon: 'sun' },
  { value: 'dark', name: 'Dark', icon: 'moon' },
];

/** Light, dark or as the system says; kept in a cookie, so that the server draws the page right from the start. */
export function ThemeSwitch({ theme }: { theme: 'system' | 'light' | 'dark' }): ReactNode {
  const router = useRouter();
  const [chosen, setChosen] = useState(theme);
  return (
    <fieldset className="flex w-fit rounded-md border border-line p-0.5">
      <legend className="sr-only">Colours</legend>
      {choices.map(({ value, name, icon }) => (
        <label
          key={value}
          title={name}
          className="relative grid size-7 cursor-pointer place-items-center rounded text-ink-3 hover:text-ink has-checked:bg-sunk has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="theme"
            value={value}
            checked={chosen === value}
            onChange={() => {
              setChosen(value);
              remember('evenhand-theme', value);
              if (value === 'system') delete document.documentElement.dataset['theme'];
              else document.documentElement.dataset['theme'] = value;
              router.refresh();
            }}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          <span className="sr-only">{name}</span>
          <Icon name={icon} />
        </label>
      ))}
    </fieldset>
  );
}
