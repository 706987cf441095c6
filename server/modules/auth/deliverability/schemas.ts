import { z } from 'zod';
import { REASONS } from './answers.ts';
import { DELIVERY_KINDS } from './kinds.ts';
import { SenderLine } from './sender/schemas.ts';

export const MAIL_RANGES = ['hour', 'day', 'week'] as const;
export const MailQuery = z.strictObject({
  range: z.enum(MAIL_RANGES).default('day').describe('What the chart and the tables are about'),
});
export type MailQuery = z.infer<typeof MailQuery>;

const Count = z.int().nullable().describe('Null if it is about fewer than five people');
const counts = {
  sent: Count,
  refused: Count.describe('Refused for good. Null if it is about fewer than five people'),
  failed: Count.describe(
    'Attempts that failed and are made again. Null if it is about fewer than five people',
  ),
};
const MailTotals = z.object(counts);
const row = {
  ...counts,
  delayed: Count.describe('Emails whose first attempt failed. Null if it is about fewer than five people'),
  medianSeconds: z
    .int()
    .nullable()
    .describe('From the request until the mail server accepted it; null if none or too few were sent'),
};

export const MailStatus = z
  .object({
    sender: z.string().describe('The address that emails come from'),
    server: z
      .string()
      .nullable()
      .describe('Host and port of the mail server; null if emails are files on this machine'),
    waiting: z.int().describe('Emails in the queue'),
    oldestAt: z.iso.datetime().nullable().describe('Since when the oldest of them waits'),
    givenUp: z.int().describe('Emails that failed as often as they may'),
    hourSince: z.iso.datetime().describe('When the hour before this one began: what `hour` is about'),
    totals: z.object({ hour: MailTotals, day: MailTotals, week: MailTotals }),
    chart: z.array(z.object({ startsAt: z.iso.datetime(), ...counts })),
    domains: z
      .array(
        z.object({
          domain: z.string().nullable().describe('Null: all others together'),
          university: z.object({ name: z.string(), nameTr: z.string().nullable() }).nullable(),
          isTroubled: z
            .boolean()
            .describe('Whether more emails were refused or delayed than sent, and at least five were'),
          ...row,
        }),
      )
      .describe('By the domain of the recipients, those with most problems first'),
    kinds: z.array(z.object({ kind: z.enum(DELIVERY_KINDS), ...row })),
    answers: z
      .array(
        z.object({
          code: z.int().describe('Of SMTP; 0 if no server answered'),
          enhanced: z.string().describe('As in 5.1.1; empty if the server gave none'),
          text: z.string().describe('Without addresses and ids'),
          reason: z.enum(REASONS),
          isRefusal: z.boolean().describe('Whether it refused emails for good'),
          count: Count,
          domains: z.array(z.string()).describe('Those with at least five people, at most five'),
          lastAt: z.iso.datetime(),
        }),
      )
      .describe('What mail servers answered in the last week instead of accepting, newest first'),
    undeliverable: Count.describe(
      'Members whose mailbox does not exist, as its server says. Null if they are fewer than five',
    ),
    senderCheck: z.object({
      requestedAt: z.iso.datetime().nullable().describe('When somebody last asked for a check'),
      checkedAt: z.iso.datetime().nullable().describe('Null if there was none yet'),
      lines: z.array(SenderLine),
    }),
    testEmail: z
      .object({
        requestedAt: z.iso.datetime(),
        outcome: z
          .enum(['sent', 'refused', 'failed'])
          .nullable()
          .describe('Null while the server has not answered'),
        reason: z.enum(REASONS).nullable(),
        answer: z.string().nullable().describe('Without addresses and ids'),
        tookMs: z.int().nullable(),
      })
      .nullable()
      .describe('The last email that the viewer sent to themselves'),
  })
  .meta({ id: 'MailStatus' });
export type MailStatus = z.infer<typeof MailStatus>;
