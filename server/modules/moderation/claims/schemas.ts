import { z } from 'zod';

export const ClaimBody = z.strictObject({
  takeOver: z
    .boolean()
    .default(false)
    .describe('Takes the case from another moderator who works on it; for admins'),
});
export type ClaimBody = z.infer<typeof ClaimBody>;
