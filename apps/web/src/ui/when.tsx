import type { ReactNode } from 'react';

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** A moment in UTC, as the audit document has it; its day alone where `short`. */
export function When({ at, short = false }: { at: string; short?: boolean }): ReactNode {
  const date = new Date(at);
  return (
    <time dateTime={at} title={`${at} (UTC)`} className="whitespace-nowrap">
      {short ? day.format(date) : `${day.format(date)} ${time.format(date)}`}
    </time>
  );
}
