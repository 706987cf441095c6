import { publishAfterCommit } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import { media } from '../../media/index.ts';
import { lockPosts } from '../queries.ts';
import type { Post } from '../schemas.ts';
import { linkIn, loadPage, loadPicture, previewJobSpec } from './pages.ts';
import { findLinkedPost, type LinkedPost, savePostPreview } from './queries.ts';

/** A job that loads the preview of a post's link. */
export interface PostPreviewJob {
  postId: string;
  /** Set for a retry: how often the page had failed by then. */
  failures?: number;
}

const addPreviewJob = (ctx: Context, payload: PostPreviewJob, runAt?: Date): Promise<void> =>
  ctx.jobs.add('content.previewLink', payload, {
    ...previewJobSpec(Number.parseInt(payload.postId.slice(-4), 16)),
    key: `content.previewLink:${payload.postId}`,
    // An edit replaces a waiting retry, and a retry does not delay what an edit has enqueued.
    ...(runAt === undefined ? {} : { runAt, coalesces: true }),
  });

/** Enqueues the previews of new posts, in the transaction that publishes them. Costs nothing for posts without a link. */
export async function enqueuePreviews(tx: Context, posts: readonly Post[]): Promise<void> {
  for (const { id, entities, media: files, poll, quoteOf } of posts) {
    const hasRoom = files.length === 0 && poll === null && quoteOf === null;
    if (hasRoom && linkIn(entities) !== undefined) await addPreviewJob(tx, { postId: id });
  }
}

/** The link that a post should show a preview of. */
const linkOf = ({ hasRoom, entities }: LinkedPost): string | undefined =>
  hasRoom ? linkIn(entities) : undefined;

/**
 * After an edit: takes a preview that no longer fits from the post, and enqueues a new one. A preview of the same link stays as it
 * is. The caller has locked and written the post.
 */
export async function refreshPreview(tx: Context, postId: string): Promise<void> {
  const post = await findLinkedPost(tx.db, postId);
  if (post === undefined) return;
  const link = linkOf(post);
  if (post.preview !== null) {
    if (post.preview.url === link) return;
    await savePostPreview(tx.db, postId, null);
    await media.eraseLinkPictures(tx, [postId]);
  }
  if (link !== undefined) await addPreviewJob(tx, { postId });
}

/** Job: loads the preview of the first link of a post, if its author has previews on, and adds it to the post. */
export async function previewLink(ctx: Context, { postId, failures }: PostPreviewJob): Promise<void> {
  const post = await findLinkedPost(ctx.db, postId);
  const link = post?.isEnabled && post.preview === null ? linkOf(post) : undefined;
  if (post === undefined || link === undefined) return;
  const page = await loadPage(ctx, link, { memberId: post.authorId, failures });
  if (page?.retry) await addPreviewJob(ctx, { postId, failures: page.retry.failures }, page.retry.runAt);
  const found = page?.preview;
  if (!page || !found) return;
  const picture = await loadPicture(ctx, page);
  await ctx.transaction(async (tx) => {
    await lockPosts(tx.db, [postId]);
    const now = await findLinkedPost(tx.db, postId);
    // Deleted, edited, suspended or switched off meanwhile, or already added.
    if (!now?.isEnabled || now.preview !== null || linkOf(now) !== link) return;
    const isPictureShared =
      picture !== undefined && (await media.shareLinkPicture(tx, page.cached.id, postId));
    await savePostPreview(tx.db, postId, isPictureShared ? { ...found, picture } : found);
    publishAfterCommit(tx, 'content.link_previewed', { postId });
  });
}
