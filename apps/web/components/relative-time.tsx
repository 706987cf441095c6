'use client';

import { recentAsNow, useServerNow } from '@chitlaq/react';
import { useFormatter } from 'use-intl';

const DAY_MS = 86_400_000;

/** Relative time in short form; "now" within the first minute, the date after a week. The title has the full date and time, and a note. */
export function RelativeTime({
  at,
  note,
  className,
}: {
  at: string;
  note?: string | undefined;
  className?: string;
}) {
  const format = useFormatter();
  const now = useServerNow();
  const moment = new Date(at);
  const isOld = now.getTime() - moment.getTime() > 7 * DAY_MS;
  const isThisYear = now.getFullYear() === moment.getFullYear();
  const text = isOld
    ? format.dateTime(
        moment,
        isThisYear ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' },
      )
    : format.relativeTime(recentAsNow(moment, now), { now, style: 'narrow' });
  return (
    <time
      dateTime={at}
      title={[format.dateTime(moment, { dateStyle: 'long', timeStyle: 'short' }), note]
        .filter((part) => part !== undefined)
        .join(' · ')}
      className={className}
    >
      {text}
    </time>
  );
}
