'use client';
import type { MouseEvent, ReactNode } from 'react';
import type { SampleTile } from '../../data/sample-window';
import type { Faces } from '../../lib/preferences';
import { SampleImage } from './sample-image';

/** One image with what it is and what it was taken for. */
export function Tile(props: {
  place: number;
  tile: SampleTile | undefined;
  dataset: string;
  faces: Faces;
  current: boolean;
  href: string | undefined;
  onOpen: (href: string) => void;
}): ReactNode {
  const { place, tile, dataset, faces, current, href, onOpen } = props;
  if (!tile || href === undefined) {
    return (
      <div className="p-2" aria-hidden="true">
        <div className="aspect-square rounded bg-sunk" />
        <div className="mt-2 h-3 w-20 rounded bg-sunk" />
        <div className="mt-1.5 h-3 w-14 rounded bg-sunk" />
      </div>
    );
  }
  const wrong = tile.truth !== null && tile.truth !== tile.predicted;
  const sure = tile.confidence === null ? '' : `${Math.round(tile.confidence * 100)}\u202f%`;
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(href);
  };
  return (
    <a
      href={href}
      onClick={open}
      data-place={place}
      data-walk
      tabIndex={current ? 0 : -1}
      title={tile.id}
      className="block rounded-md p-2 hover:bg-sunk"
    >
      <SampleImage dataset={dataset} index={tile.index} state={tile.image} faces={faces} alt="" />
      <span className="mt-1.5 block truncate text-xs">
        {tile.truth === null ? <span className="text-ink-3">no true label</span> : tile.truth}
      </span>
      <span className="flex justify-between gap-1 text-xs text-ink-2">
        <span className={`truncate ${wrong ? 'font-semibold text-ink' : ''}`}>
          {wrong ? `✗ ${tile.predicted}` : tile.truth === null ? tile.predicted : '✓ right'}
        </span>
        <span className="shrink-0 text-ink-3">{sure}</span>
      </span>
    </a>
  );
}
