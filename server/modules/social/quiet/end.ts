import { formatOf, startOfDay } from '../../../platform/time-zone.ts';
import type { NewQuietTime } from './schemas.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Who is awake before this hour still lives in the day before. */
const NIGHT_ENDS = 4;
const MORNING = 8;

/** When a quiet time that begins now ends. */
export function quietTimeEnd(now: Date, { duration, timeZone }: NewQuietTime): Date {
  switch (duration) {
    case 'hour':
      return new Date(now.getTime() + HOUR_MS);
    case 'eight_hours':
      return new Date(now.getTime() + 8 * HOUR_MS);
    case 'week':
      return new Date(now.getTime() + 7 * DAY_MS);
    case 'until_tomorrow':
      return nextMorning(now, timeZone);
  }
}

function nextMorning(now: Date, timeZone: string): Date {
  const { day, hour } = localTime(now, timeZone);
  const today = Date.parse(`${day}T00:00:00Z`);
  const date = new Date(hour < NIGHT_ENDS ? today : today + DAY_MS).toISOString().slice(0, 10);
  const morning = new Date(startOfDay(date, timeZone).getTime() + MORNING * HOUR_MS);
  // A change of the clocks in that night moves it.
  const shown = localTime(morning, timeZone);
  return new Date(morning.getTime() + ((MORNING - shown.hour) * 60 - shown.minute) * MINUTE_MS);
}

function localTime(at: Date, timeZone: string): { day: string; hour: number; minute: number } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  return { day, hour: Number(parts.get('hour')), minute: Number(parts.get('minute')) };
}
