import { z } from 'zod';
import { PageQuery, pageOf } from '../../platform/page.ts';
import { Post, PostAuthor } from '../content/index.ts';
import { Reason } from './ranking/schemas.ts';
import { Score } from './ranking/score.ts';

export const HomeQuery = PageQuery.extend({
  rank: z
    .enum(['latest', 'top'])
    .optional()
    .describe('Newest first, or the best of the newest hundred first; what the reader chose where absent'),
});
export type HomeQuery = z.infer<typeof HomeQuery>;

/** A post in home: by itself, or because followees reposted it. */
export const HomeEntry = Post.extend({
  entryId: z.uuid().describe('Of this place at home; the post’s own id where it stands for itself'),
  repostedBy: z
    .object({
      members: z.array(PostAuthor).describe('The newest first, three at most'),
      count: z
        .int()
        .describe('How many of those whom the reader follows have reposted it, the reader included'),
    })
    .nullable()
    .describe('Because of whom the post is here; null where it stands for itself'),
  followedHashtag: z
    .string()
    .nullable()
    .describe('The followed hashtag because of which the post of somebody not followed is here'),
  source: z
    .enum(['timeline', 'cohort'])
    .describe(
      'Whether it is of the timeline, or fills a short home of somebody who follows fewer than five members',
    ),
  reason: Reason.optional().describe('Of a post that fills a short home: why this one'),
  score: Score.optional().describe(
    'With `rank=top`, and of a post that fills a short home: what put it here',
  ),
}).meta({ id: 'HomeEntry' });
export type HomeEntry = z.infer<typeof HomeEntry>;

export const HomePage = pageOf(HomeEntry);
export type HomePage = z.infer<typeof HomePage>;
