import type { Context } from '../../../platform/context.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { findAuditLogBefore } from './audit-log.queries.ts';
import type { AuditQuery } from './schemas.ts';

/** The audit log, newest first. Entries keep the id of a deleted actor. */
export async function readAuditLog(ctx: Context, { limit, cursor, ...filter }: AuditQuery) {
  const rows = await findAuditLogBefore(ctx.db, filter, readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(rows, limit, (row) => row.id);
  return {
    items: items.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      action: row.action,
      actor: row.actorId === null ? null : { id: row.actorId, username: row.actorName ?? '' },
      subject:
        row.subjectType === null || row.subjectId === null
          ? null
          : { type: row.subjectType, id: row.subjectId, username: row.subjectName, name: row.universityName },
      ip: row.ip,
      userAgent: row.userAgent,
      requestId: row.requestId,
      details: row.details,
    })),
    nextCursor,
  };
}
