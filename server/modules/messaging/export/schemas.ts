import { z } from 'zod';
import { isTimeZone } from '../../../platform/time-zone.ts';
import { Uuid } from '../../../platform/uuid.ts';

export const NewMessageExport = z.strictObject({
  conversationId: Uuid.optional().describe(
    'Only this conversation; default: all conversations of the member',
  ),
  locale: z.enum(['tr', 'en']).optional().describe('Language of the pages; default: that of the account'),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'Give an IANA time zone, such as Europe/Istanbul')
    .optional()
    .describe('Time zone of the pages; default: `Europe/Istanbul`'),
});
export const NewAccountExport = NewMessageExport.omit({ conversationId: true });

export type NewMessageExport = z.infer<typeof NewMessageExport>;

export const MessageExport = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid().nullable().describe('Null: all conversations'),
    conversationName: z.string().nullable(),
    state: z.enum(['waiting', 'running', 'ready', 'failed']),
    status: z.enum(['waiting', 'running', 'ready', 'failed']).describe('The same as `state`'),
    progress: z.int().describe('Percent'),
    failure: z
      .enum(['storage_full', 'internal_error'])
      .nullable()
      .describe(
        'Why it `failed`: `storage_full`: the server is out of space for now; `internal_error`: repeated errors',
      ),
    url: z
      .string()
      .nullable()
      .describe(
        'Once `ready`: relative to the origin, valid for one to two hours; request the export again for a new URL',
      ),
    size: z.int().nullable().describe('Bytes'),
    conversations: z.int().nullable(),
    messages: z.int().nullable(),
    files: z.int().nullable(),
    missingFiles: z.int().nullable().describe('Attached files whose bytes were missing'),
    createdAt: z.iso.datetime(),
    readyAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable().describe('When it is removed'),
  })
  .meta({ id: 'MessageExport' });
export type MessageExport = z.infer<typeof MessageExport>;

export const MessageExportList = z
  .object({ items: z.array(MessageExport).describe('Newest first') })
  .meta({ id: 'MessageExportList' });
export type MessageExportList = z.infer<typeof MessageExportList>;

export const ExportParams = z.strictObject({ id: Uuid });
