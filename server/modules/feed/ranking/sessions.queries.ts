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
export const findSession = statement<SessionKey, { scale: Scale; packed: Buffer; seen: Buffer }>(
  (key) => sql`
    select scale, ranked as packed, seen from feed.sessions
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
export const advanceSession = statement<SessionKey & { handedOut: number }, { id: string }>(
  (params) => sql`
    update feed.sessions set handed_out = greatest(handed_out, ${params.handedOut}::integer)
    where user_id = ${params.userId} and feed = ${params.feed} and id = ${params.id} and ${ASYNC_COMMIT} returning id`,
);

/** Stores a session, replacing the member's previous one. */
export const saveSession = statement<
  SessionKey & { startedAt: Date; scale: string; packed: Buffer; handedOut: number; seen: Buffer },
  never
>(
  (params) => sql`
    insert into feed.sessions (user_id, feed, id, begun_at, scale, ranked, handed_out, seen)
    select ${params.userId}::uuid, ${params.feed}::text, ${params.id}::uuid, ${params.startedAt}::timestamptz, ${params.scale}::jsonb,
      ${params.packed}::bytea, ${params.handedOut}::integer, ${params.seen}::bytea
    where ${ASYNC_COMMIT}
    on conflict (user_id, feed) do update set id = excluded.id, begun_at = excluded.begun_at, scale = excluded.scale,
      ranked = excluded.ranked, handed_out = excluded.handed_out, seen = excluded.seen`,
);

/** Deletes sessions that began before a time. */
export async function deleteSessionsBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('feed.sessions').where('begun_at', '<', before).execute();
  await db.deleteFrom('feed.ranked_sessions').where('begun_at', '<', before).execute();
}
export type RankedFeed = 'explore' | 'top' | 'recommendations';
