import type { Context } from '../../../platform/context.ts';
import { affinitiesComputedAt } from './queries.ts';

const MAX_AGE_MS = 24 * 3_600_000;

/** Queues a job that recomputes a member's affinities, if they are stale. The next read gets the result. */
export async function refreshAffinities(ctx: Context, userId: string): Promise<void> {
  await refreshAffinitiesIfStale(ctx, userId, await affinitiesComputedAt(ctx.db, userId));
}

/**
 * As `refreshAffinities`, with the time of the last computation.
 * @param at  null: never computed, or the member has followed somebody since
 */
export async function refreshAffinitiesIfStale(ctx: Context, userId: string, at: Date | null): Promise<void> {
  if (at !== null && ctx.clock().getTime() - at.getTime() <= MAX_AGE_MS) return;
  await ctx.jobs.add('feed.computeAffinities', { userId }, { key: `affinities:${userId}` });
}
