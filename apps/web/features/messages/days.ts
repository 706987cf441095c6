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

/** The local time of a moment in a time zone, in milliseconds as if it were UTC. */
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
 * The start of a day in a time zone.
 * @param day  the value of a date field: 2026-11-20
 * @param timeZone  default: the device's
 * @returns undefined if there is no such day
 */
export function dayStart(day: string, timeZone?: string): Date | undefined {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return undefined;
  // Repeat with the offset at the guess: if the clock changes that night, the first guess is an hour off.
  const guess = midnight - (wallClockAt(midnight, timeZone) - midnight);
  return new Date(midnight - (wallClockAt(guess, timeZone) - guess));
}
