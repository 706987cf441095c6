import type { Context } from '../../../platform/context.ts';
import { daysBefore, IDENTITY_DAYS } from '../limits.ts';
import { shuffled } from '../shuffled.ts';
import {
  endReplacedHolders,
  eraseDecided,
  eraseIdentities,
  eraseOrphans,
  putCommitments,
  takeCommitments,
} from './queries.ts';

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/**
 * Job of each night: erases identities that were sealed 180 days ago, and what was decided then; and writes the commitments of the day
 * before anew, in random order, so that nothing tells in which order their members made their secrets.
 */
export async function erase(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const before = daysBefore(now, IDENTITY_DAYS);
  while ((await eraseIdentities(ctx.db, before)) > 0);
  await eraseDecided(ctx.db, now, before);
  await endReplacedHolders(ctx.db, now);
  await ctx.transaction(async (tx) => {
    const rows = await takeCommitments(tx.db, dayOf(daysBefore(now, 2)), dayOf(now));
    await putCommitments(tx.db, shuffled(rows));
  });
  await eraseOrphans(ctx.db);
}
