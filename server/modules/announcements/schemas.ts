import { z } from 'zod';
import { pageOf } from '../../platform/page.ts';

export const Level = z.enum(['information', 'important']);

const Texts = z
  .object({ title: z.string(), text: z.string().describe('Plain text; may be empty') })
  .meta({ id: 'AnnouncementTexts' });

export const Announcement = z
  .object({
    id: z.uuid(),
    version: z.int().describe('Grows with each change; a receipt names the one that was shown'),
    level: Level,
    isDismissable: z.boolean(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    tr: Texts.nullable().describe('Null: only in the other language'),
    en: Texts.nullable(),
    link: z.string().nullable().describe('A path of the web app, or an address with https'),
  })
  .meta({ id: 'Announcement' });
export type Announcement = z.infer<typeof Announcement>;

export const OwnAnnouncement = Announcement.extend({
  isSeen: z.boolean().describe('Whether a device of the member has said that it was shown'),
}).meta({ id: 'OwnAnnouncement' });
export type OwnAnnouncement = z.infer<typeof OwnAnnouncement>;

export const AnnouncementPage = pageOf(Announcement);

export const ReceiptBody = z.strictObject({
  version: z.int().min(1).describe('The version that was shown'),
  kind: z
    .enum(['seen', 'dismissed', 'opened'])
    .describe('It was shown; the member does not want to see it again; the member opened its link'),
});
export type ReceiptBody = z.infer<typeof ReceiptBody>;
