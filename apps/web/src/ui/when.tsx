import type { ReactNode } from 'react';

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A moment in UTC, as the audit document has it. */
export function When({ at }: { at: string }): ReactNode {
  return (
    <time dateTime={at} title={`${at} (UTC)`} className="whitespace-nowrap">
      {format.format(new Date(at)).replace(',', '')}
    </time>
  );
}
