import { z } from 'zod';

export const ContactAudience = z
  .enum(['everyone', 'university', 'followers', 'following', 'nobody'])
  .describe(
    'Everyone on the campus; members of the same university; followers; followed members; nobody. Followed members are part of each but `nobody`',
  );
export type ContactAudience = z.infer<typeof ContactAudience>;

const fields = {
  mentions: ContactAudience.describe('Who may mention the member'),
  replies: ContactAudience.describe('Who may reply to the member’s posts, if the post allows it as well'),
  messages: ContactAudience.describe('Who may start a conversation with the member'),
  groups: ContactAudience.describe('Who may add the member to a group'),
  strictWithNewcomers: z
    .boolean()
    .describe(
      'Whether accounts of less than a week may only message the member or add them to a group from the same university, or if the member follows them',
    ),
  concealRequests: z
    .boolean()
    .describe('Whether message requests come without their text, until the member asks for it or accepts'),
};

export const ContactSettings = z.object(fields).meta({ id: 'ContactSettings' });
export type ContactSettings = z.infer<typeof ContactSettings>;

export const ContactSettingsChange = z.strictObject(fields).partial();
export type ContactSettingsChange = z.infer<typeof ContactSettingsChange>;
