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
  return <WhenText at={at} text={short ? dayText(at) : momentText(at)} />;
}

/** A moment that the server has put in words: browsers know other months. */
export function WhenText({ at, text }: { at: string; text: string }): ReactNode {
  return (
    <time dateTime={at} title={`${at} (UTC)`} className="whitespace-nowrap">
      {text}
    </time>
  );
}

export function momentText(at: string): string {
  const date = new Date(at);
  return `${day.format(date)} ${time.format(date)}`;
}

export function dayText(at: string): string {
  return day.format(new Date(at));
}
