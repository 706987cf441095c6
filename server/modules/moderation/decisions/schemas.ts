import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';
import { SubjectType } from '../reports/schemas.ts';
import { CampusRule, RuleId } from '../rules/schemas.ts';

/** What moderators, or an automatic rule, may have decided about a member. */
export const Act = z
  .enum([
    'post_removed',
    'message_removed',
    'warned',
    'author_suspended',
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
export type Act = z.infer<typeof Act>;

export const AppealStatus = z.enum(['open', 'upheld', 'rejected']);

/** An appeal as its author sees it: not who decides on it. */
export const OwnAppeal = z
  .object({
    id: z.uuid(),
    decisionId: z.uuid(),
    text: z.string(),
    status: AppealStatus.describe('`upheld`: the act was taken back'),
    answer: z.string().nullable().describe('Why it was decided so'),
    createdAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'OwnAppeal' });
export type OwnAppeal = z.infer<typeof OwnAppeal>;

/** A decision as the member concerned sees it: never who reported, nor who decided. */
export const OwnDecision = z
  .object({
    id: z.uuid(),
    act: Act,
    rule: CampusRule.nullable().describe('The rule that was broken'),
    reason: z.string().nullable().describe('In the moderator’s words; null: read the rule'),
    automaticRule: z
      .object({ noticeTr: z.string(), noticeEn: z.string() })
      .nullable()
      .describe('What the automatic rule looks for that held the post'),
    subjectType: SubjectType,
    subjectId: z.uuid(),
    content: z.string().nullable().describe('What the member wrote, as it was reported'),
    decidedAt: z.iso.datetime(),
    endsAt: z.iso.datetime().nullable().describe('When it ends by itself; null if it has no end'),
    reversedAt: z.iso.datetime().nullable().describe('When it was taken back'),
    appeal: OwnAppeal.nullable(),
    canAppeal: z.boolean(),
  })
  .meta({ id: 'OwnDecision' });
export type OwnDecision = z.infer<typeof OwnDecision>;

export const OwnDecisionPage = pageOf(OwnDecision);
export type OwnDecisionPage = z.infer<typeof OwnDecisionPage>;

const reason = requiredText(1000, 'Tell the member why.').describe('In plain words; the member reads it');
export const SuspendBody = z.strictObject({
  reason,
  rule: RuleId.optional(),
  until: z.iso
    .datetime()
    .optional()
    .describe('When the suspension ends; without it, it lasts until somebody lifts it'),
});
export type SuspendBody = z.infer<typeof SuspendBody>;

/** A mute, or a limit of the reach. */
export const RestrictBody = z.strictObject({
  reason,
  rule: RuleId.optional(),
  until: z.iso
    .datetime()
    .describe('When it ends by itself: a mute within 7 days, a limit of the reach within 90'),
});
export type RestrictBody = z.infer<typeof RestrictBody>;

export const WarnBody = z.strictObject({ reason, rule: RuleId.optional() });
export type WarnBody = z.infer<typeof WarnBody>;
