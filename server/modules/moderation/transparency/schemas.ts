import { z } from 'zod';
import { Reason } from '../reports/schemas.ts';

const Count = z
  .int()
  .nullable()
  .describe('Null: one to four, or a number that would give such a one away by subtraction');

export const MonthlyFigures = z.object({
  acts: z
    .array(
      z.object({
        act: z.string().describe('As in the log, such as `post_removed` or `appeal_upheld`'),
        count: Count,
        rules: z.array(
          z.object({ rule: z.string().nullable().describe('Null: the act names none'), count: Count }),
        ),
      }),
    )
    .describe('Counted from the log: whoever has it counts the same'),
  reports: z.array(z.object({ reason: Reason, count: Count })).describe('Received in the month'),
  decided: Count.describe('Reports that were decided in the month'),
  medianHours: z
    .number()
    .nullable()
    .describe('From the report to its decision, of those decided; null if they are fewer than five'),
});
export type MonthlyFigures = z.infer<typeof MonthlyFigures>;

export const MonthlyReport = z
  .object({
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .describe('UTC'),
    lastSeq: z.int().describe('The last entry of the log that is counted'),
    publishedAt: z.iso.datetime(),
  })
  .extend(MonthlyFigures.shape)
  .meta({ id: 'MonthlyReport' });
export const MonthlyReports = z.object({ items: z.array(MonthlyReport) });
export type MonthlyReports = z.infer<typeof MonthlyReports>;

export const MonthsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(120).default(24),
});
export type MonthsQuery = z.infer<typeof MonthsQuery>;
