import type { ModelCard } from '@evenhand/contracts';
import type { ReactNode } from 'react';

/** What the model is for, and what it is not for, in its makers' words. */
export function ModelCardView(props: {
  /** Not every model has one. */
  card: ModelCard | undefined;
  version: string;
  licence: string | undefined;
}): ReactNode {
  const { card, version, licence } = props;
  if (!card) {
    return (
      <section aria-labelledby="card" className="flex flex-col gap-3">
        <h2 id="card" className="text-lg font-semibold">
          Version {version} has no model card
        </h2>
        <p className="card p-5 text-ink-2">
          What it is for, what it is not for and where its limits lie is not known. A{' '}
          <code className="font-mono text-[0.93em]">card</code> in its{' '}
          <code className="font-mono text-[0.93em]">model.yaml</code> says so, when the model is added.
        </p>
      </section>
    );
  }
  return (
    <section aria-labelledby="card" className="flex flex-col gap-3">
      <h2 id="card" className="text-lg font-semibold">
        Model card of {version}
      </h2>
      <div className="card flex flex-col gap-4 p-5">
        {card.summary && <p className="max-w-3xl">{card.summary}</p>}
        <div className="grid gap-5 md:grid-cols-3">
          <Part title="Out-of-scope use" items={card.outOfScopeUse} />
          <Part title="Intended use" items={card.intendedUse} />
          <Part title="Limitations" items={card.limitations} />
        </div>
        {licence && <p className="text-xs text-ink-2">Licence: {licence}</p>}
        {card.citation && (
          <p className="max-w-3xl font-mono text-xs break-words whitespace-pre-wrap text-ink-2">
            {card.citation.trim()}
          </p>
        )}
      </div>
    </section>
  );
}

function Part({ title, items }: { title: string; items: readonly string[] }): ReactNode {
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="font-semibold">{title}</h3>
      {items.length === 0 ? (
        <p className="text-ink-2">The card says nothing about it.</p>
      ) : (
        <ul className="flex list-disc flex-col gap-1 pl-4 text-ink-2">
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
