import { isUserError } from '@evenhand/contracts';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Problem } from '../ui/problem';

/** Renders a page, or says in words why the workspace cannot be read and what to do. */
export async function guarded(render: () => ReactNode | Promise<ReactNode>): Promise<ReactNode> {
  try {
    return await render();
  } catch (error) {
    if (!isUserError(error)) throw error;
    if (error.code.startsWith('unknown_')) notFound();
    return <Problem title={titleOf(error.code)} message={error.message} hint={error.hint} />;
  }
}

function titleOf(code: string): string {
  return code === 'database_missing' ? 'No audits here yet' : 'The workspace cannot be read';
}
