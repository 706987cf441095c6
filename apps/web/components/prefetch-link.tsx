'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import { AppLink } from './app-link.tsx';

/**
 * A link that prefetches on hover, touch or focus instead of on visibility. A page's links lead to many pages, and most
 * of them are not opened.
 */
export function PrefetchLink({ href, onPointerEnter, onFocus, ...props }: ComponentProps<typeof AppLink>) {
  const router = useRouter();
  return (
    <AppLink
      {...props}
      href={href}
      onPointerEnter={(event) => {
        router.prefetch(href);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        router.prefetch(href);
        onFocus?.(event);
      }}
    />
  );
}
