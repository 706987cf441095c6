import { z } from 'zod';

/** What people without an account see of a post. */
export const PublicPreview = z
  .object({
    authorName: z.string(),
    firstWords: z
      .string()
      .nullable()
      .describe(
        'The beginning of the text, without the names of mentioned members; null if it has a content warning',
      ),
    language: z.enum(['tr', 'en']).nullable(),
  })
  .meta({ id: 'PublicPreview' });
export type PublicPreview = z.infer<typeof PublicPreview>;
