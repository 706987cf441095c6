import type { Context } from '../../../platform/context.ts';
import { validateContentWarning } from '../post-validation.ts';
import { postNotFound } from '../problems.ts';
import { lockPosts } from '../queries.ts';
import { findPostToWarn, forceWarning, unforceWarning } from './queries.ts';

/**
 * Gives a post a content warning by a decision of moderators, in the caller's transaction. Its author can change everything else. An edit
 * at that moment waits, or is waited for, and keeps the warning.
 * @param typed  the warning; empty: `fallback` in the language of the post
 * @throws Problem 404 `post_not_found`; 422 `content_warning_too_long`, `too_many_combining_marks`; 400 `forbidden_character`
 */
export async function forceContentWarning(
  tx: Context,
  postId: string,
  typed: string | undefined,
  fallback: { tr: string; en: string },
): Promise<void> {
  const warning = validateContentWarning(typed);
  await lockPosts(tx.db, [postId]);
  const post = await findPostToWarn(tx.db, postId);
  if (post === undefined) throw postNotFound();
  await forceWarning(tx.db, postId, warning ?? fallback[post.language ?? 'tr'].slice(0, 100));
  await tellReaders(tx, postId, post.authorId);
}

/** Takes a forced warning back, in the caller's transaction. The author's own comes back. */
export async function unforceContentWarning(tx: Context, postId: string): Promise<void> {
  await lockPosts(tx.db, [postId]);
  if (!(await unforceWarning(tx.db, postId))) return;
  const post = await findPostToWarn(tx.db, postId);
  if (post !== undefined) await tellReaders(tx, postId, post.authorId);
}

/** As after an edit: the search indexes the warning as well. */
const tellReaders = (tx: Context, postId: string, authorId: string): Promise<void> =>
  tx.emit('content.edited', { postId, authorId, mentioned: [], isRewritten: false });
