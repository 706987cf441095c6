import type { Context } from '../../../platform/context.ts';
import { quietTimeEnd } from './end.ts';
import { deleteQuietTime, findQuietUntil, upsertQuietTime } from './queries.ts';
import type { NewQuietTime, QuietTime } from './schemas.ts';

/** When the member's quiet time ends; undefined if there is none now. */
export const quietUntil = (ctx: Context, memberId: string): Promise<Date | undefined> =>
  findQuietUntil(ctx.db, memberId, ctx.clock());

/** The member's quiet time. */
export async function quietTime(ctx: Context, memberId: string): Promise<QuietTime> {
  return { until: (await quietUntil(ctx, memberId))?.toISOString() ?? null };
}

/** Begins a quiet time from now on, or changes the end of the present one. Nobody else is told. */
export function beginQuietTime(ctx: Context, memberId: string, input: NewQuietTime): Promise<QuietTime> {
  return ctx.transaction(async (tx) => {
    const now = tx.clock();
    await upsertQuietTime(tx.db, memberId, now, quietTimeEnd(now, input));
    await tx.emit('social.quiet_time_changed', { memberId });
    return quietTime(tx, memberId);
  });
}

/** Ends the quiet time: what was held back is shown. Idempotent. */
export function endQuietTime(ctx: Context, memberId: string): Promise<QuietTime> {
  return ctx.transaction(async (tx) => {
    await deleteQuietTime(tx.db, memberId);
    await tx.emit('social.quiet_time_changed', { memberId });
    return { until: null };
  });
}
