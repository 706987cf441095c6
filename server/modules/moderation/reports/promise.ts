import type { Context } from '../../../platform/context.ts';
import { findHours } from './queries.ts';
import type { Reason } from './schemas.ts';

/** When a report that is made now is promised an answer. */
export const answerBy = async (ctx: Context, reason: Reason): Promise<Date> =>
  new Date(ctx.clock().getTime() + (await findHours(ctx.db, reason)) * 3_600_000);
