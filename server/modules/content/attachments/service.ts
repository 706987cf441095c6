import type { Context } from '../../../platform/context.ts';
import { type Media, media } from '../../media/index.ts';
import { findThreadPostsWithMedia } from './queries.ts';

/**
 * Hangs files on a post, in the transaction that writes it.
 * @throws Problem 422 as `media.attach`
 */
export async function attachMedia(
  tx: Context,
  post: { id: string; authorId: string },
  mediaIds: readonly string[],
): Promise<void> {
  if (mediaIds.length === 0) return;
  await media.attach(tx, post.authorId, mediaIds, { type: 'post', id: post.id });
}

/**
 * Gives a post other files, in the transaction that edits it; those of before stay readable in its history.
 * @throws Problem 422 as `media.revise`
 */
export async function replaceMedia(
  tx: Context,
  post: { id: string; authorId: string },
  mediaIds: readonly string[],
): Promise<void> {
  await media.attachRevision(tx, post.authorId, mediaIds, { type: 'post', id: post.id });
}

/** Ids of the files that a post carries now, in their order. */
export async function findAttachedMediaIds(ctx: Context, postId: string): Promise<string[]> {
  const files = await media.attachmentsOf(ctx, 'post', [postId]);
  return (files.get(postId) ?? []).map(({ id }) => id);
}

/** Ends the public addresses of a post's files after its visibility has changed, and of those in its thread: replies may narrow with it. */
export async function restrictMedia(tx: Context, postId: string): Promise<void> {
  await media.revokePublicUrls(tx, { type: 'post', ids: await findThreadPostsWithMedia(tx.db, postId) });
}

/** Keeps the files of what waits to be published from being tidied away; `post` is null when it waits no more. */
export async function syncPendingMedia(
  tx: Context,
  ownerId: string,
  id: string,
  post: { mediaIds?: readonly string[] | undefined } | null,
): Promise<void> {
  const subject = { type: 'draft', id } as const;
  if (post?.mediaIds?.length) await media.attach(tx, ownerId, post.mediaIds, subject);
  else await media.detach(tx, subject);
}

/** The files of posts that the viewer sees, by post. Cost: one query where there are any, none otherwise. */
export async function loadMedia(
  ctx: Context,
  posts: readonly { id: string; hasMedia: boolean }[],
): Promise<ReadonlyMap<string, Media[]>> {
  const ids = posts.filter(({ hasMedia }) => hasMedia).map(({ id }) => id);
  return ids.length === 0 ? NO_MEDIA : media.attachmentsOf(ctx, 'post', ids);
}

const NO_MEDIA: ReadonlyMap<string, Media[]> = new Map();
