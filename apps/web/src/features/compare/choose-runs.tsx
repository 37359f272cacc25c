'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import type { RunChoice } from '../../data/comparable-runs';
import { compareHref } from '../../lib/compare-view';
import { Picker } from '../../ui/picker';

/** So many runs beside the baseline. */
const MOST = 7;

/** Baseline, then the runs of the same data set to compare with it. */
export function ChooseRuns(props: {
  runs: readonly RunChoice[];
  base: string;
  candidates: readonly string[];
}): ReactNode {
  const { runs } = props;
  const router = useRouter();
  const [base, setBase] = useState(props.base || (runs[1] ?? runs[0])?.id || '');
  const [chosen, setChosen] = useState<readonly string[]>(props.candidates);
  const dataset = runs.find(({ id }) => id === base);
  const others = runs.filter(
    ({ id, datasetDigest }) => id !== base && datasetDigest === dataset?.datasetDigest,
  );
  const candidates = chosen.filter((id) => others.some((run) => run.id === id));
  const name = (run: RunChoice): string =>
    `${run.model} on ${run.dataset}, ${run.startedAt.slice(0, 10)}${run.status === 'finished' ? '' : ` (${run.status})`} · ${run.id}`;
  if (runs.length < 2) {
    return (
      <p className="card p-6 text-ink-2">
        A comparison needs two runs. Run another version on the same data set.
      </p>
    );
  }
  return (
    <form
      className="card flex flex-col gap-5 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        router.push(compareHref({ base, candidates }));
      }}
    >
      <Picker
        label="Baseline"
        wide
        value={base}
        onChange={setBase}
        sections={[{ options: runs.map((run) => ({ value: run.id, name: name(run) })) }]}
      />
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 text-xs text-ink-2">Candidates (at most {MOST})</legend>
        <div className="max-h-72 overflow-y-auto">
          {others.map((run) => (
            <label key={run.id} className="flex items-center gap-2.5 py-1">
              <input
                type="checkbox"
                checked={candidates.includes(run.id)}
                disabled={!candidates.includes(run.id) && candidates.length >= MOST}
                onChange={(event) =>
                  setChosen(
                    event.target.checked ? [...candidates, run.id] : candidates.filter((id) => id !== run.id),
                  )
                }
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 break-words">{name(run)}</span>
            </label>
          ))}
          {others.length === 0 && <p className="text-ink-2">No other run is on {dataset?.dataset}.</p>}
        </div>
      </fieldset>
      <button
        type="submit"
        disabled={candidates.length === 0}
        className="button button-accent w-fit disabled:bg-sunk"
      >
        Compare
      </button>
    </form>
  );
}
