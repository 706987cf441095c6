import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

interface AuditLogRow {
  id: string;
  at: Date;
  action: string;
  actorId: string | null;
  actorName: string | null;
  subjectType: string | null;
  subjectId: string | null;
  subjectName: string | null;
  universityName: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
}

/** Newest first. Index: audit_log_pkey, audit_log_actor, audit_log_subject (with its type) or audit_log_event. */
export async function findAuditLogBefore(
  db: Db,
  filter: {
    actor?: string | undefined;
    subject?: string | undefined;
    action?: string | undefined;
    subjectType?: string | undefined;
    since?: string | undefined;
    before?: string | undefined;
  },
  after: string | null,
  limit: number,
): Promise<AuditLogRow[]> {
  const conditions = [
    sql`true`,
    ...(after === null ? [] : [sql`entry.id < ${after}::uuid`]),
    ...(filter.actor === undefined ? [] : [sql`entry.actor_id = ${filter.actor}::uuid`]),
    ...(filter.subject === undefined ? [] : [sql`entry.subject_id = ${filter.subject}`]),
    ...(filter.action === undefined ? [] : [sql`entry.event = ${filter.action}`]),
    ...(filter.subjectType === undefined ? [] : [sql`entry.subject_type = ${filter.subjectType}`]),
    ...(filter.since === undefined ? [] : [sql`entry.at >= ${filter.since}::timestamptz`]),
    ...(filter.before === undefined ? [] : [sql`entry.at < ${filter.before}::timestamptz`]),
  ];
  const { rows } = await sql<AuditLogRow>`
    select entry.id, entry.at, entry.event as action, entry.actor_id as "actorId", actor.username as "actorName",
      entry.subject_type as "subjectType", entry.subject_id as "subjectId", subject.username as "subjectName",
      university.name as "universityName",
      host(entry.ip) as ip, entry.user_agent as "userAgent", entry.request_id as "requestId", entry.details
    from auth.audit_log entry
    left join auth.users actor on actor.id = entry.actor_id
    left join auth.users subject on subject.id = case when entry.subject_type = 'member' then entry.subject_id::uuid end
    left join auth.universities university
      on university.id = case when entry.subject_type = 'university' then entry.subject_id::uuid end
    where ${sql.join(conditions, sql` and `)}
    order by entry.id desc limit ${limit}`.execute(db);
  return rows;
}
