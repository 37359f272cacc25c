'use client';
import { type ReactNode, useEffect, useState } from 'react';

/** How long the button says that it was done, in milliseconds. */
const SAYS = 2000;

/** Puts a text on the clipboard. */
export function CopyButton({ text }: { text: string }): ReactNode {
  const [done, setDone] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (done === undefined) return;
    const timer = setTimeout(() => setDone(undefined), SAYS);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setDone('copied');
    } catch {
      // Browsers may refuse; the text stands beside the button.
      setDone('failed');
    }
  };
  return (
    <button type="button" onClick={() => void copy()} className="button">
      <span role="status">
        {done === 'copied' ? 'Copied' : done === 'failed' ? 'Not allowed: select the text' : 'Copy'}
      </span>
    </button>
  );
}
