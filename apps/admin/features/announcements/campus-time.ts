/** Announcements begin and end by the clock of the campus, wherever the admin is. */
export const CAMPUS_TIME_ZONE = 'Europe/Istanbul';

const MINUTE_MS = 60_000;

/** The clock of the campus at a moment, as a date and time field has it: `2026-11-30T18:05`. */
export function toCampusTime(moment: string, timeZone = CAMPUS_TIME_ZONE): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(moment));
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The moment at which the clock of the campus shows a time. One that it skips in spring becomes the time after the change. Null if it is
 * no time.
 */
export function fromCampusTime(time: string, timeZone = CAMPUS_TIME_ZONE): string | null {
  // `Date.parse` reads more than that.
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(time) ? Date.parse(`${time}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  // The first guess may lie on the other side of a change of the clock; the second does not.
  let guess = asUtc;
  for (let round = 0; round < 2; round++) {
    const shown = Date.parse(`${toCampusTime(new Date(guess).toISOString(), timeZone)}:00Z`);
    guess += asUtc - shown;
  }
  return new Date(Math.round(guess / MINUTE_MS) * MINUTE_MS).toISOString();
}
