import type { RunEvent } from '@evenhand/contracts';
import type { Context } from '../cli/context.js';
import { count, duration } from './format.js';

export interface ProgressState {
  done: number;
  total: number;
  failed?: number;
  /** Images per second. */
  rate?: number;
  secondsLeft?: number;
}

export interface Progress {
  update(state: ProgressState): void;
  /** Clears the bar, so that other lines can be written. */
  clear(): void;
}

/** Columns of the bar where there is room; below the least there is none, because the numbers say more. */
const barWidth = 28;
const leastBar = 5;
/** A terminal is redrawn at most this often, in milliseconds. */
const redrawEvery = 80;

/** A bar with rate, time left and failures on a terminal; a plain line every 5 % elsewhere; nothing when quiet. */
export function createProgress(context: Context, label: string): Progress {
  if (context.quiet) return { update: () => {}, clear: () => {} };
  return context.interactive ? barProgress(context, label) : lineProgress(context, label);
}

function describe(state: ProgressState): string {
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
      const columns = (context.stderr.columns || 100) - 1;
      context.stderr.write(`\r\x1b[2K${barLine(label, state, columns)}`);
      drawn = true;
    },
  };
}

/** Label, bar and numbers in so many columns: first the bar gets shorter, then the label goes. */
export function barLine(label: string, state: ProgressState, columns: number): string {
  const numbers = describe(state);
  const room = Math.min(barWidth, columns - label.length - numbers.length - 2);
  if (room < leastBar)
    return (`${label} ${numbers}`.length <= columns ? `${label} ${numbers}` : numbers).slice(0, columns);
  const filled = state.total === 0 ? room : Math.round((room * state.done) / state.total);
  return `${label} ${'█'.repeat(filled)}${'░'.repeat(room - filled)} ${numbers}`;
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

export interface RunReporter {
  show(event: RunEvent): void;
  /** Clears the bar of a run that came to no end. */
  clear(): void;
}

/** Failed samples that are shown one by one. */
const shownFailures = 10;

/** Shows a run's events as they come: progress, failures and warnings on stderr. */
export function createRunReporter(context: Context, run: string): RunReporter {
  const progress = createProgress(context, run);
  let shown = 0;
  const aside = (text: string): void => {
    progress.clear();
    context.warn(text);
  };
  return {
    clear: () => progress.clear(),
    show(event) {
      switch (event.type) {
        case 'started':
          context.note(
            `Run ${run}: ${count(event.total)} images on ${event.device}, batches of ${event.batchSize}` +
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
            aside(`Further failures are counted; evenhand predictions ${run} lists them all.`);
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
    },
  };
}
