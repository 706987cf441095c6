import { z } from 'zod';
import { DRILL_STEPS } from './tables.ts';

const BackupCopy = z.object({
  location: z.enum(['here', 'off_site']).describe('`here`: where the server is; `off_site`: elsewhere'),
  status: z
    .enum(['ok', 'failed', 'overdue'])
    .describe('`failed`: the last attempt failed; `overdue`: the last good one is more than 26 hours old'),
  at: z.iso.datetime().nullable().describe('When the newest good one was complete; null if none was'),
  kind: z
    .enum(['full', 'differential', 'incremental'])
    .nullable()
    .describe('What the newest good one holds: everything, or what changed since an earlier one'),
});
export type BackupCopy = z.infer<typeof BackupCopy>;

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
    backup: z.object({
      isSetUp: z.boolean().describe('Whether backups are made at all'),
      includesUploads: z.boolean().describe('Whether files of members are in it; those in a bucket are not'),
      copies: z.array(BackupCopy).describe('At most one for each location; empty before the first backup'),
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
