import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';
import { Author } from '../../profiles/index.ts';
import { Pseudonym } from '../schemas.ts';
import { Secret } from '../secret/schemas.ts';

const MAX_TEXT = 1_000;

export const AppealBody = z.strictObject({
  secret: Secret,
  text: requiredText(MAX_TEXT, 'Say why it should be shown again.'),
});
export type AppealBody = z.infer<typeof AppealBody>;

export const BoardAppeal = z
  .object({
    text: z.string(),
    appealedAt: z.iso.datetime().describe('The time of its batch: moderators see it from then on'),
    outcome: z.enum(['upheld', 'rejected']).nullable().describe('Null while it is open'),
    answer: z.string().nullable(),
  })
  .meta({ id: 'BoardAppeal', description: 'What the author of a hidden post says against it' });
export type BoardAppeal = z.infer<typeof BoardAppeal>;

/** What the author of a post reads of its hiding. */
export const OwnHiding = z
  .object({
    reason: z.string().describe('Empty for what was hidden before authors could read it'),
    hiddenAt: z.iso.datetime(),
    appeal: BoardAppeal.nullable(),
    mayAppeal: z.boolean(),
  })
  .meta({ id: 'OwnBoardHiding' });
export type OwnHiding = z.infer<typeof OwnHiding>;

export const HiddenQuery = PageQuery.extend({
  appeals: z
    .enum(['open', 'none'])
    .default('open')
    .describe(
      '`open`: posts whose authors object, the longest waiting first; `none`: the others, newest first',
    ),
});
export type HiddenQuery = z.infer<typeof HiddenQuery>;

/** A hidden post, without its author's name. */
export const HiddenBoardPost = z
  .object({
    id: z.uuid(),
    threadId: z.uuid(),
    boardId: z.uuid(),
    threadTitle: z.string().nullable(),
    text: z.string(),
    name: Pseudonym,
    publishedAt: z.iso.datetime(),
    reason: z.string().describe('What its author reads'),
    hiddenBy: Author.nullable(),
    hiddenAt: z.iso.datetime(),
    appeal: BoardAppeal.nullable(),
    isExcluded: z.boolean().describe('Whether its author is excluded now'),
    mayReview: z
      .enum(['yes', 'own_decision', 'own_report'])
      .describe('Why the viewer may not review it, if they may not'),
  })
  .meta({ id: 'HiddenBoardPost' });
export type HiddenBoardPost = z.infer<typeof HiddenBoardPost>;
export const HiddenBoardPostPage = pageOf(HiddenBoardPost);

export const ReviewBody = z.strictObject({
  outcome: z
    .enum(['show', 'keep_hidden'])
    .describe(
      '`keep_hidden` rejects an appeal; `show` also takes back an exclusion that came with the hiding',
    ),
  reason: requiredText(MAX_TEXT, 'Say why.').describe('The answer to an appeal, which its author reads'),
});
export type ReviewBody = z.infer<typeof ReviewBody>;
