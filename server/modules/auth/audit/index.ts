import type { Context } from '../../../platform/context.ts';
import type { Origin, Role } from '../../../platform/http/viewer.ts';
import { lockStaffRole } from '../roles/staff-lock.ts';
import { insertAudit } from './queries.ts';

export interface AuditEntry {
  /** As in `signed_in`: a past act, snake_case. */
  event: string;
  /** Who acted; null where nobody is known, as in a failed sign-in. */
  actorId: string | null;
  /** For an act of the staff: what it asks of the actor, who must hold it still when the act commits. */
  role?: Exclude<Role, 'member'>;
  /** To whom or what, when not to the actor. */
  subject?: { type: string; id: string };
  sessionId?: string;
  /** Where from; absent for what the system does by itself. */
  origin?: Origin;
  /** Never a secret, never a text somebody wrote. */
  details?: Record<string, unknown>;
}

/**
 * Writes to the append-only log, in the transaction of the act itself.
 * @throws Problem 403 `forbidden`, `account_suspended` where the actor of a staff act has lost the role meanwhile
 */
export async function audit(ctx: Context, entry: AuditEntry): Promise<void> {
  if (entry.role !== undefined && entry.actorId !== null) await lockStaffRole(ctx, entry.actorId, entry.role);
  await insertAudit(
    ctx.db,
    {
      event: entry.event,
      actorId: entry.actorId,
      subjectType: entry.subject?.type ?? null,
      subjectId: entry.subject?.id ?? null,
      sessionId: entry.sessionId ?? null,
      ip: entry.origin?.ip ?? null,
      userAgent: entry.origin?.userAgent ?? null,
      requestId: entry.origin?.requestId ?? null,
      details: entry.details ?? {},
    },
    ctx.clock(),
  );
}
