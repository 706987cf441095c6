'use client';

import { createContext, type ReactNode, useCallback, useMemo, useState } from 'react';

interface Visit {
  /** Notifications that were unread when they were first shown. They stay marked as new until the visit ends. */
  newIds: ReadonlySet<string>;
  addNew: (ids: readonly string[]) => void;
}

export const NotificationVisit = createContext<Visit>({ newIds: new Set(), addNew: () => undefined });

/** A visit to the notification pages lasts until the member leaves all of them. */
export function NotificationVisitProvider({ children }: { children: ReactNode }) {
  const [newIds, setNewIds] = useState<ReadonlySet<string>>(new Set());
  const addNew = useCallback(
    (ids: readonly string[]) => setNewIds((before) => new Set([...before, ...ids])),
    [],
  );
  const visit = useMemo(() => ({ newIds, addNew }), [newIds, addNew]);
  return <NotificationVisit value={visit}>{children}</NotificationVisit>;
}
