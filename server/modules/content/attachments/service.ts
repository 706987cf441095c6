import type { Context } from '../../../platform/context.ts';
import { type Media, media } from '../../media/index.ts';
import { findThreadPostsWithMedia } from './queries.ts';

/**
 * Attaches files to a post, in the transaction that writes it.
 * @returns the files as they are presented
 * @throws Problem 422 as `media.attach`
 */
export async function attachMedia(
  tx: Context,
  post: { id: string; authorId: string },
  mediaIds: readonly string[],
): Promise<Media[]> {
  if (mediaIds.length === 0) return [];
  return media.attach(tx, post.authorId, mediaIds, { type: 'post', id: post.id });
}

/**
 * Replaces the files of a post, in the transaction that edits it. Removed files stay readable in its history.
 * @throws Problem 422 as `media.revise`
 */
export async function replaceMedia(
  tx: Context,
  post: { id: string; authorId: string },
  mediaIds: readonly string[],
): Promise<void> {
  await media.attachRevision(tx, post.authorId, mediaIds, { type: 'post', id: post.id });
}

/** Ids of the files that are attached to a post now, in their order. */
export async function findAttachedMediaIds(ctx: Context, postId: string): Promise<string[]> {
  const files = await media.attachmentsOf(ctx, 'post', [postId]);
  return (files.get(postId) ?? []).map(({ id }) => id);
}

/**
 * Revokes the public addresses of a post's files after its visibility has changed. Does the same for its
 * thread, because the replies may narrow with it.
 */
export async function restrictMedia(tx: Context, postId: string): Promise<void> {
  await media.revokePublicUrls(tx, { type: 'post', ids: await findThreadPostsWithMedia(tx.db, postId) });
}

/**
 * Attaches a draft's or unpublished post's files, so that the clean-up of unused files skips them. `post:
 * null` detaches them.
 * @returns the files as their author sees them
 */
export async function syncPendingMedia(
  tx: Context,
  ownerId: string,
  id: string,
  post: { mediaIds?: readonly string[] | undefined } | null,
): Promise<Media[]> {
  const subject = { type: 'draft', id } as const;
  if (post?.mediaIds?.length) return media.attach(tx, ownerId, post.mediaIds, subject);
  await media.detach(tx, subject);
  return [];
}

/** The files of drafts or unpublished posts, by id, under URLs for their author. Cost: as `loadMedia`. */
export async function loadPendingMedia(
  ctx: Context,
  items: readonly { id: string; post: { mediaIds?: readonly string[] | undefined } }[],
): Promise<ReadonlyMap<string, Media[]>> {
  const ids = items.filter(({ post }) => post.mediaIds?.length).map(({ id }) => id);
  return ids.length === 0 ? NO_MEDIA : media.attachmentsOf(ctx, 'draft', ids);
}

/**
 * The files of posts that the viewer may see, by post. Cost: one query if there are files, none otherwise.
 */
export async function loadMedia(
  ctx: Context,
  posts: readonly { id: string; hasMedia: boolean }[],
): Promise<ReadonlyMap<string, Media[]>> {
  const ids = posts.filter(({ hasMedia }) => hasMedia).map(({ id }) => id);
  return ids.length === 0 ? NO_MEDIA : media.attachmentsOf(ctx, 'post', ids);
}

const NO_MEDIA: ReadonlyMap<string, Media[]> = new Map();
