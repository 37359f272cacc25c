'use client';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { SampleWindow } from '../../data/sample-window';
import type { Faces } from '../../lib/preferences';
import { runPath } from '../../lib/run-path';
import { type SampleQuery, sampleQueryHref } from '../../lib/sample-query';
import { FacesSwitch } from './faces-switch';
import { Tile } from './tile';
import { useTiles } from './use-tiles';
import { useVirtualRows } from './use-virtual-rows';

/** Size of a tile with its gap, in pixels: two lines of text under a square. */
const WIDTH = 148;
const NARROW = 116;
const TEXT = 48;
/** Frames narrower than this get narrow tiles, three to a phone's row. */
const PHONE = 520;

/** Images in rows; only those in view are drawn and asked for. Arrow keys walk, Enter opens. */
export function SampleGrid(props: {
  run: string;
  dataset: string;
  query: SampleQuery;
  first: SampleWindow | undefined;
  /** Place of the image that has the focus. */
  at: number;
  faces: Faces;
}): ReactNode {
  const { run, dataset, query, first, at } = props;
  const router = useRouter();
  const frame = useRef<HTMLDivElement>(null);
  const [{ columns, width }, setLayout] = useState({ columns: 7, width: WIDTH });
  const [place, setPlace] = useState(at);
  const [faces, setFaces] = useState(props.faces);
  const [total, setTotal] = useState(first?.total ?? 0);
  const rows = Math.ceil(total / columns);
  const virtual = useVirtualRows(frame, {
    rows,
    rowHeight: width + TEXT,
    start: Math.floor(place / columns),
  });
  const tiles = useTiles({
    run,
    query,
    initial: first,
    first: virtual.first * columns,
    last: Math.min(total, (virtual.last + 1) * columns) - 1,
  });
  useEffect(() => setTotal(tiles.total ?? 0), [tiles.total]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const size = element.clientWidth < PHONE ? NARROW : WIDTH;
      setLayout({ columns: Math.max(2, Math.floor(element.clientWidth / size)), width: size });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const open = (index: number, from: number): string =>
    sampleQueryHref(runPath(run, 'samples', String(index)), query, { at: String(from) });
  const focus = (next: number): void => {
    const target = Math.max(0, Math.min(next, total - 1));
    setPlace(target);
    virtual.reveal(Math.floor(target / columns));
    window.history.replaceState(
      null,
      '',
      sampleQueryHref(runPath(run, 'samples'), query, { at: String(target) }),
    );
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-place="${target}"]`)?.focus(),
    );
  };
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
      j: 1,
      k: -1,
    };
    const step = steps[event.key];
    const target =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? total - 1
          : step === undefined
            ? undefined
            : place + step;
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    focus(target);
  };

  const drawn = Array.from(
    { length: Math.max(0, virtual.last - virtual.first + 1) },
    (_, row) => virtual.first + row,
  );
  return (
    <section aria-label="Found images" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2" role="status">
          {tiles.total === undefined
            ? 'Looking for images …'
            : `${tiles.total.toLocaleString('en')} ${tiles.total === 1 ? 'image' : 'images'}`}
          {tiles.failed && ' The server did not answer; scroll to try again.'}
        </p>
        <FacesSwitch faces={faces} onChange={setFaces} />
      </div>
      {tiles.total === 0 ? (
        <p className="card p-6 text-ink-2">No image is like this. Take a filter away.</p>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys move the focus among the links inside
        <div
          ref={frame}
          onScroll={virtual.onScroll}
          onKeyDown={onKey}
          data-faces={faces}
          className="card h-[calc(100dvh-15rem)] min-h-96 overflow-y-auto overscroll-contain lg:h-[calc(100dvh-17.5rem)]"
        >
          <div className="relative" style={{ height: virtual.height || '100%' }}>
            {drawn.map((row) => (
              <div
                key={row}
                className="absolute inset-x-0 grid justify-center"
                style={{
                  top: virtual.top(row),
                  height: width + TEXT,
                  gridTemplateColumns: `repeat(${columns}, ${width}px)`,
                }}
              >
                {Array.from({ length: Math.min(columns, total - row * columns) }, (_, column) => {
                  const own = row * columns + column;
                  const tile = tiles.at(own);
                  return (
                    <Tile
                      key={own}
                      place={own}
                      tile={tile}
                      dataset={dataset}
                      faces={faces}
                      current={own === place}
                      href={tile ? open(tile.index, own) : undefined}
                      onOpen={router.push}
                    />
                  );
                })}
              </div>
            ))}
          </div>
        </div>
      )}
    </section>
  );
}
