import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';
import { RankedPost } from '../ranking/schemas.ts';
import { Score } from '../ranking/score.ts';

export const TrendingQuery = z.strictObject({
  scope: z
    .enum(['university', 'all'])
    .default('university')
    .describe('Trends at the viewer’s university, or on the whole campus'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe('Maximum number of hashtags, and of posts; at most thirty of each'),
});
export type TrendingQuery = z.infer<typeof TrendingQuery>;

export const TrendingHashtag = z
  .object({
    tag: z.string(),
    uses: z.int().describe('Posts with this hashtag in the last 24 hours'),
    people: z.int().describe('Number of their authors'),
    score: Score,
    history: z.array(z.int()).describe('People who first used it in each of the last 24 hours, oldest first'),
  })
  .meta({ id: 'TrendingHashtag' });
export type TrendingHashtag = z.infer<typeof TrendingHashtag>;

export const Trending = z
  .object({
    scope: z.enum(['university', 'all']),
    computedAt: z.iso.datetime().nullable().describe('Null if nothing has been computed yet'),
    hashtags: z.array(TrendingHashtag),
    posts: z.array(RankedPost),
  })
  .meta({ id: 'Trending' });
export type Trending = z.infer<typeof Trending>;

export const HashtagParams = z.object({ tag: z.string().min(1).max(200).describe('With or without #') });

export const HideBody = z.strictObject({
  reason: requiredText(500, 'Give a reason.').describe('For the audit log'),
});
export type HideBody = z.infer<typeof HideBody>;

export const HiddenHashtag = z
  .object({
    tag: z.string(),
    reason: z.string(),
    hiddenAt: z.iso.datetime(),
    hiddenBy: z.object({ id: z.uuid(), username: z.string() }).nullable(),
  })
  .meta({ id: 'HiddenHashtag' });
export type HiddenHashtag = z.infer<typeof HiddenHashtag>;

export const HiddenHashtagPage = pageOf(HiddenHashtag);
export type HiddenHashtagPage = z.infer<typeof HiddenHashtagPage>;
