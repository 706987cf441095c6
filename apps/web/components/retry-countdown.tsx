'use client';

import { serverNow } from '@chitlaq/client';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Counts down to the time when a retry is possible. Announced twice: at the start and at the end, not every second.
 * @param at  a time in milliseconds; undefined if a retry is possible now
 */
export function RetryCountdown({ at }: { at: number | undefined }) {
  // A new refusal starts a new countdown.
  return at === undefined ? null : <Countdown key={at} at={at} />;
}

function Countdown({ at }: { at: number }) {
  const t = useTranslations('shell');
  const format = useFormatter();
  const [startedAt] = useState(() => serverNow());
  const [now, setNow] = useState(startedAt);
  const isOver = now >= at;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [isOver]);

  const countdownText = (from: number) => {
    const remainingMs = at - from;
    const unit = remainingMs > 2 * HOUR_MS ? 'hour' : remainingMs > 2 * MINUTE_MS ? 'minute' : 'second';
    return t('tryAgain', { when: format.relativeTime(at, { now: from, unit }) });
  };
  return (
    <p className="tabular-nums text-muted text-sm">
      <span aria-hidden="true">{isOver ? t('tryNow') : countdownText(now)}</span>
      <span role="status" className="sr-only">
        {isOver ? t('tryNow') : countdownText(startedAt)}
      </span>
    </p>
  );
}
