'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import type { ImageState } from '../../data/sample-window';
import type { Faces } from '../../lib/preferences';
import { FacesSwitch } from './faces-switch';
import { SampleImage } from './sample-image';

/** The image at full width; arrow keys and j/k go on, Escape goes back. */
export function SamplePicture(props: {
  dataset: string;
  index: number;
  state: ImageState;
  faces: Faces;
  alt: string;
  previous: string | undefined;
  next: string | undefined;
  back: string;
}): ReactNode {
  const { dataset, index, state, alt, previous, next, back } = props;
  const router = useRouter();
  const [faces, setFaces] = useState(props.faces);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))
        return;
      const go = (href: string | undefined): void => {
        if (href === undefined) return;
        event.preventDefault();
        router.replace(href, { scroll: false });
      };
      if (event.key === 'ArrowRight' || event.key === 'j') go(next);
      else if (event.key === 'ArrowLeft' || event.key === 'k') go(previous);
      else if (event.key === 'Escape') router.push(back);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [router, previous, next, back]);
  return (
    <div className="flex flex-col gap-3">
      <div className="card overflow-hidden p-2">
        <SampleImage key={index} dataset={dataset} index={index} state={state} faces={faces} alt={alt} />
      </div>
      <FacesSwitch faces={faces} onChange={setFaces} />
    </div>
  );
}
