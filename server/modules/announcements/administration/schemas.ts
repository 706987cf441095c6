import { ANNOUNCEMENT_LIMITS, isAnnouncementLink } from '@chitlaq/text';
import { z } from 'zod';
import { Moment } from '../../../platform/moment.ts';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { optionalText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Level } from '../schemas.ts';

/** How long an announcement may be live: as long as receipts of members are kept. */
export const MAX_DAYS = 366;
const DAY_MS = 86_400_000;
const MAX_UNIVERSITIES = 50;

export const Affiliation = z.enum(['student', 'staff', 'alumni']);
const AudienceRole = z.enum(['member', 'auditor', 'moderator', 'admin', 'owner']);

const title = optionalText(ANNOUNCEMENT_LIMITS.title, `At most ${ANNOUNCEMENT_LIMITS.title} characters.`);
const text = optionalText(ANNOUNCEMENT_LIMITS.text, `At most ${ANNOUNCEMENT_LIMITS.text} characters.`);

const content = {
  titleTr: title,
  textTr: text,
  titleEn: title,
  textEn: text,
  link: z
    .string()
    .trim()
    .max(ANNOUNCEMENT_LIMITS.link)
    .refine(
      (link) => link === '' || isAnnouncementLink(link),
      'Enter a path such as /help, or an https address.',
    )
    .transform((link) => link || null)
    .describe('A path of the web app, or an address with https; empty for none'),
  level: Level,
  isDismissable: z.boolean(),
  startsAt: Moment.nullable().describe('Null: as soon as it is published'),
  endsAt: Moment.nullable().describe('Needed to publish it'),
  universityIds: z
    .array(Uuid)
    .max(MAX_UNIVERSITIES)
    .describe('Only for members of these universities; empty for all'),
  affiliations: z.array(Affiliation).max(3).describe('Only for these; empty for all'),
  roles: z
    .array(AudienceRole)
    .max(5)
    .describe('Only for members whose highest role is one of these; empty for all'),
};

interface Content {
  titleTr: string;
  textTr: string;
  titleEn: string;
  textEn: string;
  startsAt: string | null;
  endsAt: string | null;
}

function checkContent(body: Content, ctx: z.RefinementCtx): void {
  const refuse = (path: keyof Content, message: string) =>
    ctx.addIssue({ code: 'custom', path: [path], message });
  if (body.titleTr === '' && body.titleEn === '')
    refuse('titleTr', 'Give it a title in one language at least.');
  else
    for (const language of ['Tr', 'En'] as const)
      if (body[`text${language}`] !== '' && body[`title${language}`] === '')
        refuse(`title${language}`, 'A text needs a title in its language.');
  if (body.startsAt === null || body.endsAt === null) return;
  const length = Date.parse(body.endsAt) - Date.parse(body.startsAt);
  if (length <= 0) refuse('endsAt', 'Choose an end after the start.');
  if (length > MAX_DAYS * DAY_MS) refuse('endsAt', 'Choose an end within a year of the start.');
}

export const NewAnnouncement = z.strictObject(content).superRefine(checkContent);
export type NewAnnouncement = z.infer<typeof NewAnnouncement>;

const basedOn = z.int().min(1).describe('The version that was changed');

export const ChangedAnnouncement = z
  .strictObject({
    ...content,
    basedOn,
    showAgain: z
      .boolean()
      .default(false)
      .describe('Whether a live one is shown again to members who dismissed it'),
  })
  .superRefine(checkContent);
export type ChangedAnnouncement = z.infer<typeof ChangedAnnouncement>;

export const AnnouncementVersion = z.strictObject({ basedOn });

const State = z.enum(['draft', 'scheduled', 'live', 'ended']);
export type State = z.infer<typeof State>;

export const AnnouncementsQuery = PageQuery.extend({ state: State.optional() });
export type AnnouncementsQuery = z.infer<typeof AnnouncementsQuery>;

const Count = z.int().nullable().describe('Null: fewer than five people, or another count would tell');
const Counts = {
  seen: Count.describe('Members to whom it was shown'),
  dismissed: Count,
  opened: Count.describe('Members who opened its link'),
};

export const Figures = z
  .object({
    ...Counts,
    universities: z
      .array(z.object({ id: z.uuid(), name: z.string(), ...Counts }))
      .describe('Those of which five members or more have seen it'),
  })
  .meta({ id: 'AnnouncementFigures' });
export type Figures = z.infer<typeof Figures>;

export const ManagedAnnouncement = z
  .object({
    id: z.uuid(),
    state: State,
    version: z.int(),
    titleTr: z.string(),
    textTr: z.string(),
    titleEn: z.string(),
    textEn: z.string(),
    link: z.string().nullable(),
    level: Level,
    isDismissable: z.boolean(),
    startsAt: z.iso.datetime().nullable(),
    endsAt: z.iso.datetime().nullable(),
    universities: z.array(z.object({ id: z.uuid(), name: z.string() })),
    affiliations: z.array(Affiliation),
    roles: z.array(AudienceRole),
    changedBy: z.object({ id: z.uuid(), username: z.string() }).nullable(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'ManagedAnnouncement' });
export type ManagedAnnouncement = z.infer<typeof ManagedAnnouncement>;

export const AnnouncementDetails = ManagedAnnouncement.extend({
  figures: Figures.nullable().describe('Null until it begins'),
}).meta({ id: 'AnnouncementDetails' });
export type AnnouncementDetails = z.infer<typeof AnnouncementDetails>;

export const ManagedAnnouncementPage = pageOf(ManagedAnnouncement);
