'use client';
import { type RefObject, type UIEvent, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Browsers draw no element taller than some 16 to 33 million pixels; beyond this the scroll bar stands for more. */
const TALLEST = 8_000_000;
/** Rows drawn above and below what is seen. */
const MARGIN = 2;

export interface VirtualRows {
  /** Height of what scrolls, in pixels. */
  height: number;
  first: number;
  last: number;
  /** Where a row is to be drawn, in pixels from the top of what scrolls. */
  top(row: number): number;
  onScroll(event: UIEvent<HTMLElement>): void;
  /** Brings a row into view. */
  reveal(row: number): void;
}

/**
 * Draws only the rows in view of however many. Where they are taller together than a browser can scroll, dragging
 * the bar jumps in proportion and everything else (wheel, keys, touch) moves by what it moves.
 */
export function useVirtualRows(
  frame: RefObject<HTMLElement | null>,
  { rows, rowHeight, start }: { rows: number; rowHeight: number; start: number },
): VirtualRows {
  const [view, setView] = useState({ top: start * rowHeight, height: 800 });
  /** The row space's position minus the scroll position: 0 unless the rows are taller than the scroll bar can say. */
  const shift = useRef(0);
  const last = useRef(0);
  const full = rows * rowHeight;
  const height = Math.min(full, TALLEST);
  const scale = height > view.height ? (full - view.height) / (height - view.height) : 1;

  const show = useCallback(
    (top: number) => {
      const element = frame.current;
      if (!element) return;
      const clamped = Math.max(0, Math.min(top, full - element.clientHeight));
      const scroll = scale === 1 ? clamped : clamped / scale;
      shift.current = clamped - scroll;
      last.current = scroll;
      element.scrollTop = scroll;
      setView({ top: clamped, height: element.clientHeight });
    },
    [frame, full, scale],
  );

  useLayoutEffect(() => {
    show(start * rowHeight);
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setView((known) => ({ ...known, height: element.clientHeight })),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowHeight, full]);

  return {
    height,
    first: Math.max(0, Math.floor(view.top / rowHeight) - MARGIN),
    last: Math.min(rows - 1, Math.ceil((view.top + view.height) / rowHeight) + MARGIN),
    top: (row) => row * rowHeight - shift.current,
    onScroll: ({ currentTarget }) => {
      const scroll = currentTarget.scrollTop;
      const moved = scroll - last.current;
      last.current = scroll;
      const atEnd = scroll <= 0 || scroll >= height - currentTarget.clientHeight - 1;
      const jumped = Math.abs(moved) > currentTarget.clientHeight;
      if (scale !== 1 && (jumped || atEnd)) shift.current = scroll * scale - scroll;
      setView({ top: scroll + shift.current, height: currentTarget.clientHeight });
    },
    reveal: (row) => {
      const top = row * rowHeight;
      const bottom = top + rowHeight;
      if (top < view.top) show(top);
      else if (bottom > view.top + view.height) show(bottom - view.height);
    },
  };
}
