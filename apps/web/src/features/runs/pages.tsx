import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon';
import { Link } from '../../ui/link';

export function Pages(props: { page: number; pages: number; link: (page: number) => string }): ReactNode {
  const { page, pages, link } = props;
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-center gap-3">
      {page > 1 && (
        <Link href={link(page - 1)} className="button">
          <Icon name="left" /> Previous
        </Link>
      )}
      <span className="text-ink-2">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <Link href={link(page + 1)} className="button">
          Next <Icon name="right" />
        </Link>
      )}
    </nav>
  );
}
