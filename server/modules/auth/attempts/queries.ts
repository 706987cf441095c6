import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Counts one failure in the key's running window, or begins a window. One statement, so none is lost at once. */
export async function countFailure(db: Db, key: string, now: Date, windowMs: number): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    insert into auth.attempts as attempt (key, failures, window_ends_at)
    values (${key}, 1, ${new Date(now.getTime() + windowMs)})
    on conflict (key) do update set
      failures = case when attempt.window_ends_at <= ${now} then 1 else attempt.failures + 1 end,
      window_ends_at = case when attempt.window_ends_at <= ${now} then excluded.window_ends_at else attempt.window_ends_at end
    returning failures`.execute(db);
  return rows[0]?.failures ?? 0;
}

/** The running windows of some keys. Index: attempts_pkey. */
export function runningWindows(db: Db, keys: string[], now: Date) {
  return db
    .selectFrom('auth.attempts')
    .select(['key', 'failures', 'window_ends_at as endsAt'])
    .where('key', 'in', keys)
    .where('window_ends_at', '>', now)
    .execute();
}

export async function forget(db: Db, keys: string[]): Promise<void> {
  await db.deleteFrom('auth.attempts').where('key', 'in', keys).execute();
}
