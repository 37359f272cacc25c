'use client';
import { type ReactNode, useState } from 'react';
import type { ImageState } from '../../data/sample-window';
import { imagePath } from '../../lib/image-path';
import type { Faces } from '../../lib/preferences';
import { Icon } from '../../ui/icon';

const REASONS = { there: undefined, missing: 'file missing', none: 'no image' };

/** The picture of a sample, blurred or hidden where the reader wants it so; or why there is none. */
export function SampleImage(props: {
  dataset: string;
  index: number;
  state: ImageState;
  faces: Faces;
  alt: string;
}): ReactNode {
  const { dataset, index, state, faces, alt } = props;
  const [broken, setBroken] = useState(false);
  const reason = REASONS[state] ?? (broken ? 'cannot be shown' : undefined);
  return (
    <span className="relative block aspect-square overflow-hidden rounded bg-sunk">
      {reason !== undefined ? (
        <span className="hatched grid size-full place-items-center text-xs text-ink-2">
          <span className="rounded bg-surface px-1.5 py-0.5">{reason}</span>
        </span>
      ) : faces === 'hide' ? (
        <span className="grid size-full place-items-center text-ink-3">
          <Icon name="eye" />
          <span className="sr-only">hidden</span>
        </span>
      ) : (
        <img
          src={imagePath(dataset, index)}
          alt={alt}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBroken(true)}
          className={`size-full object-contain ${faces === 'blur' ? 'scale-110 blur-md' : ''}`}
        />
      )}
    </span>
  );
}
