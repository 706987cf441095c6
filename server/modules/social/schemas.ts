import { z } from 'zod';
import { Uuid } from '../../platform/uuid.ts';

export const Relation = z
  .object({
    following: z.boolean(),
    followedBy: z.boolean(),
    requested: z.boolean(),
    blocking: z.boolean(),
    muting: z.boolean(),
    repostsHidden: z.boolean().describe('Whether the caller hides this member’s reposts'),
  })
  .describe('The caller’s relation to this member')
  .meta({ id: 'Relation' });
export type Relation = z.infer<typeof Relation>;

export const Following = z.object({ following: z.boolean(), requested: z.boolean() });
export type Following = z.infer<typeof Following>;
// Ids in capitals are normalised here, so that `===` and the lock order hold.
const Id = Uuid;
export const MemberId = z.strictObject({ id: Id });
export const RequesterId = z.strictObject({ userId: Id });
