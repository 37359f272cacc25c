import { UserError } from '@evenhand/contracts';
import { InvalidArgumentError } from 'commander';

/** Option parser: a whole number from `min` on. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= min && /^\d+$/.test(text)) return value;
    throw new InvalidArgumentError(`Give a whole number from ${min} on.`);
  };
}

/** Option parser: a TCP port. */
export function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 65_535) return value;
  throw new InvalidArgumentError('Give a port from 1 to 65535.');
}

/** Option parser for options that may be repeated. */
export function collect(text: string, previous: string[] = []): string[] {
  return [...previous, text];
}

/** `NAME=VALUE` options (`--tag`, `--map`) as a map; `flag` is for the message. */
export function keyValues(texts: readonly string[], flag: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals < 1 || equals === text.length - 1) {
      throw new UserError({
        code: 'bad_option',
        message: `${flag} ${text} has no name and value.`,
        hint: `Write ${flag} NAME=VALUE.`,
      });
    }
    const name = text.slice(0, equals);
    if (pairs.has(name)) {
      throw new UserError({
        code: 'bad_option',
        message: `${flag} ${name}=… is given twice.`,
        hint: 'Give each name once.',
      });
    }
    pairs.set(name, text.slice(equals + 1));
  }
  return pairs;
}

/** `--max-failures`: a number of samples, or a share such as `5%`. */
export type FailureLimit = { samples: number } | { share: number };

export function failureLimit(text: string): FailureLimit {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  const value = Number(match?.[1]);
  if (match?.[2] === '%' && value <= 100) return { share: value / 100 };
  if (match?.[2] === '' && Number.isSafeInteger(value)) return { samples: value };
  throw new InvalidArgumentError('Give a number of samples, or a share such as 5%.');
}
