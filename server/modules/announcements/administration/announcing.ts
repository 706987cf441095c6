import '../topics.ts';
import { publishAfterCommit } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import { takeDue } from './queries.ts';

/**
 * Sweep: has announcements sent to connected members when they go live, or change while they are. Others get them when they open the
 * app, so a lost message costs no more than that.
 */
export async function announceDue(ctx: Context): Promise<boolean> {
  await ctx.transaction(async (tx) => {
    for (const id of await takeDue(tx.db, tx.clock())) publishAfterCommit(tx, 'announcements.due', { id });
  });
  return false;
}
