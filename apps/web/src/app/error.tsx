'use client';
import type { ReactNode } from 'react';
import { Problem } from '../ui/problem';

/** A fault of the dashboard itself; the server's log has the details. */
export default function ErrorPage(props: {
  error: Error & { digest?: string };
  reset: () => void;
}): ReactNode {
  const { error, reset } = props;
  return (
    <Problem
      title="Something went wrong"
      message={`The dashboard could not show this page${error.digest ? ` (reference ${error.digest})` : ''}. Your results are untouched.`}
      hint="The terminal in which the dashboard runs says what happened."
    >
      <button type="button" onClick={reset} className="button w-fit">
        Try again
      </button>
    </Problem>
  );
}
