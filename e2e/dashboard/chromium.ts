import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser for the tests: `CHROMIUM`, else the one on the path; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser that asks nobody but the page's own server. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Waits until React answers to the page's controls and keys, not only to what the server drew. */
export async function whenHydrated(page: Page): Promise<void> {
  const isHydrated = () =>
    page.evaluate<boolean>(
      `[...document.querySelectorAll('main :is(a, button, input, select)')]
         .every((element) => Object.keys(element).some((key) => key.startsWith('__reactProps')))`,
    );
  await expect.poll(isHydrated, { timeout: 60_000, message: `${page.url()} answers` }).toBe(true);
  // Effects, which listen for keys, run after the paint that follows.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
}
