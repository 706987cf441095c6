import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { auth, type Official } from '../auth/index.ts';
import { lockPrivacy, memberVisibleTo, type Relation, relationTo } from '../social/index.ts';
import type { Author } from './schemas.ts';

export interface ProfileRow {
  id: string;
  username: string;
  displayName: string;
  bio: string;
  avatarUrl: string | null;
  headerUrl: string | null;
  university: string;
  universityTr: string;
  official: Official | null;
  affiliation: 'student' | 'staff' | 'alumni';
  department: string | null;
  graduationYear: number | null;
  isPrivate: boolean;
  showsLikes: boolean;
  createdAt: Date;
  posts: number;
  followers: number;
  following: number;
  viewer: Relation;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A member's card with its counts and the viewer's relation to them, if the viewer may see it. Index: users_pkey or
 * users_username.
 */
export async function findProfile(
  db: Db,
  viewer: Viewer,
  idOrUsername: string,
): Promise<ProfileRow | undefined> {
  const byIdOrUsername = UUID.test(idOrUsername)
    ? sql`member.id = ${idOrUsername}`
    : sql`member.username = ${idOrUsername.toLowerCase()}`;
  const { rows } = await sql<ProfileRow>`
    select member.id, member.username, member.display_name as "displayName", member.bio, member.avatar_url as "avatarUrl",
      member.header_url as "headerUrl", member.university_name as university, member.university_name_tr as "universityTr", member.official, member.affiliation, member.department,
      member.graduation_year as "graduationYear", member.is_private as "isPrivate", member.shows_likes as "showsLikes", member.created_at as "createdAt",
      coalesce((select posts from profiles.post_counts where user_id = member.id), 0) as posts,
      coalesce(counts.followers, 0) as followers, coalesce(counts.following, 0) as following, ${relationTo(viewer, sql`member.id`)} as viewer
    from profiles.member_view member
    left join social.member_counts_view counts on counts.user_id = member.id
    where ${byIdOrUsername} and ${memberVisibleTo(viewer, sql`member.id`)}`.execute(db);
  return rows[0];
}

/** Members as authors of posts. Does not check whether the viewer may see them. Index: users_pkey, universities_pkey, profiles_pkey. */
export async function findAuthors(db: Db, ids: readonly string[]): Promise<Author[]> {
  const { rows } = await sql<Author>`
    select id, username, display_name as "displayName", avatar_url as "avatarUrl", university_name as university,
      university_name_tr as "universityTr", official
    from profiles.member_view where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** Columns of `profiles.profiles` to change. */
export interface RowChange {
  bio?: string;
  department?: string | null;
  graduation_year?: number | null;
  is_private?: boolean;
  shows_likes?: boolean;
  allows_public_previews?: boolean;
  avatar_url?: string | null;
  header_url?: string | null;
}

/** Whether a change shows something new to others. Who is muted may still remove what is there, and change who sees it. */
const saysSomething = ({ bio, department, avatar_url, header_url }: RowChange): boolean =>
  Boolean(bio || department || avatar_url || header_url);

/**
 * Writes a profile change, creating the row at the first one.
 * @returns whether the account was private before
 * @throws Problem 403 `account_suspended`, `account_muted`
 */
export async function saveProfile(
  db: Db,
  userId: string,
  change: RowChange,
  now: Date,
): Promise<{ wasPrivate: boolean }> {
  // Before the audience: suspensions and renames also lock the account first.
  await (saysSomething(change) ? auth.lockUnmutedAccount : auth.lockActiveAccount)(db, userId);
  // Before the profile: every member has an audience, and a change of name writes it by trigger, so both take locks in the same
  // order.
  const wasPrivate = await lockPrivacy(db, userId);
  await db
    .insertInto('profiles.profiles')
    .values({
      user_id: userId,
      department: null,
      graduation_year: null,
      avatar_url: null,
      header_url: null,
      updated_at: now,
      ...change,
    })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ ...change, updated_at: now }))
    .execute();
  return { wasPrivate };
}
