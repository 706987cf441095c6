import { z } from 'zod';
import { pageOf } from '../../platform/page.ts';
import { Uuid } from '../../platform/uuid.ts';
import { Official, UniversityTr } from '../auth/index.ts';
import { Relation } from '../social/index.ts';

/** A member as shown next to a post, message or notification. */
export const Author = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    university: z.string(),
    universityTr: UniversityTr,
    official: Official.nullable(),
  })
  .meta({ id: 'Author' });
export type Author = z.infer<typeof Author>;

export const Profile = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    bio: z.string(),
    avatarUrl: z.string().nullable(),
    headerUrl: z.string().nullable(),
    university: z.string(),
    universityTr: UniversityTr,
    official: Official.nullable(),
    affiliation: z.enum(['student', 'staff', 'alumni']),
    department: z.string().nullable(),
    graduationYear: z.number().int().nullable(),
    isPrivate: z.boolean(),
    showsLikes: z.boolean().describe('Whether other members can see their likes'),
    createdAt: z.iso.datetime(),
    counts: z.object({ posts: z.number().int(), followers: z.number().int(), following: z.number().int() }),
    viewer: Relation,
  })
  .meta({ id: 'Profile' });
export type Profile = z.infer<typeof Profile>;

/** A member in a list. */
export const ListedMember = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    university: z.string(),
    universityTr: UniversityTr,
    official: Official.nullable(),
    bio: z.string(),
    isPrivate: z.boolean(),
    viewer: Relation,
  })
  .meta({ id: 'ListedMember' });
export type ListedMember = z.infer<typeof ListedMember>;

export const MemberPage = pageOf(ListedMember);
export type MemberPage = z.infer<typeof MemberPage>;

export const FamiliarFollowers = z
  .object({
    items: z.array(Author).describe('Three at most'),
    count: z.int().describe('All of them'),
  })
  .meta({ id: 'FamiliarFollowers' });
export type FamiliarFollowers = z.infer<typeof FamiliarFollowers>;

/** An absent field does not change; null clears a field that may be empty. */
export const ProfileChange = z.strictObject({
  displayName: z.string().min(1, 'Enter the name others see.').max(200).optional(),
  username: z.string().min(1).max(40).optional(),
  bio: z.string().max(2_000).optional(),
  department: z.string().max(400).nullable().optional(),
  graduationYear: z.number().int().min(1950).max(2100).nullable().optional(),
  isPrivate: z.boolean().optional(),
  showsLikes: z.boolean().optional().describe('Whether other members can see your likes; false by default'),
});
export type ProfileChange = z.infer<typeof ProfileChange>;

export const IdOrUsername = z.strictObject({ idOrUsername: z.string().min(1).max(40) });

export const Portrait = z.strictObject({
  mediaId: Uuid.describe('An uploaded picture'),
});
