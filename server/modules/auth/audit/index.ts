import type { Context } from '../../../platform/context.ts';
import type { Origin, Permission } from '../../../platform/http/viewer.ts';
import { lockStaffPermission } from '../roles/staff-lock.ts';
import { auditEvents } from './metrics.ts';
import { insertAudit } from './queries.ts';

export interface AuditEntry {
  /** A past act in snake_case, such as `signed_in`. */
  event: string;
  /** Who acted; null if unknown, as in a failed sign-in. */
  actorId: string | null;
  /** For a staff act: the permission it requires, which the actor must still hold when the act commits. */
  permission?: Permission;
  /** The object of the act, if it is not the actor. */
  subject?: { type: string; id: string };
  sessionId?: string;
  /** Absent for what the system does by itself. */
  origin?: Origin;
  /** Never a secret, never a member's text. */
  details?: Record<string, unknown>;
}

/**
 * Writes to the append-only audit log, in the transaction of the act itself.
 * @throws Problem 403 `forbidden`, `account_suspended` if the actor of a staff act has lost the permission meanwhile
 */
export async function audit(ctx: Context, entry: AuditEntry): Promise<void> {
  if (entry.permission !== undefined && entry.actorId !== null)
    await lockStaffPermission(ctx, entry.actorId, entry.permission);
  await insertAudit(
    ctx.db,
    {
      event: entry.event,
      actorId: entry.actorId,
      subjectType: entry.subject?.type ?? null,
      subjectId: entry.subject?.id ?? null,
      sessionId: entry.sessionId ?? null,
      // Empty where the request that began it is over.
      ip: entry.origin?.ip || null,
      userAgent: entry.origin?.userAgent ?? null,
      requestId: entry.origin?.requestId ?? null,
      details: entry.details ?? {},
    },
    ctx.clock(),
  );
  ctx.afterCommit(() => auditEvents.inc({ event: entry.event }));
}
