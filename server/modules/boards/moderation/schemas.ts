import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { optionalText, requiredText } from '../../../platform/text.ts';
import { Reason } from '../../moderation/index.ts';
import { REPLACED_SECRET_DAYS } from '../limits.ts';
import { HolderRole, PostState, Pseudonym } from '../schemas.ts';

const MAX_NOTE = 1_000;

export const ReportBody = z.strictObject({
  reason: Reason,
  note: optionalText(MAX_NOTE, `Use at most ${MAX_NOTE} characters.`).optional(),
});
export type ReportBody = z.infer<typeof ReportBody>;

export const ReportAnswer = z.object({
  answerBy: z.iso.datetime().describe('When the moderators have promised an answer'),
});

export const BoardsWaiting = z
  .object({
    reports: z.int().describe('Posts with open reports'),
    appeals: z.int().describe('Hidden posts whose authors object'),
    missingKeys: z
      .array(HolderRole)
      .describe(
        'Without a holder whose key counts: an owner has to name somebody, or the holder to make a key',
      ),
    areClosed: z.boolean().describe('Whether boards are closed because too few keys count'),
  })
  .meta({ id: 'BoardsWaiting' });
export type BoardsWaiting = z.infer<typeof BoardsWaiting>;

/** A post with open reports, without anybody's name. */
export const ReportedBoardPost = z
  .object({
    id: z.uuid(),
    threadId: z.uuid(),
    boardId: z.uuid(),
    threadTitle: z.string().nullable(),
    text: z.string().describe('As it was reported, also if its author has deleted it'),
    name: Pseudonym,
    state: PostState,
    publishedAt: z.iso.datetime(),
    reasons: z.array(z.object({ reason: Reason, count: z.int() })),
    notes: z.array(z.string()).describe('What reporters wrote, ten at most'),
    reportCount: z.int(),
    reportedAt: z.iso.datetime().describe('When it was first reported'),
    isExcluded: z.boolean().describe('Whether its author is excluded now'),
    hasOpening: z.boolean().describe('Whether it is asked who its author is'),
  })
  .meta({ id: 'ReportedBoardPost' });
export type ReportedBoardPost = z.infer<typeof ReportedBoardPost>;
export const ReportedBoardPostPage = pageOf(ReportedBoardPost);
export const ReportsQuery = PageQuery;

export const DecisionBody = z.strictObject({
  outcome: z.enum(['keep', 'hide']),
  reason: requiredText(MAX_NOTE, 'Say why.').describe(
    'Its author reads it if the post is hidden, and when they try to write while they are excluded',
  ),
  excludeDays: z
    .int()
    .min(0)
    .max(REPLACED_SECRET_DAYS)
    .default(0)
    .describe('How long its author writes on no board; with `hide` only'),
});
export type DecisionBody = z.infer<typeof DecisionBody>;

export const Exclusion = z
  .object({
    id: z.uuid(),
    postId: z.uuid(),
    threadId: z.uuid(),
    reason: z.string(),
    madeAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
  })
  .meta({ id: 'BoardExclusion' });
export type Exclusion = z.infer<typeof Exclusion>;
export const ExclusionList = z.object({
  items: z.array(Exclusion).describe('Those that hold, the newest first'),
});

export const LiftBody = z.strictObject({ reason: requiredText(MAX_NOTE, 'Say why.') });
