import { z } from 'zod';

export const MOST_WEEKS = 52;

const Count = z.int().nullable();

export const ModerationStatistics = z
  .object({
    waiting: z.int().describe('Reports that wait for a decision now'),
    overdue: z.int().describe('Of them those past the time that was promised'),
    items: z
      .array(
        z.object({
          startsOn: z.iso.date(),
          received: Count.describe('Reports received in the week; null for one to four'),
          decided: Count.describe('Reports decided in the week, whenever they came; null for one to four'),
          medianHours: z
            .number()
            .nullable()
            .describe('Half of those decided had waited at most so long; null for fewer than five'),
          inTime: Count.describe(
            'Of those decided, decided by the promised time; null if these, or the others, are one to four',
          ),
        }),
      )
      .describe('Weeks from Monday, oldest first, in UTC; the last one is incomplete'),
  })
  .meta({ id: 'ModerationStatistics' });
export type ModerationStatistics = z.infer<typeof ModerationStatistics>;

export const ModerationStatisticsQuery = z.strictObject({
  take: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_WEEKS)
    .default(12)
    .describe('Number of weeks, the present one included'),
});
