'use client';

import { type ComponentType, useEffect, useState } from 'react';
import { hasQueuedToasts, onToastQueued, type ToasterProps } from './toast.ts';
import { whenIdle } from './when-idle.ts';

/**
 * Where toasts appear; once per page, near its root. What shows them comes once the page rests, so that a notice of a lost
 * network needs no network; or at once with the first toast.
 */
export function Toaster(props: ToasterProps) {
  const [View, setView] = useState<ComponentType<ToasterProps>>();
  useEffect(() => {
    const load = () => {
      import('./toaster-view.tsx').then(
        ({ ToasterView }) => setView(() => ToasterView),
        () => undefined, // no network: the next toast tries again, and what waits is said then
      );
    };
    if (hasQueuedToasts()) load();
    const cancelIdle = whenIdle(load);
    const unsubscribe = onToastQueued(load);
    return () => {
      cancelIdle();
      unsubscribe();
    };
  }, []);
  return View ? <View {...props} /> : null;
}
