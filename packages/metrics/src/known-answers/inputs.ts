import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import type { Proportion } from '../intervals/proportion.js';
import knownAnswers from './known-answers.json' with { type: 'json' };

/** Inputs of a case as the file writes them; the readers below check each one before use. */
export type Inputs = Readonly<Record<string, unknown>>;

/** What a case's function gives, in the shape of the case's `expected`. */
export type Implementation = (inputs: Inputs) => unknown;

export function number(inputs: Inputs, name: string): number {
  const value = inputs[name];
  if (value === 'inf') return Number.POSITIVE_INFINITY;
  if (typeof value !== 'number') throw new TypeError(`known answers: ${name} is not a number`);
  return value;
}

export function numbers(inputs: Inputs, name: string): number[] {
  return asNumbers(inputs[name], name);
}

function asNumbers(value: unknown, name: string): number[] {
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'number')) {
    throw new TypeError(`known answers: ${name} is not a list of numbers`);
  }
  return value;
}

/** A matrix, or the name of one of the file's fixtures. */
export function matrix(inputs: Inputs, name: string): number[][] {
  return asMatrix(inputs[name], name);
}

export function asMatrix(value: unknown, name: string): number[][] {
  const rows = typeof value === 'string' ? fixture(value) : value;
  if (!Array.isArray(rows)) throw new TypeError(`known answers: ${name} is not a matrix`);
  return rows.map((row) => asNumbers(row, name));
}

function fixture(name: string): unknown {
  const fixtures: Readonly<Record<string, unknown>> = knownAnswers.fixtures;
  return fixtures[name];
}

export function list(inputs: Inputs, name: string): unknown[] {
  const value = inputs[name];
  if (!Array.isArray(value)) throw new TypeError(`known answers: ${name} is not a list`);
  return value;
}

export function object(value: unknown, name: string): Inputs {
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`known answers: ${name} is not an object`);
  return value as Inputs;
}

export function confidence(inputs: Inputs): ConfidenceOptions {
  return { confidence: 1 - number(inputs, 'alpha') };
}

export function proportion(inputs: Inputs, suffix = ''): Proportion {
  return { count: number(inputs, `count${suffix}`), n: number(inputs, `nobs${suffix}`) };
}

/** Groups from the lists `success` and `nobs`. */
export function groups(inputs: Inputs): Proportion[] {
  const nobs = numbers(inputs, 'nobs');
  return numbers(inputs, 'success').map((count, g) => ({ count, n: nobs[g] ?? 0 }));
}

export function pair({ low, high }: Interval): [number, number] {
  return [low, high];
}
