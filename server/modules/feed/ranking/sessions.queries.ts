import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import type { Scale } from './rank.ts';

interface SessionKey {
  userId: string;
  feed: RankedFeed;
  id: string;
}

/** A session, if it is the member's latest. Index: sessions_pkey. */
export const findSession = statement<SessionKey, { scale: Scale; packed: Buffer; servedTails: Buffer }>(
  (key) => sql`
    select scale, ranked as packed, served_tails as "servedTails" from feed.sessions
    where user_id = ${key.userId} and feed = ${key.feed} and id = ${key.id}`,
);

/**
 * Commits asynchronously. A crash can lose a few moments of scroll position, which is acceptable; the viewer
 * waits for this write.
 */
const ASYNC_COMMIT = sql<boolean>`set_config('synchronous_commit', 'off', true) = 'off'`;

/**
 * Stores how many posts of a session were served; no row if it is not the member's latest. Index:
 * sessions_pkey.
 */
export const advanceSession = statement<SessionKey & { position: number }, { id: string }>(
  (params) => sql`
    update feed.sessions set position = greatest(position, ${params.position}::integer)
    where user_id = ${params.userId} and feed = ${params.feed} and id = ${params.id} and ${ASYNC_COMMIT} returning id`,
);

/** Stores a session, replacing the member's previous one. */
export const saveSession = statement<
  SessionKey & { startedAt: Date; scale: string; packed: Buffer; position: number; servedTails: Buffer },
  never
>(
  (params) => sql`
    insert into feed.sessions (user_id, feed, id, started_at, scale, ranked, position, served_tails)
    select ${params.userId}::uuid, ${params.feed}::text, ${params.id}::uuid, ${params.startedAt}::timestamptz, ${params.scale}::jsonb,
      ${params.packed}::bytea, ${params.position}::integer, ${params.servedTails}::bytea
    where ${ASYNC_COMMIT}
    on conflict (user_id, feed) do update set id = excluded.id, started_at = excluded.started_at, scale = excluded.scale,
      ranked = excluded.ranked, position = excluded.position, served_tails = excluded.served_tails`,
);

/** Deletes sessions that began before a time. */
export async function deleteSessionsBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('feed.sessions').where('started_at', '<', before).execute();
}
export type RankedFeed = 'explore' | 'top' | 'recommendations';
