import type { Context } from '../../platform/context.ts';
import {
  activeMembersSince,
  countByDay,
  countByUniversity,
  countJobs,
  countMembers,
  countPosts,
} from './queries.ts';
import type { Overview } from './schemas.ts';

const DAY_MS = 86_400_000;
const CACHE_SECONDS = 60;

/**
 * The statistics of the admin start page.
 * Cost: counts over members and posts (about 100 ms at a million posts), so one result is cached for a minute for everybody. The
 * queue is counted at each request, because it changes faster.
 */
export async function overview(ctx: Context): Promise<Overview> {
  const now = ctx.clock();
  const cached = await ctx.cache.remember('analytics:overview', CACHE_SECONDS, async () => {
    const [members, activeToday, posts, days, universities] = await Promise.all([
      countMembers(ctx.db, now),
      activeMembersSince(ctx.db, new Date(now.getTime() - DAY_MS)),
      countPosts(ctx.db, now),
      countByDay(ctx.db, now),
      countByUniversity(ctx.db),
    ]);
    const { new_this_week: newThisWeek, ...counts } = members;
    return { members: { ...counts, newThisWeek, activeToday }, posts: { ...posts }, days, universities };
  });
  const kinds = await countJobs(ctx.db);
  const sum = (pick: (kind: (typeof kinds)[number]) => number) =>
    kinds.reduce((total, kind) => total + pick(kind), 0);
  return {
    at: now.toISOString(),
    ...cached,
    jobs: {
      due: sum((kind) => kind.due),
      later: sum((kind) => kind.later),
      running: sum((kind) => kind.running),
      failing: sum((kind) => kind.failing),
      givenUp: sum((kind) => kind.given_up),
      oldestDueSeconds: Math.max(0, ...kinds.map((kind) => kind.oldest ?? 0)),
      kinds: kinds.map((kind) => ({
        name: kind.name,
        waiting: kind.due + kind.later,
        givenUp: kind.given_up,
      })),
    },
  };
}
