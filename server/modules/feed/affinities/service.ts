import type { Context } from '../../../platform/context.ts';
import { affinitiesComputedAt } from './queries.ts';

const MAX_AGE_MS = 24 * 3_600_000;

/** Has who stands near a reader worked out anew, by a job and for the next time, where that is due. */
export async function refreshAffinities(ctx: Context, userId: string): Promise<void> {
  await refreshAffinitiesIfStale(ctx, userId, await affinitiesComputedAt(ctx.db, userId));
}

/**
 * The same where it is known when that was done last.
 * @param at  a day ago, or null since they have followed somebody: it is due
 */
export async function refreshAffinitiesIfStale(ctx: Context, userId: string, at: Date | null): Promise<void> {
  if (at !== null && ctx.clock().getTime() - at.getTime() <= MAX_AGE_MS) return;
  await ctx.jobs.add('feed.computeAffinities', { userId }, { key: `affinities:${userId}` });
}
