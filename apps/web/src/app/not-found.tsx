import type { ReactNode } from 'react';
import { Link } from '../ui/link';
import { Problem } from '../ui/problem';

export default function NotFound(): ReactNode {
  return (
    <Problem
      title="This is not here"
      message="There is no such page, run, task or image in this workspace. It may have been deleted."
    >
      <Link href="/runs" className="text-link">
        All runs
      </Link>
    </Problem>
  );
}
