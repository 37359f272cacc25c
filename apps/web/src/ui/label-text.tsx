import { Fragment, type ReactNode } from 'react';

/** A label that may break after its underscores, before it breaks inside a word. */
export function LabelText({ text }: { text: string }): ReactNode {
  const parts = text.split(/(?<=_)/);
  return parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
