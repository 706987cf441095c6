import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Weights } from '../ranking/signals.ts';

export interface PreferenceRow {
  home: 'latest' | 'top';
  ranking: boolean;
  /** Only the weights that differ from the defaults. */
  weights: Partial<Weights>;
  homePosition: string | null;
  homePositionAt: Date | null;
}

/** Index: preferences_pkey. */
export function findPreferences(db: Db, userId: string): Promise<PreferenceRow | undefined> {
  return db
    .selectFrom('feed.preferences')
    .select([
      'home',
      'ranking',
      'weights',
      'home_position as homePosition',
      'home_position_at as homePositionAt',
    ])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/**
 * Updates the preferences that are not undefined. Weights are merged with the stored ones; null resets them.
 */
export async function savePreferences(
  db: Db,
  userId: string,
  change: {
    home?: 'latest' | 'top' | undefined;
    ranking?: boolean | undefined;
    weights?: { [Signal in keyof Weights]?: Weights[Signal] | undefined } | null | undefined;
  },
): Promise<void> {
  const weights = JSON.stringify(change.weights ?? {});
  await sql`
    insert into feed.preferences (user_id, home, ranking, weights)
    values (${userId}, ${change.home ?? 'latest'}, ${change.ranking ?? true}, ${weights}::jsonb)
    on conflict (user_id) do update set
      home = coalesce(${change.home ?? null}::text, preferences.home),
      ranking = coalesce(${change.ranking ?? null}::boolean, preferences.ranking),
      weights = case when ${change.weights === null}::boolean then '{}' else preferences.weights || ${weights}::jsonb end`.execute(
    db,
  );
}

export async function upsertHomePosition(db: Db, userId: string, entryId: string, now: Date): Promise<void> {
  await db
    .insertInto('feed.preferences')
    .values({ user_id: userId, home_position: entryId, home_position_at: now })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ home_position: entryId, home_position_at: now }),
    )
    .execute();
}
