import type { DayRow } from './queries.ts';

const DAY_MS = 86_400_000;
const MINUTES = 1_440;
/** Days in the history, including today. */
export const HISTORY_DAYS = 90;

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** A share with four digits, rounded down: 1 means that no minute is missing. */
const share = (up: number, total: number): number => Math.floor((up / total) * 10_000) / 10_000;

export interface Uptime {
  since: string | null;
  ratio: number | null;
  days: { date: string; ratio: number; downMinutes: number }[];
}

/**
 * Uptime by day. The first day of all begins with its first minute; today ends with the current minute, which counts only once the
 * campus has answered in it. A day without a row was down.
 * @param firstDay the first day of all
 * @param isUpNow whether the current minute is marked
 */
export function uptime(
  firstDay: string | null,
  rows: readonly DayRow[],
  now: Date,
  isUpNow: boolean,
): Uptime {
  if (firstDay === null) return { since: null, ratio: null, days: [] };
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const start = Math.max(today - (HISTORY_DAYS - 1) * DAY_MS, Date.parse(firstDay));
  const byDate = new Map(rows.map((row) => [row.date, row]));
  const counted: { date: string; up: number; total: number }[] = [];
  for (let at = start; at <= today; at += DAY_MS) {
    const date = dateOf(at);
    const row = byDate.get(date);
    const from = date === firstDay ? (row?.first ?? 0) : 0;
    const to = at === today ? Math.floor((now.getTime() - today) / 60_000) + (isUpNow ? 1 : 0) : MINUTES;
    if (to > from) counted.push({ date, up: Math.min(row?.up ?? 0, to - from), total: to - from });
  }
  const sum = (pick: (day: (typeof counted)[number]) => number) =>
    counted.reduce((total, day) => total + pick(day), 0);
  const total = sum((day) => day.total);
  return {
    since: counted[0]?.date ?? null,
    ratio:
      total === 0
        ? null
        : share(
            sum(({ up }) => up),
            total,
          ),
    days: counted.map(({ date, up, total }) => ({ date, ratio: share(up, total), downMinutes: total - up })),
  };
}
