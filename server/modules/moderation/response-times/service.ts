import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import type { Reason } from '../reports/schemas.ts';
import { responseTimeTooLong } from './problems.ts';
import { findResponseTimes, lockResponseTime, type ResponseTimeRow, setResponseTime } from './queries.ts';
import { MAX_HOURS, type ResponseTime, type ResponseTimes } from './schemas.ts';

const present = (row: ResponseTimeRow): ResponseTime => ({ ...row, maxHours: MAX_HOURS[row.urgency] });

/** What is promised to reporters, for each reason. One query. */
export const listResponseTimes = async (ctx: Context): Promise<ResponseTimes> => ({
  items: (await findResponseTimes(ctx.db)).map(present),
});

/**
 * Sets what the next reporters are promised. The same time again is no change.
 * @throws Problem 422 `response_time_too_long`; 403 `forbidden`
 */
export function changeResponseTime(
  ctx: Context,
  viewer: Viewer,
  reason: Reason,
  hours: number,
  origin: Origin,
): Promise<ResponseTime> {
  return ctx.transaction(async (tx) => {
    const before = await lockResponseTime(tx.db, reason);
    const max = MAX_HOURS[before.urgency];
    if (hours > max) throw responseTimeTooLong(max);
    if (hours === before.hours) return present(before);
    await setResponseTime(tx.db, reason, hours);
    await auth.audit(tx, {
      event: 'response_time_changed',
      actorId: viewer.id,
      permission: 'rules.write',
      sessionId: viewer.sessionId,
      origin,
      details: { reason, before: before.hours, after: hours },
    });
    return present({ ...before, hours });
  });
}
