import { z } from 'zod';
import { DRILL_STEPS } from './tables.ts';

export const StatusHistory = z
  .object({
    at: z.iso.datetime(),
    uptime: z.object({
      since: z.iso.date().nullable().describe('The first day of the figures; null before the first minute'),
      ratio: z
        .number()
        .nullable()
        .describe('Share of minutes in which the campus answered, over all days listed; rounded down'),
      days: z
        .array(
          z.object({
            date: z.iso.date(),
            ratio: z.number(),
            downMinutes: z.number().int().describe('Minutes without an answer'),
          }),
        )
        .describe('At most 90 days in UTC, oldest first; today ends now'),
    }),
    restoreDrill: z
      .object({
        status: z
          .enum(['ok', 'failed', 'overdue'])
          .describe('`overdue`: the last one succeeded more than 36 hours ago'),
        at: z.iso.datetime(),
        failedStep: z
          .enum(DRILL_STEPS)
          .nullable()
          .describe(
            'backup: damaged or missing; recovery: the database did not start; counts: rows differ; start: the app did not answer; sign_in: nobody could sign in',
          ),
        rpoSeconds: z
          .number()
          .int()
          .nullable()
          .describe('How much of the newest data would have been lost, measured by the drill'),
        rtoSeconds: z
          .number()
          .int()
          .nullable()
          .describe('How long it took until the restored copy answered, measured by the drill'),
        lastSuccessAt: z.iso.datetime().nullable(),
      })
      .nullable()
      .describe('The last nightly restore of the backup; null if there was none'),
  })
  .meta({ id: 'StatusHistory' });
export type StatusHistory = z.infer<typeof StatusHistory>;
