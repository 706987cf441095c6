'use client';

import { useEffect, useRef } from 'react';
import { useLiveState } from './live-state.ts';

/** Whether the connection stands: then news come by themselves. */
export const useIsConnected = (): boolean => useLiveState((live) => live.connection === 'online');

/** Does something each time that a connection stands again after a break: what came meanwhile was not told. */
export function useReconnected(callback: () => void): void {
  const connection = useLiveState((live) => live.connection);
  const wasDisconnected = useRef(false);
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    if (connection === 'broken') wasDisconnected.current = true;
    if (connection !== 'online' || !wasDisconnected.current) return;
    wasDisconnected.current = false;
    latest.current();
  }, [connection]);
}
