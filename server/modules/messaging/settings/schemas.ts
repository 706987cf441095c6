import { z } from 'zod';
import { ContactAudience } from '../../social/index.ts';

const fields = {
  whoMayWrite: z
    .enum(ContactAudience.options)
    .describe('Who may start a conversation; the same as `messages` of `/safety/contact`'),
  readReceipts: z.boolean().describe('Share read receipts with others, and see theirs'),
  deliveredReceipts: z
    .boolean()
    .describe(
      'Share delivery receipts with others, and see theirs; a read receipt implies a delivery receipt',
    ),
  typing: z.boolean().describe('Show others that the member is typing, and see it of them'),
  presence: z.boolean().describe('Show others that the member is online, and see it of them'),
  linkPreviews: z.boolean().describe('Let the server fetch linked pages to attach previews to messages'),
  lastSeen: z.boolean().describe('Show others when the member was last online, and see it of them'),
};

export const MessagingSettings = z.object(fields).meta({ id: 'MessagingSettings' });
export type MessagingSettings = z.infer<typeof MessagingSettings>;

export const MessagingSettingsChange = z.strictObject(fields).partial();
export type MessagingSettingsChange = z.infer<typeof MessagingSettingsChange>;
