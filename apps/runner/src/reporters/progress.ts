import type { RunEvent } from '@evenhand/contracts';
import type { Context } from '../cli/context.js';
import { count, duration } from './format.js';

export interface Progress {
  update(state: { done: number; total: number; failed?: number; rate?: number; secondsLeft?: number }): void;
  /** Clears the bar, so that other lines can be written. */
  clear(): void;
}

const barWidth = 28;
/** A terminal is redrawn at most this often, in milliseconds. */
const redrawEvery = 80;

/** A bar with rate, time left and failures on a terminal; a plain line every 5 % elsewhere; nothing when quiet. */
export function createProgress(context: Context, label: string): Progress {
  if (context.quiet) return { update: () => {}, clear: () => {} };
  return context.interactive ? barProgress(context, label) : lineProgress(context, label);
}

function describe(state: Parameters<Progress['update']>[0]): string {
  const parts = [`${count(state.done)}/${count(state.total)}`];
  if (state.rate !== undefined) parts.push(`${state.rate.toFixed(state.rate < 10 ? 1 : 0)} images/s`);
  if (state.secondsLeft !== undefined && state.done < state.total)
    parts.push(`${duration(state.secondsLeft)} left`);
  if (state.failed) parts.push(`${count(state.failed)} failed`);
  return parts.join(' · ');
}

function barProgress(context: Context, label: string): Progress {
  let drawnAt = 0;
  let drawn = false;
  const clear = (): void => {
    if (drawn) context.stderr.write('\r\x1b[2K');
    drawn = false;
  };
  return {
    clear,
    update(state) {
      const now = Date.now();
      if (now - drawnAt < redrawEvery && state.done < state.total) return;
      drawnAt = now;
      const filled = state.total === 0 ? barWidth : Math.round((barWidth * state.done) / state.total);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      const line = `${label} ${bar} ${describe(state)}`;
      context.stderr.write(`\r\x1b[2K${line.slice(0, Math.max(20, (context.stderr.columns ?? 100) - 1))}`);
      drawn = true;
    },
  };
}

function lineProgress(context: Context, label: string): Progress {
  let next = 0;
  return {
    clear: () => {},
    update(state) {
      const share = state.total === 0 ? 1 : state.done / state.total;
      if (share < next) return;
      next = Math.floor(share * 20 + 1) / 20;
      context.stderr.write(`${label} ${Math.floor(share * 100)} % · ${describe(state)}\n`);
    },
  };
}

/** Shows a run's events as they come: progress, failures and warnings on stderr. */
export function createRunReporter(context: Context): (event: RunEvent) => void {
  let progress = createProgress(context, 'run');
  let shown = 0;
  const aside = (text: string): void => {
    progress.clear();
    context.warn(text);
  };
  return (event) => {
    switch (event.type) {
      case 'started':
        progress = createProgress(context, event.run);
        context.note(
          `Run ${event.run}: ${count(event.total)} images on ${event.device}, batches of ${event.batchSize}` +
            (event.done > 0 ? `, ${count(event.done)} already stored` : ''),
        );
        return;
      case 'batch':
        progress.update({
          done: event.done,
          total: event.total,
          failed: event.failed,
          rate: event.imagesPerSecond,
          secondsLeft: event.secondsLeft,
        });
        return;
      case 'sample-failed':
        shown += 1;
        if (shown <= shownFailures)
          aside(`${event.failure.sample}: ${event.failure.message} (${event.failure.code})`);
        if (shown === shownFailures)
          aside('Further failures are counted; `evenhand predictions RUN` lists them all.');
        return;
      case 'warning':
        aside(`Warning: ${event.warning.message}`);
        return;
      case 'interrupted':
      case 'finished':
        progress.clear();
        return;
      default:
        event satisfies never;
    }
  };
}

const shownFailures = 10;
