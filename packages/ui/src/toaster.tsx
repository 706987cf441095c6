'use client';

import { type ComponentType, useEffect, useState } from 'react';
import { hasQueuedToasts, onToastQueued, type ToasterProps } from './toast.ts';
import { whenIdle } from './when-idle.ts';

/**
 * Renders toasts; mount once, near the root. Loads the view when the page is idle, so that a toast about a lost
 * network needs no network, or at once with the first toast.
 */
export function Toaster(props: ToasterProps) {
  const [View, setView] = useState<ComponentType<ToasterProps>>();
  useEffect(() => {
    const load = () => {
      import('./toaster-view.tsx').then(
        ({ ToasterView }) => setView(() => ToasterView),
        () => undefined, // offline: the next toast tries again and shows the queued ones
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
