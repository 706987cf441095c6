'use client';

import { clock } from '@chitlaq/client';
import { useEffect, useState } from 'react';

const EVERY_MS = 60_000;

/** The server's time, for "three minutes ago": renewed each minute, and when it turns out that the device's date is wrong. */
export function useServerNow(everyMs = EVERY_MS): Date {
  const [now, setNow] = useState(() => new Date(clock.now()));
  useEffect(() => {
    const renew = () => setNow(new Date(clock.now()));
    renew();
    const timer = setInterval(renew, everyMs);
    const deaf = clock.onCorrected(renew);
    return () => {
      clearInterval(timer);
      deaf();
    };
  }, [everyMs]);
  return now;
}
