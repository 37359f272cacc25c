export const PALETTE_EVENT = 'evenhand:palette';
export const HELP_EVENT = 'evenhand:help';

/** Opens the command palette, wherever it is. */
export function openPalette(): void {
  window.dispatchEvent(new Event(PALETTE_EVENT));
}

export function openHelp(): void {
  window.dispatchEvent(new Event(HELP_EVENT));
}
