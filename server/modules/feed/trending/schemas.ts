import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';
import { RankedPost } from '../ranking/schemas.ts';
import { Score } from '../ranking/score.ts';

export const TrendingQuery = z.strictObject({
  scope: z
    .enum(['university', 'all'])
    .default('university')
    .describe('What rises at the reader’s university, or everywhere'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe('How many hashtags and how many posts at most; thirty of each are kept'),
});
export type TrendingQuery = z.infer<typeof TrendingQuery>;

export const TrendingHashtag = z
  .object({
    tag: z.string(),
    uses: z.int().describe('Posts with it in the last 24 hours'),
    people: z.int().describe('Who wrote them'),
    score: Score,
    history: z
      .array(z.int())
      .describe('People who came to it in each of the last 24 hours, the oldest first'),
  })
  .meta({ id: 'TrendingHashtag' });
export type TrendingHashtag = z.infer<typeof TrendingHashtag>;

export const Trending = z
  .object({
    scope: z.enum(['university', 'all']),
    computedAt: z.iso.datetime().nullable().describe('Null where nothing has been worked out yet'),
    hashtags: z.array(TrendingHashtag),
    posts: z.array(RankedPost),
  })
  .meta({ id: 'Trending' });
export type Trending = z.infer<typeof Trending>;

export const HashtagParams = z.object({ tag: z.string().min(1).max(200).describe('With or without its #') });

export const HideBody = z.strictObject({
  reason: requiredText(500, 'Say why.').describe('For the audit log'),
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
