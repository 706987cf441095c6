const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The server requires at least one minute; leave time for the request. */
const MIN_AHEAD_MS = 2 * MINUTE_MS;
const MAX_AHEAD_MS = 365 * DAY_MS;

export type QuickTime = 'inAnHour' | 'tonight' | 'tomorrow' | 'monday';

/** Suggested times in the device's time zone, nearest first. */
export function quickTimes(now: Date): { name: QuickTime; at: Date }[] {
  const on = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const inAnHour = new Date(Math.ceil((now.getTime() + HOUR_MS) / (5 * MINUTE_MS)) * 5 * MINUTE_MS);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: 'inAnHour' as const, at: inAnHour },
    ...(on(0, 20).getTime() - now.getTime() > 2 * HOUR_MS
      ? [{ name: 'tonight' as const, at: on(0, 20) }]
      : []),
    { name: 'tomorrow' as const, at: on(1, 9) },
    ...(toMonday > 1 ? [{ name: 'monday' as const, at: on(toMonday, 9) }] : []),
  ];
}

/** Why a time cannot be used: too soon, or too far ahead. Undefined if it can. */
export function validateTime(at: Date, now: Date): 'incomplete' | 'too_soon' | 'too_late' | undefined {
  const ahead = at.getTime() - now.getTime();
  if (Number.isNaN(ahead)) return 'incomplete';
  if (ahead < MIN_AHEAD_MS) return 'too_soon';
  return ahead > MAX_AHEAD_MS ? 'too_late' : undefined;
}

const padTwo = (part: number) => String(part).padStart(2, '0');

/** Converts a time to the values of date and time fields, in the device's time zone. */
export const toFields = (at: Date): { date: string; time: string } =>
  Number.isNaN(at.getTime())
    ? { date: '', time: '' }
    : {
        date: `${String(at.getFullYear()).padStart(4, '0')}-${padTwo(at.getMonth() + 1)}-${padTwo(at.getDate())}`,
        time: `${padTwo(at.getHours())}:${padTwo(at.getMinutes())}`,
      };

/** Converts back; an invalid date if a field is empty. */
export const fromFields = ({ date, time }: { date: string; time: string }): Date =>
  new Date(date && time ? `${date}T${time}` : Number.NaN);

/** The device's IANA time zone. */
export const deviceTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
