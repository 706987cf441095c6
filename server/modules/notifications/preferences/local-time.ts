/** A moment as a clock on a member's wall shows it. */
export interface LocalTime {
  /** As in `2026-11-21`. */
  day: string;
  minutes: number;
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
}

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a time zone that does not exist */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

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
