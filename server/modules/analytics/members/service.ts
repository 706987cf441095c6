import type { Context } from '../../../platform/context.ts';
import { spansBefore, startOf } from '../days.ts';
import { CAMPUS } from '../scope.ts';
import { messagesBetween } from './published.ts';
import { readCohorts, readMembers, readUniversities } from './queries.ts';
import type { MemberStatistics, MemberStatisticsQuery } from './schemas.ts';

const COHORTS = 12;

/** Figures about members, as a job has counted them: at most some hundred rows. */
export async function memberStatistics(
  ctx: Context,
  { by, take, universityId }: MemberStatisticsQuery,
): Promise<MemberStatistics> {
  const now = ctx.clock();
  const present = startOf(by, now);
  // One more than asked for: messages are the difference of two counts.
  const from = spansBefore(by, present, take);
  const [rows, universities, cohorts] = await Promise.all([
    readMembers(ctx.db, { span: by, scope: universityId ?? CAMPUS, from }),
    readUniversities(ctx.db, { name: by, startsOn: present }),
    readCohorts(ctx.db, spansBefore('month', startOf('month', now), COHORTS - 1)),
  ]);
  const byDay = new Map(rows.map((row) => [row.startsOn, row]));
  return {
    countedAt: rows.at(-1)?.countedAt.toISOString() ?? null,
    by,
    universityId: universityId ?? null,
    items: rows
      .filter(({ startsOn }) => startsOn > from)
      .map(({ startsOn, members, registered, active, messagesSent }) => ({
        startsOn,
        members,
        registered,
        active,
        messages: messagesBetween(
          byDay.get(spansBefore(by, startsOn, 1))?.messagesSent,
          messagesSent,
          active,
        ),
      })),
    universities,
    cohorts: [...new Set(cohorts.map(({ cohort }) => cohort))].map((startsOn) => ({
      startsOn,
      months: cohorts
        .filter(({ cohort }) => cohort === startsOn)
        .map(({ month, members, active }) => ({ startsOn: month, members, active })),
    })),
  };
}
