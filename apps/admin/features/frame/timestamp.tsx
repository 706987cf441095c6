'use client';

import { recentAsNow, useServerNow } from '@chitlaq/react';
import { useFormatter } from 'use-intl';

/** A time in the viewer's time zone. `relative` shows how long ago, and the full time on hover and to screen readers. */
export function Timestamp({ at, relative = false }: { at: string; relative?: boolean }) {
  const format = useFormatter();
  const now = useServerNow();
  const date = new Date(at);
  const full = format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <time dateTime={at} title={full} className="whitespace-nowrap">
      {relative ? format.relativeTime(recentAsNow(date, now), now) : full}
    </time>
  );
}

/** A date in the viewer's time zone. */
export function DateOnly({ at }: { at: string }) {
  const format = useFormatter();
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {format.dateTime(new Date(at), { dateStyle: 'medium' })}
    </time>
  );
}
