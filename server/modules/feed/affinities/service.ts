import type { Context } from '../../../platform/context.ts';
import { type Affinity, affinitiesComputedAt, affinitiesOf } from './queries.ts';

const FRESH_MS = 24 * 3_600_000;

/**
 * Who stands near a reader, as last worked out; where that is a day ago or they have followed somebody since, it is worked
 * out anew by a job, for the next time.
 */
export async function nearTo(ctx: Context, userId: string): Promise<Affinity[]> {
  const [near, at] = await Promise.all([affinitiesOf(ctx.db, userId), affinitiesComputedAt(ctx.db, userId)]);
  if (at === null || ctx.clock().getTime() - at.getTime() > FRESH_MS) {
    await ctx.jobs.add('feed.computeAffinities', { userId }, { key: `affinities:${userId}` });
  }
  return near;
}
