'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/**
 * A link to a page of the app: a press changes the page without a new document. A press that means a new tab or a
 * download is left to the browser. Does not prefetch, and is 2 kB smaller than the router's own link. For another window
 * or a file there is the plain element.
 */
export function AppLink({
  href,
  onClick,
  ...props
}: Omit<ComponentProps<'a'>, 'href' | 'target' | 'download'> & { href: string }) {
  const router = useRouter();
  return (
    <a
      {...props}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
        if (event.defaultPrevented || isModified || event.button !== 0) return;
        event.preventDefault();
        router.push(href);
      }}
    />
  );
}
