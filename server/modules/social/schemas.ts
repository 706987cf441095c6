import { z } from 'zod';
import { PageQuery, pageOf } from '../../platform/page.ts';
import { Uuid } from '../../platform/uuid.ts';

export const Relation = z
  .object({
    following: z.boolean(),
    followedBy: z.boolean(),
    requested: z.boolean(),
    blocking: z.boolean(),
    muting: z.boolean(),
    repostsHidden: z.boolean().describe('Their reposts are kept from the caller’s feeds'),
  })
  .describe('How the caller stands to this member')
  .meta({ id: 'Relation' });
export type Relation = z.infer<typeof Relation>;

/** A member in a list. */
export const ListedMember = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    university: z.string(),
    bio: z.string(),
    isPrivate: z.boolean(),
    viewer: Relation,
  })
  .meta({ id: 'ListedMember' });
export type ListedMember = z.infer<typeof ListedMember>;

export const MemberPage = pageOf(ListedMember);
export type MemberPage = z.infer<typeof MemberPage>;
export const Following = z.object({ following: z.boolean(), requested: z.boolean() });
export type Following = z.infer<typeof Following>;
// Ids in capitals are normalised here, so that `===` and the lock order hold.
const Id = Uuid;
export const MemberId = z.strictObject({ id: Id });
export const RequesterId = z.strictObject({ userId: Id });
export { PageQuery };
