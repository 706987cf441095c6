import type { Context } from '../../../platform/context.ts';
import { dayOf, daysBetween, mondayOf, plusDays } from '../days.ts';
import { CAMPUS } from '../scope.ts';
import { readHashtags, readStatistics, readUniversities } from './queries.ts';
import type { ContentStatistics, ContentStatisticsQuery, Counts } from './schemas.ts';

const NOTHING: Counts = { authors: 0, posts: 0, replies: 0, media: 0, likes: 0 };

/**
 * Statistics of what is written on the campus. Reads some hundred rows that jobs have counted. A day without a row had no
 * activity.
 */
export async function contentStatistics(
  ctx: Context,
  { days, by, universityId }: ContentStatisticsQuery,
): Promise<ContentStatistics> {
  const scope = universityId ?? CAMPUS;
  const today = dayOf(ctx.clock());
  const first = plusDays(today, 1 - days);
  const from = by === 'week' ? mondayOf(first) : first;
  const window = `last${days}` as const;
  const [rows, [total], [counted], universities, hashtags] = await Promise.all([
    readStatistics(ctx.db, { span: by, scope, from }),
    readStatistics(ctx.db, { span: window, scope, from: plusDays(first, -1) }),
    readStatistics(ctx.db, { span: window, scope: CAMPUS, from: plusDays(first, -1) }),
    readUniversities(ctx.db, window),
    readHashtags(ctx.db, days),
  ]);
  const byDay = new Map(rows.map(({ startsOn, countedAt, ...counts }) => [startsOn, counts]));
  const latest = [...rows.map(({ countedAt }) => countedAt), counted?.countedAt].flatMap((at) =>
    at ? [at.getTime()] : [],
  );
  const { startsOn: _, countedAt: __, ...sums } = total ?? { startsOn: first, countedAt: null, ...NOTHING };
  return {
    countedAt: counted ? new Date(Math.max(...latest)).toISOString() : null,
    days,
    by,
    universityId: universityId ?? null,
    total: sums,
    items: daysBetween(from, today, by === 'week' ? 7 : 1).map((startsOn) => ({
      startsOn,
      ...(byDay.get(startsOn) ?? NOTHING),
    })),
    universities,
    hashtags,
  };
}
