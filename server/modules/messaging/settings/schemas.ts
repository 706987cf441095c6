import { z } from 'zod';

const fields = {
  whoMayWrite: z
    .enum(['everyone', 'university', 'following', 'nobody'])
    .describe('Who may begin a conversation: everybody, one’s university, those whom one follows, nobody'),
  readReceipts: z.boolean().describe('Tell others what one has read, and see it of them'),
  deliveredReceipts: z
    .boolean()
    .describe(
      'Share delivery receipts with others, and see theirs; a read receipt implies a delivery receipt',
    ),
  typing: z.boolean().describe('Tell others that one is typing, and see it of them'),
  presence: z.boolean().describe('Show that one is online, and see it of others'),
  linkPreviews: z
    .boolean()
    .describe('Let the server read pages that one links to, so that others see what they are about'),
  lastSeen: z.boolean().describe('Show when one was last online, and see it of others'),
};

export const MessagingSettings = z.object(fields).meta({ id: 'MessagingSettings' });
export type MessagingSettings = z.infer<typeof MessagingSettings>;

export const MessagingSettingsChange = z.strictObject(fields).partial();
export type MessagingSettingsChange = z.infer<typeof MessagingSettingsChange>;
