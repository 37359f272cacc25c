/** Crockford's digits: none looks like another, and they sort as their values do. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 8;
const EPOCH = Date.UTC(2025, 0, 1);

/**
 * A new run's id: `r` and the time in milliseconds in base 32 (until 2059), such as `r1qz4m7k9`. Ids sort by start.
 * `previous` is the newest id that there is: the new one is above it, even within a millisecond or when the clock
 * was set back.
 */
export function nextRunId(now: Date, previous: string | undefined): string {
  const last = previous === undefined ? -1 : parse(previous);
  let rest = Math.max(now.getTime() - EPOCH, last + 1);
  let text = '';
  for (let place = 0; place < LENGTH; place += 1) {
    text = DIGITS.charAt(rest % DIGITS.length) + text;
    rest = Math.floor(rest / DIGITS.length);
  }
  return `r${text}`;
}

function parse(id: string): number {
  let value = 0;
  for (const digit of id.slice(1)) value = value * DIGITS.length + DIGITS.indexOf(digit);
  return value;
}
