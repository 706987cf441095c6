import { isSecret } from '@chitlaq/sealing/pseudonym';
import { z } from 'zod';

/** The secret of a member's device. It is forgotten with the request. */
export const Secret = z
  .string()
  .max(43)
  .refine(isSecret, 'Use the secret as it was made: 43 characters.')
  .describe('The secret of the member’s device, never stored');

export const SecretBody = z.strictObject({
  commitment: z
    .string()
    .regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/, 'Use the SHA-256 of the secret, as base64url.')
    .describe('What the server keeps of the secret: it tells nothing about it'),
  replace: z.boolean().default(false).describe('Whether it replaces a secret that is lost'),
});
export type SecretBody = z.infer<typeof SecretBody>;

export const WriteFrom = z.object({ writeFrom: z.iso.datetime().describe('When it may first write') });
