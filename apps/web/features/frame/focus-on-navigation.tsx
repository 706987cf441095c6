'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/**
 * After a step to another page, keyboard and screen reader go on in its content and not in the frame around it. Focus
 * that the page has taken itself, as a tab or a first field does, stays where it is.
 */
export function FocusOnNavigation() {
  const pathname = usePathname();
  const lastPathname = useRef(pathname);
  useEffect(() => {
    if (lastPathname.current === pathname) return;
    lastPathname.current = pathname;
    const content = document.getElementById('content');
    if (!content || content.contains(document.activeElement)) return;
    if (document.querySelector('[role=dialog]')) return;
    content.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
