'use client';
import { useSearchParams } from 'next/navigation';

/** So many runs are compared at once. */
const MOST = 8;

export interface Selection {
  /** In the order of choosing: the first one is the baseline. */
  chosen: readonly string[];
  full: boolean;
  toggle(run: string): void;
  clear(): void;
}

/** The runs that are chosen for comparing: kept in the address, without asking the server anew. */
export function useSelection(): Selection {
  const params = useSearchParams();
  const chosen = params.getAll('select');
  const set = (runs: readonly string[]): void => {
    const next = new URLSearchParams(params);
    next.delete('select');
    for (const run of runs) next.append('select', run);
    const query = next.toString();
    window.history.replaceState(null, '', query === '' ? '/runs' : `/runs?${query}`);
  };
  return {
    chosen,
    full: chosen.length >= MOST,
    toggle: (run) => set(chosen.includes(run) ? chosen.filter((id) => id !== run) : [...chosen, run]),
    clear: () => set([]),
  };
}
