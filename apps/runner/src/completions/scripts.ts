import { readFileSync } from 'node:fs';

export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** How a shell is told to load the script every time it starts. */
export const installation: Readonly<Record<Shell, string>> = {
  bash: 'eval "$(evenhand completions bash)"    in ~/.bashrc',
  zsh: 'eval "$(evenhand completions zsh)"     in ~/.zshrc, after compinit',
  fish: 'evenhand completions fish > ~/.config/fish/completions/evenhand.fish',
};

/** What makes a shell complete `evenhand`. */
export function completionScript(shell: Shell): string {
  return readFileSync(new URL(`../../completions/evenhand.${shell}`, import.meta.url), 'utf8');
}
