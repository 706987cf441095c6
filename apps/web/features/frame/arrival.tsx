'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/**
 * After a step to another page, keyboard and screen reader go on in its content and not in the frame around it. Focus
 * that the page has taken itself, as a tab or a first field does, stays where it is.
 */
export function FocusOnArrival() {
  const pathname = usePathname();
  const seen = useRef(pathname);
  useEffect(() => {
    if (seen.current === pathname) return;
    seen.current = pathname;
    const content = document.getElementById('content');
    if (!content || content.contains(document.activeElement)) return;
    if (document.querySelector('[role=dialog]')) return;
    content.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
