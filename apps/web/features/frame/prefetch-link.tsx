'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/**
 * A link whose page is asked for when a finger, the pointer or the focus is on it, not when it comes into view: a list has
 * hundreds, and most are scrolled past.
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
