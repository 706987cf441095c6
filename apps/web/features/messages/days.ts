const formatterFor = (timeZone: string | undefined) =>
  new Intl.DateTimeFormat('en-CA', {
    ...(timeZone ? { timeZone } : {}),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });

/** What a clock in a time zone shows, as if it were UTC, in milliseconds. */
function wallClockAt(moment: number, timeZone: string | undefined): number {
  const clockParts = Object.fromEntries(
    formatterFor(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = clockParts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * When a day begins where the reader is.
 * @param day  as a date field gives it: 2026-11-20
 * @param timeZone  of the reader; without one that of the device
 * @returns undefined where there is no such day
 */
export function dayStart(day: string, timeZone?: string): Date | undefined {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return undefined;
  // The second time with the clock of that night: near a change of it the first guess is an hour off.
  const guess = midnight - (wallClockAt(midnight, timeZone) - midnight);
  return new Date(midnight - (wallClockAt(guess, timeZone) - guess));
}
