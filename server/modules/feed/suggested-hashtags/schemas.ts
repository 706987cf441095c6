import { z } from 'zod';

export const SuggestedHashtagsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(24).describe('Maximum number of hashtags'),
});
export type SuggestedHashtagsQuery = z.infer<typeof SuggestedHashtagsQuery>;

export const SuggestedHashtag = z
  .object({
    tag: z.string(),
    source: z
      .enum(['trending', 'common', 'starter'])
      .describe(
        '`trending` at the viewer’s university or on the whole campus; `common`: several members of the university used it lately; `starter`: from a short list in the viewer’s language',
      ),
  })
  .meta({ id: 'SuggestedHashtag' });
export type SuggestedHashtag = z.infer<typeof SuggestedHashtag>;

export const SuggestedHashtags = z.object({ items: z.array(SuggestedHashtag) });
export type SuggestedHashtags = z.infer<typeof SuggestedHashtags>;
