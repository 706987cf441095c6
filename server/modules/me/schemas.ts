import { z } from 'zod';
import { OwnAnnouncement } from '../announcements/index.ts';
import { OwnAccount, PendingText, UniversityTr } from '../auth/index.ts';
import { Welcome } from '../profiles/index.ts';

const { user, ...account } = OwnAccount.shape;

export const Me = z
  .object({
    user,
    profile: z.object({
      bio: z.string(),
      avatarUrl: z.string().nullable(),
      headerUrl: z.string().nullable(),
      university: z.object({ id: z.uuid(), name: z.string(), nameTr: UniversityTr }),
      affiliation: z.enum(['student', 'staff', 'alumni']),
      department: z.string().nullable(),
      graduationYear: z.number().int().nullable(),
      isPrivate: z.boolean(),
    }),
    ...account,
    welcome: Welcome.nullable().describe(
      'How far a new member has come with the welcome; null once it is finished, and 30 days after registration',
    ),
    pendingTexts: z
      .array(PendingText)
      .describe('Legal texts whose current version this member has still to accept'),
    announcements: z
      .array(OwnAnnouncement)
      .describe('Live announcements to show, the most important first; three at most'),
    unread: z.object({
      notifications: z.number().int().describe('Unread notifications, counted up to 100'),
      messages: z.number().int().describe('Conversations with unread messages, without muted ones'),
      followRequests: z.number().int().describe('Pending follow requests to this member'),
    }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const HeldDataList = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        count: z.int(),
        keptDays: z
          .int()
          .nullable()
          .describe('After how many days it is deleted by itself; null: with the account, or by hand'),
        outlivesAccount: z
          .boolean()
          .describe(
            'Whether it stays without a name when the account is deleted, because others or the law need it',
          ),
      }),
    ),
    trafficLogMonths: z
      .int()
      .nullable()
      .describe('For how many months the traffic log of law 5651 is kept; null: this campus keeps none'),
    backupDays: z.int().describe('For how many days backups keep what was deleted, at most'),
  })
  .meta({ id: 'HeldDataList' });
export type HeldDataList = z.infer<typeof HeldDataList>;
