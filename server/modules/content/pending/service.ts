import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { clearStoredResponse, runIdempotent } from '../../../platform/idempotency.ts';
import { loadPendingMedia, syncPendingMedia } from '../attachments/service.ts';
import { convertDraft, restoreAsDraft } from '../drafts/service.ts';
import { rereadPost } from '../publish-once.ts';
import { dryRunPublish, publishInTransaction } from '../publishing/transaction.ts';
import { presentQuoted } from '../reading/present.ts';
import { deleteScheduledPost } from '../scheduling/queries.ts';
import { publishScheduled } from '../scheduling/service.ts';
import type { NewPost, Post } from '../schemas.ts';
import { pendingPostNotFound } from './problems.ts';
import {
  findPendingPosts,
  findWritingPreferences,
  insertPendingPost,
  lockPendingPost,
  type PendingPostRow,
  saveWritingPreferences,
} from './queries.ts';
import type {
  PendingPost,
  PendingPostPage,
  PendingPostUndo,
  WritingPreferences,
  WritingPreferencesChange,
} from './schemas.ts';

/**
 * The undo window is long enough to read a post once more after sending it. Nobody waits for a new post, but somebody may wait
 * for a reply, so a reply is delayed by less time than it takes to read the previous one.
 */
const DEFAULTS: WritingPreferences = { undoSeconds: 10, linkPreviews: true };
const MAX_REPLY_UNDO_SECONDS = 5;

const toPendingPost = (
  ctx: Context,
  { id, post, preview, publishesAt }: Omit<PendingPostRow, 'userId' | 'status'>,
): PendingPost => ({
  id,
  post,
  preview,
  publishesAt: publishesAt.toISOString(),
  publishesInMs: Math.max(0, publishesAt.getTime() - ctx.clock().getTime()),
});

/** Whether the post is pending, and not published. */
export const isPendingPost = (result: { id: string } | PendingPost): result is PendingPost =>
  'publishesAt' in result;

/** The member's undo window, and whether their posts get link previews. */
export const getWritingPreferences = async (ctx: Context, viewer: Viewer): Promise<WritingPreferences> =>
  (await findWritingPreferences(ctx.db, viewer.id)) ?? DEFAULTS;

/** Applies from the next post on, on all devices. */
export const updateWritingPreferences = (
  ctx: Context,
  viewer: Viewer,
  change: WritingPreferencesChange,
): Promise<WritingPreferences> => saveWritingPreferences(ctx.db, viewer.id, change, DEFAULTS);

/**
 * Delays a post by its author's undo window, then publishes it, even if the device is gone. Until then the
 * post does not exist for anybody else: nobody is notified, and nobody finds it.
 *
 * @param key  the request's Idempotency-Key; once the post is published, a retry returns it
 * @returns the published post if its author has no undo window
 * @throws Problem as POST /posts, at once
 */
export function createPendingPost(
  ctx: Context,
  viewer: Viewer,
  input: NewPost,
  key: string | undefined,
): Promise<Post | PendingPost> {
  return createOnce(ctx, viewer, key, ['POST /pending-posts', input], (tx) =>
    createInTransaction(tx, viewer, input),
  );
}

/** As `createPendingPost`, for a draft, which it deletes. @throws Problem 404 `draft_not_found` too */
export function createPendingPostFromDraft(
  ctx: Context,
  viewer: Viewer,
  id: string,
  key: string | undefined,
): Promise<Post | PendingPost> {
  return createOnce(ctx, viewer, key, ['POST /drafts/pending', id], (tx) =>
    convertDraft(tx, viewer, id, (post) => createInTransaction(tx, viewer, post)),
  );
}

/** As `publishOnce`. The stored answer of a pending post does not contain the quoted post or the files either. */
async function createOnce(
  ctx: Context,
  viewer: Viewer,
  key: string | undefined,
  request: unknown,
  work: (tx: Context) => Promise<Post | PendingPost>,
): Promise<Post | PendingPost> {
  let result: Post | PendingPost | undefined;
  const stored = await runIdempotent<PendingPost | { id: string }>(
    ctx,
    viewer.id,
    key,
    request,
    async (tx) => {
      result = await work(tx);
      return isPendingPost(result)
        ? { ...result, preview: toStoredPreview(result.preview) }
        : { id: result.id };
    },
  );
  if (result?.id === stored.id) return result;
  if (!isPendingPost(stored)) return rereadPost(ctx, viewer, stored.id);
  const [pending] = await completePreviews(ctx, viewer, [stored]);
  return pending!; // one for each
}

/** Without what changes: who sees the quoted post, and the URLs of the files. */
const toStoredPreview = (preview: Post): Post => ({ ...preview, media: [], quoteOf: null });

/**
 * Adds the quoted posts as they are now, and the files under URLs that work for their author: files of a pending post are not
 * public. Cost: one query if there are files, and as `presentQuoted` for each post that quotes.
 */
async function completePreviews(
  ctx: Context,
  viewer: Viewer,
  pendingPosts: readonly PendingPost[],
): Promise<PendingPost[]> {
  const media = await loadPendingMedia(ctx, pendingPosts);
  const completed: PendingPost[] = [];
  for (const pending of pendingPosts) {
    const { quoteOfId } = pending.post;
    const quoteOf = quoteOfId === undefined ? null : await presentQuoted(ctx, viewer, quoteOfId);
    completed.push({
      ...pending,
      preview: { ...pending.preview, media: media.get(pending.id) ?? [], quoteOf },
    });
  }
  return completed;
}

/**
 * The author's device publishes when the window ends; the job follows, for a device that is gone. At the same moment, the
 * device's request would be answered with 404.
 */
const DEVICE_FIRST_MS = 2_000;

async function createInTransaction(tx: Context, viewer: Viewer, post: NewPost): Promise<Post | PendingPost> {
  const { undoSeconds } = await getWritingPreferences(tx, viewer);
  const seconds = post.replyToId === undefined ? undoSeconds : Math.min(undoSeconds, MAX_REPLY_UNDO_SECONDS);
  if (seconds === 0) return publishInTransaction(tx, viewer, post);
  const preview = await dryRunPublish(tx, viewer, post, 'counts');
  const id = newId();
  const at = tx.clock();
  const publishesAt = new Date(at.getTime() + seconds * 1000);
  await insertPendingPost(tx.db, {
    id,
    userId: viewer.id,
    post,
    preview: toStoredPreview(preview),
    publishesAt,
    at,
  });
  const media = await syncPendingMedia(tx, viewer.id, id, post);
  // The queue uses real time, the product uses `ctx.clock`.
  const runAt = new Date(Date.now() + seconds * 1000 + DEVICE_FIRST_MS);
  await tx.jobs.add('content.publishPending', { id }, { key: `content.publishPending:${id}`, runAt });
  return toPendingPost(tx, { id, post, preview: { ...preview, media }, publishesAt });
}

/** The viewer's pending posts, whatever device they were written on. */
export async function listPendingPosts(ctx: Context, viewer: Viewer): Promise<PendingPostPage> {
  const rows = await findPendingPosts(ctx.db, viewer.id);
  const pendingPosts = rows.map((row) => toPendingPost(ctx, row));
  return { items: await completePreviews(ctx, viewer, pendingPosts), nextCursor: null };
}

/**
 * Undoes a pending post: it becomes a draft.
 * @throws Problem 404 `pending_post_not_found`: it was published or undone before
 */
export function undoPendingPost(ctx: Context, viewer: Viewer, id: string): Promise<PendingPostUndo> {
  return ctx.transaction(async (tx) => {
    const row = await lockPendingPost(tx.db, viewer.id, id);
    if (row === undefined) throw pendingPostNotFound();
    await deleteScheduledPost(tx.db, viewer.id, id);
    await syncPendingMedia(tx, viewer.id, id, null);
    await clearStoredResponse(tx, viewer.id, id);
    return { post: row.post, draft: await restoreAsDraft(tx, viewer, row.post) };
  });
}

/**
 * Publishes a pending post at once. If that is refused, the post stays pending.
 * @throws Problem 404 `pending_post_not_found`, and as POST /posts
 */
export function publishPendingNow(ctx: Context, viewer: Viewer, id: string): Promise<Post> {
  return ctx.transaction(async (tx) => {
    const row = await lockPendingPost(tx.db, viewer.id, id);
    if (row === undefined) throw pendingPostNotFound();
    return publishScheduled(tx, viewer, row);
  });
}
