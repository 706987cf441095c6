'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/**
 * A link that prefetches on hover, touch or focus instead of on visibility. Lists contain hundreds of links, and most
 * are scrolled past.
 */
export function PrefetchLink({
  href,
  ...props
}: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  const router = useRouter();
  const prefetchPage = () => router.prefetch(href);
  return (
    <Link {...props} href={href} prefetch={false} onPointerEnter={prefetchPage} onFocus={prefetchPage} />
  );
}
