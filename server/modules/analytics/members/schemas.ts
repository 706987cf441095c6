import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';

/** What is counted as a whole: a member who comes daily is one active member of the week. */
export const SPANS = ['day', 'week', 'month'] as const;
/** How many spans are shown at most, and by default. */
export const MOST_SPANS = 366;

const Count = z.int().nullable();

const counts = {
  members: Count.describe('Members at the end of the span; null for fewer than five'),
  registered: Count.describe('Of them those who joined in the span'),
  active: Count.describe('Of them those who had the app open in the span, each counted once'),
};

export const MemberStatistics = z
  .object({
    countedAt: z.iso.datetime().nullable().describe('Time of the last count; null before the first one'),
    by: z.enum(SPANS),
    universityId: z.uuid().nullable(),
    items: z
      .array(
        z.object({
          startsOn: z.iso.date(),
          ...counts,
          messages: Count.describe(
            'Messages sent in the span, on the whole campus; null for a university, without an earlier count, and if fewer than five members were active',
          ),
        }),
      )
      .describe('Days, weeks from Monday, or months, oldest first, in UTC; only those that were counted'),
    universities: z
      .array(z.object({ id: z.uuid(), name: z.string(), ...counts }))
      .describe('The last span by university, most members first'),
    cohorts: z
      .array(
        z.object({
          startsOn: z.iso.date().describe('First day of the month in which these members joined'),
          months: z
            .array(z.object({ startsOn: z.iso.date(), members: Count, active: Count }))
            .describe(
              'The months that were counted: how many of the cohort were members then, and how many of those active',
            ),
        }),
      )
      .describe(
        'Members by the month in which they joined, at most the last twelve. Null for fewer than five active or absent members',
      ),
  })
  .meta({ id: 'MemberStatistics' });
export type MemberStatistics = z.infer<typeof MemberStatistics>;

export const MemberStatisticsQuery = z.strictObject({
  by: z.enum(SPANS).default('day'),
  take: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_SPANS)
    .default(28)
    .describe('Number of days, weeks or months, the present one included'),
  universityId: Uuid.optional().describe('Restricts the figures over time to members of one university'),
});
export type MemberStatisticsQuery = z.infer<typeof MemberStatisticsQuery>;
