import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/**
 * Counts one failure in the current window of each key, or starts a window. One statement, so no concurrent failure is lost; in
 * key order, so that two such statements do not deadlock.
 */
export async function countFailures(
  db: Db,
  windows: readonly { key: string; endsAt: Date }[],
  now: Date,
): Promise<{ key: string; failures: number; endsAt: Date }[]> {
  const { rows } = await sql<{ key: string; failures: number; endsAt: Date }>`
    insert into auth.attempts as attempt (key, failures, window_ends_at)
    select key, 1, ends_at
    from unnest(${windows.map(({ key }) => key)}::text[], ${windows.map(({ endsAt }) => endsAt)}::timestamptz[]) as budget(key, ends_at)
    order by key
    on conflict (key) do update set
      failures = case when attempt.window_ends_at <= ${now} then 1 else attempt.failures + 1 end,
      window_ends_at = case when attempt.window_ends_at <= ${now} then excluded.window_ends_at else attempt.window_ends_at end
    returning key, failures, window_ends_at as "endsAt"`.execute(db);
  return rows;
}

/** Takes back one failure of each key, in the same order. */
export async function uncountFailures(db: Db, keys: readonly string[], now: Date): Promise<void> {
  await sql`
    with counted as (
      select key from auth.attempts where key = any(${keys}::text[]) and window_ends_at > ${now} order by key for update)
    update auth.attempts attempt set failures = greatest(attempt.failures - 1, 0)
    from counted where attempt.key = counted.key`.execute(db);
}

/** The current windows of some keys. Index: attempts_pkey. */
export function runningWindows(db: Db, keys: string[], now: Date) {
  return db
    .selectFrom('auth.attempts')
    .select(['key', 'failures', 'window_ends_at as endsAt'])
    .where('key', 'in', keys)
    .where('window_ends_at', '>', now)
    .execute();
}

/** Resets the counts of these keys. */
export async function deleteWindows(db: Db, keys: string[]): Promise<void> {
  await db.deleteFrom('auth.attempts').where('key', 'in', keys).execute();
}
