'use client';
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from './icon';

/** The browser's own modal dialog: it keeps the focus, closes with Escape and gives the focus back. */
export function Dialog(props: {
  title: string;
  open: boolean;
  onClose: () => void;
  /** Leaves the title to screen readers. */
  bare?: boolean;
  children: ReactNode;
}): ReactNode {
  const { title, open, onClose, bare = false, children } = props;
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; the key for that is Escape
    <dialog
      ref={ref}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="card m-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] overflow-hidden text-ink shadow-2xl backdrop:bg-[#0009]"
    >
      {open && (
        <div>
          {!bare && (
            <div className="flex items-center justify-between border-b border-line px-4 py-3">
              <h2 className="font-semibold">{title}</h2>
              <button
                type="button"
                onClick={onClose}
                aria-label="Close"
                className="text-ink-3 hover:text-ink"
              >
                <Icon name="close" />
              </button>
            </div>
          )}
          {children}
        </div>
      )}
    </dialog>
  );
}
