import { z } from 'zod';

export const PrivacySettings = z
  .object({
    publicPreviews: z
      .boolean()
      .describe(
        'Whether the links of my public posts show my name and the first words to people without an account; false by default',
      ),
  })
  .meta({ id: 'PrivacySettings' });
export type PrivacySettings = z.infer<typeof PrivacySettings>;

/** An absent field does not change. */
export const PrivacyChange = z.strictObject({ publicPreviews: z.boolean().optional() });
export type PrivacyChange = z.infer<typeof PrivacyChange>;
