'use client';

import { serverNow } from '@chitlaq/client';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * When a try makes sense again, counted down beside the button. It is spoken twice: when it begins, and when the time has
 * come; the seconds between are for the eye.
 * @param at  a moment in milliseconds; absent where nothing stands in the way
 */
export function RetryCountdown({ at }: { at: number | undefined }) {
  // Another refusal is another count.
  return at === undefined ? null : <Countdown key={at} at={at} />;
}

function Countdown({ at }: { at: number }) {
  const t = useTranslations('frame');
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
    <p className="figures text-muted text-sm">
      <span aria-hidden="true">{isOver ? t('tryNow') : countdownText(now)}</span>
      <span role="status" className="sr-only">
        {isOver ? t('tryNow') : countdownText(startedAt)}
      </span>
    </p>
  );
}
