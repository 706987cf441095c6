import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';

export const HashtagParams = z.strictObject({
  tag: z
    .string()
    .min(1)
    .max(200)
    .describe('With or without #, in any spelling: Sınav, SINAV and sinav are the same'),
});

export const Hashtag = z
  .object({
    tag: z.string().describe('As first typed, without #'),
    following: z.boolean(),
    recent: z
      .object({
        days: z.int(),
        uses: z.int().describe('Posts that the viewer may see'),
        people: z.int().describe('Number of their authors'),
        isCapped: z
          .boolean()
          .describe('Whether only the newest posts were counted, so that there may be more'),
      })
      .describe('Recent use'),
  })
  .meta({ id: 'Hashtag' });
export type Hashtag = z.infer<typeof Hashtag>;

export const HashtagFollow = z.object({ following: z.boolean() }).meta({ id: 'HashtagFollow' });
export type HashtagFollow = z.infer<typeof HashtagFollow>;

export const FollowedHashtagPage = pageOf(z.object({ tag: z.string() }).meta({ id: 'FollowedHashtag' }));
export type FollowedHashtagPage = z.infer<typeof FollowedHashtagPage>;
