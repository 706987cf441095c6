'use client';

import { clock } from '@chitlaq/client';
import { useEffect, useState } from 'react';

const REFRESH_MS = 60_000;

/** The server's time for relative dates. Updates every minute, and when the clock offset is corrected. */
export function useServerNow(refreshMs = REFRESH_MS): Date {
  const [now, setNow] = useState(() => new Date(clock.now()));
  useEffect(() => {
    const update = () => setNow(new Date(clock.now()));
    update();
    const timer = setInterval(update, refreshMs);
    const unsubscribe = clock.onCorrected(update);
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [refreshMs]);
  return now;
}
