'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SampleTile, SampleWindow } from '../../data/sample-window';
import { runPath } from '../../lib/run-path';
import { type SampleQuery, sampleQueryHref } from '../../lib/sample-query';

/** Tiles fetched together. */
const BLOCK = 96;
/** Blocks kept: some thousands of tiles, however far one scrolls. */
const KEPT = 40;

export interface Tiles {
  /** Undefined until the server has said. */
  total: number | undefined;
  at(place: number): SampleTile | undefined;
  failed: boolean;
}

/** The tiles of a query in blocks, fetched as they come into view (`first` to `last`). */
export function useTiles(options: {
  run: string;
  query: SampleQuery;
  initial: SampleWindow | undefined;
  first: number;
  last: number;
}): Tiles {
  const { run, query, initial, first, last } = options;
  const blocks = useRef(new Map<number, SampleTile[] | 'asked'>());
  const [known, setKnown] = useState({ total: initial?.total, failed: false, version: 0 });
  const address = sampleQueryHref(`/api${runPath(run, 'samples')}`, query);

  const ask = useCallback(
    async (block: number) => {
      blocks.current.set(block, 'asked');
      try {
        const answer = await fetch(`${address}&from=${block * BLOCK}&count=${BLOCK}`);
        if (!answer.ok) throw new Error(String(answer.status));
        const window: SampleWindow = await answer.json();
        blocks.current.set(block, window.tiles);
        for (const oldest of blocks.current.keys()) {
          if (blocks.current.size <= KEPT) break;
          blocks.current.delete(oldest);
        }
        setKnown(({ version }) => ({ total: window.total, failed: false, version: version + 1 }));
      } catch {
        blocks.current.delete(block);
        setKnown((state) => ({ ...state, failed: true }));
      }
    },
    [address],
  );

  const at = (place: number): SampleTile | undefined => {
    const block = blocks.current.get(Math.floor(place / BLOCK));
    if (Array.isArray(block)) return block[place % BLOCK];
    return initial?.tiles[place - initial.from];
  };

  useEffect(() => {
    // Rests before asking: dragging the scroll bar through a million images asks only for where it stops.
    const timer = setTimeout(() => {
      const end = Math.max(first, last);
      for (let block = Math.floor(first / BLOCK); block <= Math.floor(end / BLOCK); block += 1) {
        if (blocks.current.has(block)) continue;
        const start = block * BLOCK;
        const there =
          initial &&
          Math.max(start, first) >= initial.from &&
          Math.min(start + BLOCK, end + 1, initial.total) <= initial.from + initial.tiles.length;
        if (!there) void ask(block);
      }
    }, 60);
    return () => clearTimeout(timer);
  }, [first, last, ask, initial]);

  return { total: known.total, at, failed: known.failed };
}
