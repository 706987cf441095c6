const DAY_MS = 86_400_000;

/** How many backups are kept: the newest of each of the last 7 days, 4 weeks and 12 months that have one. */
export const RETENTION = { days: 7, weeks: 4, months: 12 } as const;

/** No backup is kept longer, except the newest if none was made since. */
export const MAX_AGE_DAYS = 366;

/** What is deleted is gone from all backups after so many days: the daily backup deletes old ones up to a day late. */
export const GONE_AFTER_DAYS = MAX_AGE_DAYS + 1;

/** Monday, 5 January 1970. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

const periods: Record<keyof typeof RETENTION, (at: Date) => string> = {
  days: (at) => at.toISOString().slice(0, 10),
  weeks: (at) => String(Math.floor((at.getTime() - FIRST_MONDAY_MS) / (7 * DAY_MS))),
  months: (at) => at.toISOString().slice(0, 7),
};

const newestFirst = <Item extends { at: Date }>(backups: readonly Item[]): Item[] =>
  [...backups].sort((a, b) => b.at.getTime() - a.at.getTime());

/** The newest backup of each of the last `count` periods that have one. */
function newestOf<Item extends { at: Date }>(backups: readonly Item[], unit: keyof typeof RETENTION): Item[] {
  const byPeriod = new Map<string, Item>();
  for (const backup of newestFirst(backups)) {
    const period = periods[unit](backup.at);
    if (!byPeriod.has(period)) byPeriod.set(period, backup);
  }
  return [...byPeriod.values()].slice(0, RETENTION[unit]);
}

/** The backups that are kept, newest first. Times are in UTC, weeks begin on Monday. The newest is always kept. */
export function keptBackups<Item extends { at: Date }>(backups: readonly Item[], now: Date): Item[] {
  const [newest] = newestFirst(backups);
  const kept = new Set<Item>(
    (['days', 'weeks', 'months'] as const)
      .flatMap((unit) => newestOf(backups, unit))
      .filter(({ at }) => now.getTime() - at.getTime() <= MAX_AGE_DAYS * DAY_MS),
  );
  if (newest) kept.add(newest);
  return newestFirst([...kept]);
}

/** The oldest backup from which any later moment can be restored: the log is kept from its start. */
export const oldestForAnyMoment = <Item extends { at: Date }>(backups: readonly Item[]): Item | undefined =>
  newestOf(backups, 'days').at(-1);
