import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/**
 * Removes a member from what was computed for others: who leads to whom, and posts that they may like. Both are computed anew when
 * they are a day old. Scans both tables, once for each deleted account.
 */
export async function eraseFromSuggestions(db: Db, memberId: string): Promise<void> {
  await sql`update feed.affinities set via = array_remove(via, ${memberId}::uuid) where ${memberId}::uuid = any(via)`.execute(
    db,
  );
  await sql`delete from feed.tastes where author_id = ${memberId}`.execute(db);
}
