import { formatOf } from '../../../platform/time-zone.ts';

/** A time in the member's local time zone. */
export interface LocalTime {
  /** For example `2026-11-21`. */
  day: string;
  minutes: number;
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
}

const DAY_MS = 86_400_000;

export function localTime(at: Date, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return { day, minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')), weekday };
}

/** The Monday of a local day's week. */
export function mondayOf({ day, weekday }: LocalTime): string {
  const monday = new Date(new Date(`${day}T00:00:00Z`).getTime() - (weekday - 1) * DAY_MS);
  return monday.toISOString().slice(0, 10);
}
