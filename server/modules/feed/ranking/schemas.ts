import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { Post, PostAuthor } from '../../content/index.ts';
import { Score } from './score.ts';

const some = { members: z.array(PostAuthor).describe('At most three'), count: z.int() };

/** Why the viewer gets a post that they did not ask for. */
export const Reason = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('rising'), people: z.int().describe('Number of recent participants') }),
    z.object({ kind: z.literal('hashtag'), tag: z.string().describe('A hashtag that the viewer follows') }),
    z.object({ kind: z.literal('followed_by'), ...some }),
    z.object({ kind: z.literal('liked_by'), ...some }),
    z.object({ kind: z.literal('similar').describe('Liked by members with similar likes') }),
    z.object({ kind: z.literal('follows_you') }),
    z.object({ kind: z.literal('same_department') }),
    z.object({ kind: z.literal('same_university') }),
    z.object({ kind: z.literal('popular'), followers: z.int() }),
    z.object({ kind: z.literal('recent').describe('The post is new') }),
  ])
  .describe('Why the post is shown: the signal that counted most')
  .meta({ id: 'Reason' });
export type Reason = z.infer<typeof Reason>;

/** A post with its score and the reason for its position. */
export const RankedPost = Post.extend({ reason: Reason, score: Score }).meta({ id: 'RankedPost' });
export type RankedPost = z.infer<typeof RankedPost>;

export const RankedQuery = PageQuery;
export type RankedQuery = z.infer<typeof RankedQuery>;

export const RankedPage = pageOf(RankedPost);
export type RankedPage = z.infer<typeof RankedPage>;
