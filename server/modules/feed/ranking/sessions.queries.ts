import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Packed, RankedFeed } from './sessions.ts';

export interface SessionRow {
  id: string;
  begunAt: Date;
  postIds: string[];
  ranks: Packed;
  handedOut: number;
  seen: string[];
}

/** Index: ranked_sessions_pkey. */
export function readSession(db: Db, userId: string, feed: RankedFeed): Promise<SessionRow | undefined> {
  return db
    .selectFrom('feed.ranked_sessions')
    .select(['id', 'begun_at as begunAt', 'post_ids as postIds', 'ranks', 'handed_out as handedOut', 'seen'])
    .where('user_id', '=', userId)
    .where('feed', '=', feed)
    .executeTakeFirst();
}

/**
 * Commits without waiting for the disk: what a crash of the server can lose is how far somebody has scrolled in the last
 * moments, and a reader waits for this write.
 */
const SOON = sql<boolean>`set_config('synchronous_commit', 'off', true) = 'off'`;

/** Notes how far a session was handed out; false where it is not the reader's last one. Index: ranked_sessions_pkey. */
export async function advanceSession(
  db: Db,
  userId: string,
  feed: RankedFeed,
  { id, handedOut }: { id: string; handedOut: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('feed.ranked_sessions')
    .set({ handed_out: sql`greatest(handed_out, ${handedOut})` })
    .where('user_id', '=', userId)
    .where('feed', '=', feed)
    .where('id', '=', id)
    .where(SOON)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Writes a session in the place of the reader's last one. */
export async function saveSession(
  db: Db,
  userId: string,
  feed: RankedFeed,
  session: SessionRow,
): Promise<void> {
  const ranks = JSON.stringify(session.ranks);
  await sql`
    insert into feed.ranked_sessions (user_id, feed, id, begun_at, post_ids, ranks, handed_out, seen)
    select ${userId}::uuid, ${feed}::text, ${session.id}::uuid, ${session.begunAt}::timestamptz, ${session.postIds}::uuid[],
      ${ranks}::jsonb, ${session.handedOut}::integer, ${session.seen}::uuid[]
    where ${SOON}
    on conflict (user_id, feed) do update set id = excluded.id, begun_at = excluded.begun_at, post_ids = excluded.post_ids,
      ranks = excluded.ranks, handed_out = excluded.handed_out, seen = excluded.seen`.execute(db);
}

/** Forgets sessions that began before a moment. */
export async function forgetSessions(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('feed.ranked_sessions').where('begun_at', '<', before).execute();
}
