import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Reason, Urgency } from '../reports/schemas.ts';

export interface ResponseTimeRow {
  reason: Reason;
  urgency: Urgency;
  hours: number;
}

/** What is promised for each reason, the most urgent ones first. Twelve rows. */
export const findResponseTimes = (db: Db): Promise<ResponseTimeRow[]> =>
  db
    .selectFrom('moderation.response_times')
    .select(['reason', 'urgency', 'hours'])
    .orderBy(sql`array_position('{critical,high,normal}', urgency)`)
    .orderBy('reason')
    .execute();

/** Locks what is promised for a reason, so that its entries in the log follow each other. Index: response_times_pkey. */
export const lockResponseTime = (db: Db, reason: Reason): Promise<ResponseTimeRow> =>
  db
    .selectFrom('moderation.response_times')
    .select(['reason', 'urgency', 'hours'])
    .where('reason', '=', reason)
    .forUpdate()
    .executeTakeFirstOrThrow();

export async function setResponseTime(db: Db, reason: Reason, hours: number): Promise<void> {
  await db.updateTable('moderation.response_times').set({ hours }).where('reason', '=', reason).execute();
}
