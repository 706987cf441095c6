import { z } from 'zod';

export const CampusDescription = z
  .object({
    origin: z.string(),
    archiveKeys: z
      .array(
        z.object({
          id: z.string(),
          algorithm: z.literal('Ed25519'),
          publicKey: z.string().describe('32 bytes in base64'),
          createdAt: z.iso.datetime(),
          retiredAt: z.iso.datetime().nullable().describe('Since when it signs nothing any more'),
        }),
      )
      .describe('Newest first; the first one signs'),
  })
  .meta({ id: 'CampusDescription' });
export type CampusDescription = z.infer<typeof CampusDescription>;
