import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { LinkPreview } from '../../content/index.ts';
import { PicturesToRemove } from '../pictures/schemas.ts';
import { Reason, SubjectType, Urgency } from '../reports/schemas.ts';
import { RuleId } from '../rules/schemas.ts';

export const CaseQuery = PageQuery.extend({
  status: z
    .enum(['open', 'resolved'])
    .default('open')
    .describe('`open`: what is due first; `resolved`: newest decision first'),
  subjectType: SubjectType.optional().describe('Only cases of this subject type'),
});
export type CaseQuery = z.infer<typeof CaseQuery>;

export const Outcome = z
  .enum([
    'dismissed',
    'post_removed',
    'message_removed',
    'author_suspended',
    'warned',
    'muted',
    'reach_limited',
    'content_warned',
    'post_held',
    'picture_removed',
    'picture_refused',
  ])
  .describe(
    '`post_held`: an automatic rule hid the post until somebody decides. `picture_removed`: the member had a copy of a removed picture; `picture_refused`: they tried to upload one',
  );
export type Outcome = z.infer<typeof Outcome>;

export const MemberRef = z.object({ id: z.uuid(), username: z.string() });

export const CaseReport = z.object({
  id: z.uuid(),
  reporter: MemberRef.nullable().describe(
    'Null if the account was deleted, if an automatic rule reported, and for the reported member',
  ),
  automaticRule: z
    .object({ id: z.uuid(), name: z.string(), text: z.string(), action: z.enum(['report', 'hold']) })
    .nullable()
    .describe('The automatic rule that reported, as it was then'),
  reason: Reason,
  comment: z.string().nullable().describe('Null for the reported member as well'),
  createdAt: z.iso.datetime(),
});

/** A post as the first reporter saw it. */
export const PostSnapshot = z.object({
  content: z.string().default(''),
  contentWarning: z.string().nullable().default(null),
  options: z.array(z.string()).nullable().default(null).describe('Options of its poll'),
  visibility: z.string().default('public'),
  media: z
    .array(
      z.object({
        kind: z.enum(['image', 'video', 'audio', 'file']),
        previewUrl: z.string().nullable().default(null).describe('May have expired'),
        alt: z.string().nullable().default(null),
      }),
    )
    .default([]),
  linkPreview: LinkPreview.nullable()
    .default(null)
    .describe('Preview of its first link; the picture may be gone'),
  createdAt: z.iso.datetime().nullable().default(null),
  editedAt: z.iso.datetime().nullable().default(null),
  importedFrom: z
    .string()
    .nullable()
    .default(null)
    .describe('The campus that it was written on, if it was imported'),
});

/** A member's card as the first reporter saw it. */
export const MemberSnapshot = z.object({
  username: z.string().default(''),
  displayName: z.string().default(''),
  bio: z.string().default(''),
  avatarUrl: z.string().nullable().default(null),
});

const { media: MediaSnapshot, linkPreview: LinkPreviewSnapshot } = PostSnapshot.shape;
const MessageFields = z.object({
  sender: MemberRef.extend({ displayName: z.string() }).nullable().default(null),
  type: z.enum(['text', 'image', 'video', 'audio', 'file', 'notice']).default('text'),
  content: z.string().default(''),
  media: MediaSnapshot,
  linkPreview: LinkPreviewSnapshot,
  forwarded: z.boolean().default(false),
  createdAt: z.iso.datetime().nullable().default(null),
  editedAt: z.iso.datetime().nullable().default(null),
});

/** A message as the first reporter saw it, and the messages before it. */
export const MessageSnapshot = MessageFields.extend({
  before: z.array(MessageFields).default([]).describe('Up to five messages before it, oldest first'),
});

export const Case = z
  .object({
    id: z.uuid().describe('Id of the first report, for `PATCH`'),
    subjectType: SubjectType,
    subjectId: z.uuid(),
    owner: MemberRef.extend({
      displayName: z.string(),
      status: z.enum(['pending', 'active', 'deactivated', 'suspended', 'deleted']),
      priorViolations: z.number().int().describe('Number of earlier decisions against this member'),
    })
      .nullable()
      .describe('The author of the post or message, or the reported member; null if the account was deleted'),
    post: PostSnapshot.nullable().describe(
      'Snapshot of a reported post; null if it is restricted for the viewer',
    ),
    member: MemberSnapshot.nullable().describe('Snapshot of a reported member'),
    message: MessageSnapshot.nullable().describe(
      'Snapshot of a reported message, if the viewer has accessed it; null in lists',
    ),
    isRestricted: z
      .boolean()
      .describe(
        'The viewer is not in the audience, as for messages and posts for followers: `post` and `message` are null until the viewer accesses them with a reason',
      ),
    isDeleted: z.boolean().describe('The post, message or account is deleted'),
    currentContent: z
      .string()
      .nullable()
      .describe('The post’s current text, if it has changed since the report'),
    reports: z.array(CaseReport).describe('The newest 20 reports'),
    reportCount: z.number().int(),
    urgency: Urgency.describe('Of the most urgent report'),
    dueAt: z.iso
      .datetime()
      .nullable()
      .describe('When the first of the reporters was promised an answer; null without a report'),
    claim: z
      .object({ moderator: MemberRef, expiresAt: z.iso.datetime() })
      .nullable()
      .describe('The moderator who works on an open case; nobody else decides it until then'),
    likelihood: z
      .number()
      .nullable()
      .describe(
        'How likely moderators act on it, as the classifier reads it: from 0 to 1. Null if it is off, or has not read the case',
      ),
    decision: z
      .object({
        outcome: Outcome,
        note: z.string(),
        rule: z.string().nullable().describe('Id of the rule that was broken'),
        reason: z.string().nullable().describe('What the author was told'),
        endsAt: z.iso.datetime().nullable(),
        reversedAt: z.iso.datetime().nullable().describe('When it was taken back, by an appeal or by staff'),
        decidedBy: MemberRef.nullable(),
        decidedAt: z.iso.datetime(),
      })
      .nullable(),
  })
  .meta({ id: 'ReportCase' });
export type Case = z.infer<typeof Case>;

export const CasePage = pageOf(Case);
export type CasePage = z.infer<typeof CasePage>;

export const OpenBody = z.strictObject({
  reason: z.string().describe('Why the content has to be read, for the audit log; at most 1,000 graphemes'),
});
export type OpenBody = z.infer<typeof OpenBody>;

export const DecisionBody = z.strictObject({
  decision: z
    .enum(['dismiss', 'warn', 'warn_content', 'mute_author', 'limit_author', 'remove_post', 'suspend_author'])
    .describe(
      'Resolves every open report of the subject. `remove_post` removes the reported post or message. `warn_content` gives a post a content warning that stays. `mute_author` lets the author read and not write, `limit_author` shows their posts to followers only in explore, trends, searches and suggestions; both take `until`. `suspend_author` requires an admin',
    ),
  rule: RuleId.optional().describe(
    'The rule that was broken; without it, the one that most reports name. Not for `dismiss`',
  ),
  reason: z
    .string()
    .optional()
    .describe('Why, in plain words, for the author; without it they read the rule. At most 1,000 graphemes'),
  note: z.string().describe('The reason for the decision, for other staff; at most 1,000 graphemes'),
  until: z.iso
    .datetime()
    .optional()
    .describe(
      'When a suspension ends (omit it for an indefinite one), a mute (within 7 days) or a limit of the reach (within 90)',
    ),
  pictures: PicturesToRemove.optional(),
  contentWarning: z
    .string()
    .optional()
    .describe('What `warn_content` says above the post; without it, the title of the rule'),
});
export type DecisionBody = z.infer<typeof DecisionBody>;
