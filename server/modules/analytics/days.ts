const DAY_MS = 86_400_000;

/** A UTC calendar day, such as `2026-11-21`. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The day so many days later. */
export const plusDays = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));

/** The Monday of a day's week. */
export const mondayOf = (day: string): string =>
  plusDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

/** Every `step` days from one day to another, inclusive. */
export function daysBetween(from: string, to: string, step: 1 | 7): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = plusDays(day, step)) days.push(day);
  return days;
}

/** The first day of the day, week (from Monday) or month of a moment. */
export function startOf(span: 'day' | 'week' | 'month', moment: Date): string {
  const day = dayOf(moment);
  if (span === 'day') return day;
  return span === 'week' ? mondayOf(day) : `${day.slice(0, 7)}-01`;
}

/** The first day of a span so many spans earlier. */
export function spansBefore(span: 'day' | 'week' | 'month', startsOn: string, count: number): string {
  if (span !== 'month') return plusDays(startsOn, -count * (span === 'week' ? 7 : 1));
  const first = new Date(`${startsOn}T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() - count);
  return dayOf(first);
}
