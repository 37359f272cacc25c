'use client';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { chooseTheme } from './choose-theme';
import { Dialog } from './dialog';
import { openHelp, PALETTE_EVENT } from './open-palette';
import { sections } from './sections';

interface Place {
  name: string;
  hint: string;
  href: string;
}

/** Something to do here, or somewhere to go. */
type Command = Place | { name: string; hint: string; act: () => void };

const commands: readonly Command[] = [
  ...sections.map(({ name, href }) => ({ name, href, hint: 'Page' })),
  { name: 'Dark colours', hint: 'Command', act: () => chooseTheme('dark') },
  { name: 'Light colours', hint: 'Command', act: () => chooseTheme('light') },
  { name: 'Colours as the system', hint: 'Command', act: () => chooseTheme('system') },
  { name: 'Keyboard help', hint: 'Command', act: openHelp },
];

/** Finds pages, commands, runs, models and data sets by what one types. The places come from the server when it first opens. */
export function CommandPalette(): ReactNode {
  const router = useRouter();
  const list = useId();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const [places, setPlaces] = useState<readonly Place[]>([]);

  useEffect(() => {
    const show = (): void => {
      setQuery('');
      setChosen(0);
      setOpen(true);
      void fetch('/api/places')
        .then((answer): Promise<Place[]> | Place[] => (answer.ok ? answer.json() : []))
        .then(setPlaces, () => setPlaces([]));
    };
    window.addEventListener(PALETTE_EVENT, show);
    return () => window.removeEventListener(PALETTE_EVENT, show);
  }, []);

  const words = query.toLowerCase().split(/\s+/);
  const found = [...commands, ...places]
    .filter(({ name, hint }) => words.every((word) => `${name} ${hint}`.toLowerCase().includes(word)))
    .slice(0, 12);
  const active = Math.min(chosen, found.length - 1);
  const go = (command: Command | undefined): void => {
    if (!command) return;
    setOpen(false);
    if ('href' in command) {
      router.push(command.href);
      return;
    }
    command.act();
    // Switches on the page show what was chosen.
    router.refresh();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') go(found[active]);
    else if (event.key === 'ArrowDown') setChosen(Math.min(active + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(active - 1, 0));
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title="Search and commands" open={open} onClose={() => setOpen(false)} bare>
      <input
        autoFocus
        role="combobox"
        aria-label="Search runs, models and data sets"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[active] && `${list}-${active}`}
        placeholder="Run, model, data set, command …"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
        className="w-full border-b border-line bg-transparent px-4 py-3.5 text-base outline-none placeholder:text-ink-3"
      />
      <div id={list} role="listbox" aria-label="Places" className="max-h-96 overflow-auto p-1.5">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the combobox's
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox
          <div
            key={'href' in command ? command.href : command.name}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            onClick={() => go(command)}
            className="flex cursor-pointer items-baseline justify-between gap-4 rounded px-3 py-2 hover:bg-sunk aria-selected:bg-accent-soft"
          >
            <span className="truncate">{command.name}</span>
            <span className="shrink-0 text-xs text-ink-2">{command.hint}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-4 pb-4 text-ink-2">Nothing has that name.</p>}
    </Dialog>
  );
}
