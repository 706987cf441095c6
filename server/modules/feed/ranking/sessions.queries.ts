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

/** Writes a session in the place of the reader's last one; of the same one only how far it was handed out. */
export async function saveSession(
  db: Db,
  userId: string,
  feed: RankedFeed,
  session: SessionRow,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('feed.ranked_sessions')
    .set({ handed_out: sql`greatest(handed_out, ${session.handedOut})` })
    .where('user_id', '=', userId)
    .where('feed', '=', feed)
    .where('id', '=', session.id)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const row = {
    id: session.id,
    begun_at: session.begunAt,
    post_ids: session.postIds,
    ranks: JSON.stringify(session.ranks),
    handed_out: session.handedOut,
    seen: session.seen,
  };
  await db
    .insertInto('feed.ranked_sessions')
    .values({ user_id: userId, feed, ...row })
    .onConflict((conflict) => conflict.columns(['user_id', 'feed']).doUpdateSet(row))
    .execute();
}

/** Forgets sessions that began before a moment. */
export async function forgetSessions(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('feed.ranked_sessions').where('begun_at', '<', before).execute();
}
