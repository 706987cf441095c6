'use client';

import { useEffect, useRef } from 'react';

/**
 * Moves the focus to the element with the id `content` when `pathname` changes, so that keyboard and screen reader
 * continue there and not in the shell. Leaves a focus inside the new page alone, for example on a tab or a first field,
 * and an open dialog.
 */
export function useFocusOnNavigation(pathname: string): void {
  const lastPathname = useRef(pathname);
  useEffect(() => {
    if (lastPathname.current === pathname) return;
    lastPathname.current = pathname;
    const content = document.getElementById('content');
    if (!content || content.contains(document.activeElement)) return;
    if (document.querySelector('[role=dialog]')) return;
    content.focus({ preventScroll: true });
  }, [pathname]);
}
