'use client';
import { useEffect } from 'react';
import { openHelp, openPalette } from './open-palette';

/** `/` searches, `?` helps, j and k walk through whatever the page lists (`data-walk`). */
export function Keys(): null {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open], [role="dialog"]')) return;
      const handled = handle(event.key);
      if (handled) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return null;
}

function handle(key: string): boolean {
  switch (key) {
    case '/': {
      const field = document.querySelector<HTMLInputElement>('[data-search]');
      if (field) field.focus();
      else openPalette();
      return true;
    }
    case '?':
      openHelp();
      return true;
    case 'j':
      return walk(1);
    case 'k':
      return walk(-1);
    case 'x':
      return select();
    default:
      return false;
  }
}

/** Ticks the box of the row that has the focus. */
function select(): boolean {
  const row = document.activeElement?.closest('tr, li');
  const box = row?.querySelector<HTMLInputElement>('[data-select]');
  box?.click();
  return box !== null && box !== undefined;
}

function walk(step: number): boolean {
  const places = [...document.querySelectorAll<HTMLElement>('[data-walk]')];
  const here = places.findIndex((place) => place.contains(document.activeElement));
  const next = places[here < 0 ? (step > 0 ? 0 : places.length - 1) : here + step];
  if (!next) return false;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type))
  );
}
