import type { Preferences } from './preferences.ts';

/** Whether a moment lies within the member's quiet hours, in their time zone. The end is not part of them. */
export function isQuiet(
  at: Date,
  { quietHours, timeZone }: Pick<Preferences, 'quietHours' | 'timeZone'>,
): boolean {
  if (quietHours === null) return false;
  const now = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  const { from, until } = quietHours;
  return from <= until ? from <= now && now < until : from <= now || now < until;
}
