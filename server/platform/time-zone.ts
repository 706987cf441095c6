import { z } from 'zod';

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** There are fewer zones than this. Beyond it, formatters are recomputed. */
const MAX_FORMATS = 600;
/** Offsets such as +03:00 are not zone names. */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/**
 * The local date and time in a zone, in parts. Cached per zone, whatever the spelling.
 * @throws RangeError for a zone that does not exist
 */
export function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  if (formats.size < MAX_FORMATS) formats.set(timeZone, format);
  return format;
}

/** Whether a name such as `Europe/Istanbul` is an IANA time zone. */
export function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { message: 'A time zone such as Europe/Istanbul.' })
  .describe('IANA time zone in which days begin, such as `Europe/Istanbul`');

/** The local time of a zone at a moment, as the milliseconds of the UTC time with the same digits. */
function clockAt(moment: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/**
 * The first moment of a day in a zone. Handles clock changes at midnight, where the day starts at one o'clock or midnight occurs
 * twice.
 * @param day  calendar date, such as `2026-11-21`
 */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const candidates = [midnight - DAY_MS, midnight + DAY_MS]
    .map((instant) => midnight - (clockAt(instant, timeZone) - instant))
    .sort((a, b) => a - b);
  const start = candidates.find(
    (moment) => clockAt(moment, timeZone) >= midnight && clockAt(moment - 1_000, timeZone) < midnight,
  );
  return new Date(start ?? candidates.at(-1) ?? midnight);
}
