import { findForbidden, graphemeCount, normalise } from '@chitlaq/text';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { Problem } from '../../platform/problem.ts';
import { auth } from '../auth/index.ts';
import { memberNotFound, relations } from '../social/index.ts';
import { profileRow, type RowChange, saveProfile } from './queries.ts';
import type { Profile, ProfileChange } from './schemas.ts';

const BIO_MAX = 300;
const DEPARTMENT_MAX = 100;

/**
 * A member as the viewer sees them. Two queries by key.
 * @throws Problem 404 `member_not_found`, for the hidden and the absent alike
 */
export async function profile(ctx: Context, viewer: Viewer, idOrUsername: string): Promise<Profile> {
  const row = await profileRow(ctx.db, viewer, idOrUsername);
  if (!row) throw memberNotFound();
  const { posts, followers, following, createdAt, ...card } = row;
  const standing = (await relations(ctx, viewer, [row.id])).get(row.id);
  if (!standing) throw memberNotFound();
  return {
    ...card,
    createdAt: createdAt.toISOString(),
    counts: { posts, followers, following },
    viewer: standing,
  };
}

function readText(path: string, typed: string, most: number): string {
  const text = normalise(typed).trim();
  const refuse = (message: string) =>
    new Problem(400, 'invalid_request', message, { errors: [{ path, message }] });
  if (findForbidden(text)) throw refuse('There are control characters in this text; type it anew.');
  if (graphemeCount(text) > most) throw refuse(`At most ${most} characters.`);
  return text;
}

/**
 * Changes one's own profile, all of it or nothing. An account that becomes public accepts everybody who waits.
 * @throws Problem 400 `invalid_request`; 409 `username_taken`; 422 `username_changed_recently`
 */
export async function changeProfile(ctx: Context, viewer: Viewer, change: ProfileChange): Promise<Profile> {
  const row: RowChange = {};
  if (change.bio !== undefined) row.bio = readText('bio', change.bio, BIO_MAX);
  if (change.department !== undefined) {
    row.department = (change.department && readText('department', change.department, DEPARTMENT_MAX)) || null;
  }
  if (change.graduationYear !== undefined) row.graduation_year = change.graduationYear;
  if (change.isPrivate !== undefined) row.is_private = change.isPrivate;
  await ctx.transaction(async (tx) => {
    await auth.rename(tx, viewer.id, { username: change.username, displayName: change.displayName });
    if (Object.keys(row).length === 0) return;
    const { wasPrivate } = await saveProfile(tx.db, viewer.id, row, tx.clock());
    if (wasPrivate && change.isPrivate === false) await tx.emit('profiles.opened', { userId: viewer.id });
  });
  return profile(ctx, viewer, viewer.id);
}
