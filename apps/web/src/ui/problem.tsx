import type { ReactNode } from 'react';

/** Something that cannot be shown: what happened and what to do about it. Commands in `backticks` stand in mono. */
export function Problem(props: {
  title: string;
  message: string;
  hint?: string | undefined;
  children?: ReactNode;
}): ReactNode {
  const { title, message, hint, children } = props;
  return (
    <div className="card mx-auto my-10 flex max-w-xl flex-col gap-3 p-6 sm:p-8">
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-ink-2">
        <WithCommands text={message} />
      </p>
      {hint && (
        <p>
          <WithCommands text={hint} />
        </p>
      )}
      {children}
    </div>
  );
}

/** Text in which `backticks` mark commands. */
export function WithCommands({ text }: { text: string }): ReactNode {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={index} className="rounded bg-sunk px-1.5 py-0.5 font-mono text-[0.93em] break-words">
        {part}
      </code>
    ),
  );
}
