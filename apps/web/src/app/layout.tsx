import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { readPreferences } from '../lib/preferences';
import { CommandPalette } from '../ui/command-palette';
import { KeyboardHelp } from '../ui/keyboard-help';
import { Keys } from '../ui/keys';
import { Navigation } from '../ui/navigation';
import { ThemeSwitch } from '../ui/theme-switch';

export const metadata: Metadata = {
  title: { default: 'Evenhand', template: '%s · Evenhand' },
  description: 'Fairness audits of image classifiers',
};
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf8' },
    { media: '(prefers-color-scheme: dark)', color: '#121315' },
  ],
};
// Every page reads the workspace as it is now, and carries this request's nonce.
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { children: ReactNode }): Promise<ReactNode> {
  const { theme } = await readPreferences();
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <body className="min-h-dvh pb-16 lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] lg:pb-0">
        <a
          href="#content"
          className="button button-accent fixed top-2 left-2 z-50 -translate-y-16 focus:translate-y-0"
        >
          Skip to content
        </a>
        <Navigation>
          <ThemeSwitch theme={theme} />
        </Navigation>
        <main id="content" tabIndex={-1} className="min-w-0 px-4 py-5 outline-none sm:px-8 sm:py-7">
          <div className="mx-auto flex max-w-[75rem] flex-col gap-6">{children}</div>
        </main>
        <Keys />
        <CommandPalette />
        <KeyboardHelp />
      </body>
    </html>
  );
}
