import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { Reason, SubjectType } from '../reports/schemas.ts';

export const CaseQuery = PageQuery.extend({
  status: z
    .enum(['open', 'resolved'])
    .default('open')
    .describe('What waits, the longest first; or what is decided, the newest first'),
  subjectType: SubjectType.optional().describe('Only cases of this kind'),
});
export type CaseQuery = z.infer<typeof CaseQuery>;

export const Outcome = z.enum(['dismissed', 'post_removed', 'message_removed', 'author_suspended']);
export type Outcome = z.infer<typeof Outcome>;

const MemberRef = z.object({ id: z.uuid(), username: z.string() });

export const CaseReport = z.object({
  id: z.uuid(),
  reporter: MemberRef.nullable().describe(
    'Null where the account is gone, and for the member whom it is about',
  ),
  reason: Reason,
  comment: z.string().nullable().describe('Null for the member whom it is about, too'),
  createdAt: z.iso.datetime(),
});

/** A post as the first reporter saw it. */
export const PostSnapshot = z.object({
  content: z.string().default(''),
  contentWarning: z.string().nullable().default(null),
  options: z.array(z.string()).nullable().default(null).describe('Of its poll'),
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
  createdAt: z.iso.datetime().nullable().default(null),
  editedAt: z.iso.datetime().nullable().default(null),
});

/** A member's card as the first reporter saw it. */
export const MemberSnapshot = z.object({
  username: z.string().default(''),
  displayName: z.string().default(''),
  bio: z.string().default(''),
  avatarUrl: z.string().nullable().default(null),
});

const MediaSnapshot = PostSnapshot.shape.media;
const MessageFields = z.object({
  sender: MemberRef.extend({ displayName: z.string() }).nullable().default(null),
  type: z.enum(['text', 'image', 'video', 'audio', 'file', 'notice']).default('text'),
  content: z.string().default(''),
  media: MediaSnapshot,
  forwarded: z.boolean().default(false),
  createdAt: z.iso.datetime().nullable().default(null),
  editedAt: z.iso.datetime().nullable().default(null),
});

/** A message as the first reporter saw it, and the messages before it. */
export const MessageSnapshot = MessageFields.extend({
  before: z.array(MessageFields).default([]).describe('Up to five messages before it, the oldest first'),
});

export const Case = z
  .object({
    id: z.uuid().describe('Of the first report: what `PATCH` takes'),
    subjectType: SubjectType,
    subjectId: z.uuid(),
    owner: MemberRef.extend({
      displayName: z.string(),
      status: z.enum(['pending', 'active', 'suspended', 'deleted']),
      priorViolations: z.number().int().describe('How many decisions against this member stand'),
    })
      .nullable()
      .describe('Who wrote the post or the message, or the member; null where the account is gone'),
    post: PostSnapshot.nullable().describe(
      'What the first reporter saw, where a post is reported and it is not closed to the viewer',
    ),
    member: MemberSnapshot.nullable().describe('What the first reporter saw, where a member is reported'),
    message: MessageSnapshot.nullable().describe(
      'What the first reporter saw, where a message is reported and the viewer has opened it; null in lists',
    ),
    isRestricted: z
      .boolean()
      .describe(
        'What was written is not meant for the viewer, as a message or a post for followers: `post` and `message` are null until they open it with a reason',
      ),
    isGone: z.boolean().describe('The post or the message is deleted, or the account is gone'),
    currentContent: z.string().nullable().describe('The post’s text where it has changed since'),
    reports: z.array(CaseReport).describe('The newest twenty'),
    reportCount: z.number().int(),
    decision: z
      .object({
        outcome: Outcome,
        note: z.string(),
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
  reason: z
    .string()
    .describe('Why it has to be read, for whoever looks at the record later; 1,000 graphemes at most'),
});
export type OpenBody = z.infer<typeof OpenBody>;

export const DecisionBody = z.strictObject({
  decision: z
    .enum(['dismiss', 'remove_post', 'suspend_author'])
    .describe(
      'It settles every open report of the subject. `remove_post` removes the post or the message that is reported. `suspend_author` takes an admin',
    ),
  note: z.string().describe('Why, for whoever looks at it later; 1,000 graphemes at most'),
  until: z.iso.datetime().optional().describe('When a suspension ends by itself'),
});
export type DecisionBody = z.infer<typeof DecisionBody>;
