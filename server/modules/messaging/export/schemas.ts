import { z } from 'zod';
import { isTimeZone } from '../../../platform/time-zone.ts';
import { Uuid } from '../../../platform/uuid.ts';

export const NewMessageExport = z.strictObject({
  conversationId: Uuid.optional().describe('This one alone; without it all that I am in'),
  locale: z.enum(['tr', 'en']).optional().describe('Language of the pages; without it my account’s'),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'Give a time zone by its name, as Europe/Istanbul')
    .optional()
    .describe('Clock of the pages, as `Europe/Istanbul`, which it is without it'),
});
export type NewMessageExport = z.infer<typeof NewMessageExport>;

export const MessageExport = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid().nullable().describe('Null: all conversations'),
    conversationName: z.string().nullable(),
    state: z.enum(['waiting', 'running', 'ready', 'failed']),
    progress: z.int().describe('Per cent'),
    failure: z
      .enum(['storage_full', 'internal_error'])
      .nullable()
      .describe(
        'Why it `failed`: `storage_full`: the server is out of space for now; `internal_error`: repeated errors',
      ),
    url: z
      .string()
      .nullable()
      .describe('Once `ready`: relative to the origin, good for one to two hours; ask again for a new one'),
    size: z.int().nullable().describe('Bytes'),
    conversations: z.int().nullable(),
    messages: z.int().nullable(),
    files: z.int().nullable(),
    missingFiles: z.int().nullable().describe('Files of messages whose bytes could not be found'),
    createdAt: z.iso.datetime(),
    readyAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable().describe('When it is removed'),
  })
  .meta({ id: 'MessageExport' });
export type MessageExport = z.infer<typeof MessageExport>;

export const MessageExportList = z
  .object({ items: z.array(MessageExport).describe('The newest first') })
  .meta({ id: 'MessageExportList' });
export type MessageExportList = z.infer<typeof MessageExportList>;

export const ExportParams = z.strictObject({ id: Uuid });
