import NextLink from 'next/link';
import type { ComponentProps, ReactNode } from 'react';

/** A link within the dashboard. Nothing is fetched ahead: the server is on the same machine and answers at once. */
export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>): ReactNode {
  return <NextLink {...props} prefetch={false} />;
}
