import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';

export interface AuditRow {
  event: string;
  actorId: string | null;
  subjectType: string | null;
  subjectId: string | null;
  sessionId: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
}

export async function insertAudit(db: Db, row: AuditRow, at: Date): Promise<void> {
  await db
    .insertInto('auth.audit_log')
    .values({
      id: newId(),
      at,
      event: row.event,
      actor_id: row.actorId,
      subject_type: row.subjectType,
      subject_id: row.subjectId,
      session_id: row.sessionId,
      ip: row.ip,
      user_agent: row.userAgent,
      request_id: row.requestId,
      details: JSON.stringify(row.details),
    })
    .execute();
}

/** Whether a member has ever signed in, on any device. Index: audit_log_actor. */
export async function hasSignedIn(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.audit_log')
    .select('id')
    .where('actor_id', '=', userId)
    .where('event', '=', 'signed_in')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
