import type { Context } from '../../platform/context.ts';
import type { Origin, Viewer } from '../../platform/http/viewer.ts';
import { Problem } from '../../platform/problem.ts';
import { readLine, readTrimmed } from '../../platform/text.ts';
import { auth } from '../auth/index.ts';
import { media } from '../media/index.ts';
import { lockAudience, memberNotFound } from '../social/index.ts';
import { findAuthors, findProfile, type RowChange, saveProfile } from './queries.ts';
import type { Author, Profile, ProfileChange } from './schemas.ts';

interface TextLimit {
  /** Grapheme clusters, which are what people count. */
  characters: number;
  /** The limit of the column. Any number of marks on one letter count as one character, so that limit alone is not enough. */
  codePoints: number;
}
const TEXT_LIMITS = {
  bio: { characters: 300, codePoints: 2_000 },
  department: { characters: 100, codePoints: 200 },
} satisfies Record<string, TextLimit>;

/**
 * A member's profile as the viewer sees it. One query by key.
 * @throws Problem 404 `member_not_found`, for hidden and unknown members alike
 */
export async function profile(ctx: Context, viewer: Viewer, idOrUsername: string): Promise<Profile> {
  const row = await findProfile(ctx.db, viewer, idOrUsername);
  if (!row) throw memberNotFound();
  const { posts, followers, following, createdAt, ...card } = row;
  return { ...card, createdAt: createdAt.toISOString(), counts: { posts, followers, following } };
}

/**
 * Members as authors, by id; unknown ones are not in the map. Does not check who may see them: the caller's query has done that.
 * One query by primary key.
 */
export async function presentAuthors(ctx: Context, ids: readonly string[]): Promise<Map<string, Author>> {
  if (ids.length === 0) return new Map();
  const rows = await findAuthors(ctx.db, [...new Set(ids)]);
  return new Map(rows.map((author) => [author.id, author]));
}

/**
 * Sets one's own picture, or removes it with null; the previous one is deleted.
 * @throws Problem 422 as `media.setPicture`
 */
export async function setOwnPicture(
  ctx: Context,
  viewer: Viewer,
  type: 'avatar' | 'header',
  mediaId: string | null,
): Promise<Profile> {
  await ctx.transaction(async (tx) => {
    const address = await media.setPicture(tx, viewer.id, { type, id: viewer.id }, mediaId);
    const row = type === 'avatar' ? { avatar_url: address } : { header_url: address };
    await saveProfile(tx.db, viewer.id, row, tx.clock());
  });
  return profile(ctx, viewer, viewer.id);
}

const refuse = (path: string, message: string) =>
  new Problem(400, 'invalid_request', message, { errors: [{ path, message }] });

function readText(
  path: keyof typeof TEXT_LIMITS,
  typed: string,
  read: typeof readLine = readTrimmed,
): string {
  const { characters, codePoints } = TEXT_LIMITS[path];
  return read(typed, {
    path,
    graphemes: characters,
    codePoints,
    tooLong: () => refuse(path, `Use at most ${characters} characters.`),
    forbidden: (message) => refuse(path, message),
  });
}

/**
 * Changes one's own profile, all of it or nothing. An account that becomes public accepts all pending requests.
 * @throws Problem 400 `invalid_request`; 409 `username_taken`; 422 `username_changed_recently`, `too_many_combining_marks`
 */
export async function changeProfile(
  ctx: Context,
  viewer: Viewer,
  change: ProfileChange,
  origin?: Origin,
): Promise<Profile> {
  const row: RowChange = {};
  if (change.bio !== undefined) row.bio = readText('bio', change.bio);
  if (change.department !== undefined) {
    row.department = (change.department && readText('department', change.department, readLine)) || null;
  }
  if (change.graduationYear !== undefined) row.graduation_year = change.graduationYear;
  if (change.isPrivate !== undefined) row.is_private = change.isPrivate;
  if (change.showsLikes !== undefined) row.shows_likes = change.showsLikes;
  await ctx.transaction(async (tx) => {
    if (change.isPrivate !== undefined) await lockAudience(tx.db, viewer.id);
    await auth.rename(tx, viewer, { username: change.username, displayName: change.displayName }, origin);
    if (Object.keys(row).length === 0) return;
    const { wasPrivate } = await saveProfile(tx.db, viewer.id, row, tx.clock());
    if (wasPrivate && change.isPrivate === false)
      await tx.emit('profiles.became_public', { userId: viewer.id });
    if (!wasPrivate && change.isPrivate === true) await media.revokePublicUrls(tx);
  });
  return profile(ctx, viewer, viewer.id);
}
