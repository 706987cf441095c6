'use client';

import { useEffect, useRef } from 'react';
import { useLive } from './live.ts';

/** Whether the connection stands: then news come by themselves. */
export const useIsConnected = (): boolean => useLive((live) => live.connection === 'online');

/** Does something each time that a connection stands again after a break: what came meanwhile was not told. */
export function useReconnected(work: () => void): void {
  const connection = useLive((live) => live.connection);
  const wasBroken = useRef(false);
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    if (connection === 'broken') wasBroken.current = true;
    if (connection !== 'online' || !wasBroken.current) return;
    wasBroken.current = false;
    latest.current();
  }, [connection]);
}
