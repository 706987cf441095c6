import { z } from 'zod';

const hash = z.string().describe('SHA-256 in hexadecimal');
const day = z.iso.date().describe('UTC');

export const LogHead = z.object({ day, seq: z.int(), hash });
export const LogHeads = z.object({
  items: z.array(LogHead.extend({ publishedAt: z.iso.datetime() })),
});
export type LogHeads = z.infer<typeof LogHeads>;

export const HeadsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(366),
  // ISO 8601 has a year 0, PostgreSQL does not.
  before: day
    .refine((value) => !value.startsWith('0000'), 'A year from 0001 on.')
    .optional()
    .describe('Only heads of earlier days'),
});
export type HeadsQuery = z.infer<typeof HeadsQuery>;

export const EntriesQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('The number of the last entry that is known'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type EntriesQuery = z.infer<typeof EntriesQuery>;

export const LogEntries = z.object({
  items: z.array(
    z.object({
      seq: z.int(),
      entry: z.string().describe('Canonical JSON; the hash covers these bytes'),
      hash,
    }),
  ),
});
export type LogEntries = z.infer<typeof LogEntries>;

export const LogReceipt = z
  .object({
    version: z.literal(1),
    campus: z.string(),
    seq: z.int(),
    entry: z.string().describe('Canonical JSON; the hash covers these bytes'),
    previousHash: hash,
    hash,
    openings: z
      .record(z.string(), z.object({ salt: z.string(), value: z.string() }))
      .describe('What the commitments of the entry say about the member'),
    path: z.array(hash).describe('SHA-256 of each later entry up to the head'),
    head: LogHead.nullable().describe(
      'The first published head that covers the entry; null on its first day',
    ),
  })
  .meta({ id: 'LogReceipt' });
export type LogReceipt = z.infer<typeof LogReceipt>;
