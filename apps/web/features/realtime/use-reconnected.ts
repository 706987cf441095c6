'use client';

import { useEffect, useRef } from 'react';
import { useLiveState } from './live-state.ts';

/** Whether the connection is up, so that events arrive. */
export const useIsConnected = (): boolean => useLiveState((live) => live.connection === 'online');

/** Calls back after each reconnection: events meanwhile were missed. */
export function useReconnected(callback: () => void): void {
  const connection = useLiveState((live) => live.connection);
  const wasDisconnected = useRef(false);
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    if (connection === 'reconnecting') wasDisconnected.current = true;
    if (connection !== 'online' || !wasDisconnected.current) return;
    wasDisconnected.current = false;
    latest.current();
  }, [connection]);
}
