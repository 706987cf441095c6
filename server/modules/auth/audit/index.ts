import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { insertAudit } from './queries.ts';

export interface AuditEntry {
  /** As in `signed_in`: a past act, snake_case. */
  event: string;
  /** Who acted; null where nobody is known, as in a failed sign-in. */
  actorId: string | null;
  /** To whom or what, when not to the actor. */
  subject?: { type: string; id: string };
  sessionId?: string;
  /** Where from; absent for what the system does by itself. */
  origin?: Origin;
  /** Never a secret, never a text somebody wrote. */
  details?: Record<string, unknown>;
}

/** Writes to the append-only log, in the transaction of the act itself. */
export const audit = (ctx: Context, entry: AuditEntry): Promise<void> =>
  insertAudit(
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
