import { z } from 'zod';
import { PageQuery, pageOf } from '../../platform/page.ts';
import { Post, PostAuthor } from '../content/index.ts';
import { Reason } from './ranking/schemas.ts';
import { Score } from './ranking/score.ts';

export const HomeQuery = PageQuery.extend({
  rank: z
    .enum(['latest', 'top'])
    .optional()
    .describe(
      '`latest`: newest first; `top`: the newest hundred, best first. By default the member’s preference',
    ),
});
export type HomeQuery = z.infer<typeof HomeQuery>;

/** A post in home: by itself, or because followees reposted it. */
export const HomeEntry = Post.extend({
  entryId: z
    .uuid()
    .describe('Id of the entry: the repost’s id, or the post’s own if it is not here because of a repost'),
  repostedBy: z
    .object({
      members: z.array(PostAuthor).describe('At most three, newest first'),
      count: z.int().describe('Number of followees who have reposted it, including the viewer'),
      at: z.iso.datetime().describe('When the repost was made that is this entry'),
    })
    .nullable()
    .describe('The reposters because of whom the post is here; null if the post is here for itself'),
  followedHashtag: z
    .string()
    .nullable()
    .describe('The followed hashtag because of which a post of a member who is not followed is here'),
  source: z
    .enum(['timeline', 'cohort'])
    .describe(
      '`timeline`, or `cohort` for posts that fill a home with fewer than five followees or ten posts',
    ),
  reason: Reason.optional().describe('For `source: cohort`: why this post was chosen'),
  score: Score.optional().describe('With `rank=top` and for `source: cohort`: the score of the post'),
}).meta({ id: 'HomeEntry' });
export type HomeEntry = z.infer<typeof HomeEntry>;

export const HomePage = pageOf(HomeEntry);
export type HomePage = z.infer<typeof HomePage>;
