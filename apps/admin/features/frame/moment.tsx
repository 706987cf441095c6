'use client';

import { useFormatter, useNow } from 'use-intl';

/** A moment in the reader's zone; `relative` says how long ago, with the moment itself on hover and for screen readers. */
export function Moment({ at, relative = false }: { at: string; relative?: boolean }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  const full = format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <time dateTime={at} title={full} className="whitespace-nowrap">
      {relative ? format.relativeTime(date, now) : full}
    </time>
  );
}

/** A day in the reader's zone. */
export function Day({ at }: { at: string }) {
  const format = useFormatter();
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {format.dateTime(new Date(at), { dateStyle: 'medium' })}
    </time>
  );
}
