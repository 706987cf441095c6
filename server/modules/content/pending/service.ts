import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { clearStoredResponse, runIdempotent } from '../../../platform/idempotency.ts';
import { postAgain } from '../answering.ts';
import { syncPendingMedia } from '../attachments/service.ts';
import { convertDraft, restoreAsDraft } from '../drafts/service.ts';
import { presentQuoted } from '../reading/present.ts';
import { deleteScheduledPost } from '../scheduling/queries.ts';
import { publishScheduled } from '../scheduling/service.ts';
import type { NewPost, Post } from '../schemas.ts';
import { dryRunPublish, publishInTransaction } from '../service.ts';
import { pendingPostNotFound } from './problems.ts';
import {
  findPendingPosts,
  findUndoSeconds,
  insertPendingPost,
  lockPendingPost,
  type PendingPostRow,
  saveUndoSeconds,
} from './queries.ts';
import type { PendingPost, PendingPostPage, UndonePost, UndoSeconds, WritingPreferences } from './schemas.ts';

/**
 * Long enough to read once more what one has just sent, as it stands. Nobody waits for a new post; somebody may wait for an
 * answer, so a reply is never held for longer than is spent on reading the one before it.
 */
const DEFAULT_UNDO_SECONDS: UndoSeconds = 10;
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

/** Whether a post was held back, and not published. */
export const isPendingPost = (result: { id: string } | PendingPost): result is PendingPost =>
  'publishesAt' in result;

export async function getWritingPreferences(ctx: Context, viewer: Viewer): Promise<WritingPreferences> {
  return { undoSeconds: (await findUndoSeconds(ctx.db, viewer.id)) ?? DEFAULT_UNDO_SECONDS };
}

/** Holds for every post from the next on, on all devices. */
export async function updateWritingPreferences(
  ctx: Context,
  viewer: Viewer,
  change: WritingPreferences,
): Promise<WritingPreferences> {
  await saveUndoSeconds(ctx.db, viewer.id, change.undoSeconds);
  return change;
}

/**
 * Takes a post that its author may take back for some seconds; then it is published, whether or not a device is still there.
 * Until then it is no post: nobody is told, and nobody finds it.
 *
 * @param key  the request's Idempotency-Key; once it is out, a retry is answered with the post
 * @returns the post itself where its author wants no such time
 * @throws Problem what POST /posts refuses, at once
 */
export function createPendingPost(
  ctx: Context,
  viewer: Viewer,
  input: NewPost,
  key: string | undefined,
): Promise<Post | PendingPost> {
  return holdOnce(ctx, viewer, key, ['POST /pending-posts', input], (tx) =>
    createInTransaction(tx, viewer, input),
  );
}

/** As `hold`, for a draft: it is no draft any more. @throws Problem 404 `draft_not_found` too */
export function createPendingPostFromDraft(
  ctx: Context,
  viewer: Viewer,
  id: string,
  key: string | undefined,
): Promise<Post | PendingPost> {
  return holdOnce(ctx, viewer, key, ['POST /drafts/pending', id], (tx) =>
    convertDraft(tx, viewer, id, (post) => createInTransaction(tx, viewer, post)),
  );
}

/** As `publishOnce`: of what is held, too, nothing is kept that somebody else wrote. */
async function holdOnce(
  ctx: Context,
  viewer: Viewer,
  key: string | undefined,
  request: unknown,
  work: (tx: Context) => Promise<Post | PendingPost>,
): Promise<Post | PendingPost> {
  let result: Post | PendingPost | undefined;
  const kept = await runIdempotent<PendingPost | { id: string }>(ctx, viewer.id, key, request, async (tx) => {
    result = await work(tx);
    return isPendingPost(result) ? { ...result, preview: withoutQuoted(result.preview) } : { id: result.id };
  });
  if (result?.id === kept.id) return result;
  return isPendingPost(kept) ? withQuoted(ctx, viewer, kept) : postAgain(ctx, viewer, kept.id);
}

const withoutQuoted = (preview: Post): Post => ({ ...preview, quoteOf: null });

/** With what it quotes as that is now. */
async function withQuoted(ctx: Context, viewer: Viewer, pending: PendingPost): Promise<PendingPost> {
  const { quoteOfId } = pending.post;
  if (quoteOfId === undefined) return pending;
  return {
    ...pending,
    preview: { ...pending.preview, quoteOf: await presentQuoted(ctx, viewer, quoteOfId) },
  };
}

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
    preview: withoutQuoted(preview),
    publishesAt,
    at,
  });
  await syncPendingMedia(tx, viewer.id, id, post);
  // The queue goes by the time of day, the product by `ctx.clock`.
  const runAt = new Date(Date.now() + seconds * 1000);
  await tx.jobs.add('content.publishHeld', { id }, { key: `content.publishHeld:${id}`, runAt });
  return toPendingPost(tx, { id, post, preview, publishesAt });
}

/** All that a member may still take back, on whatever device it was written. */
export async function listPendingPosts(ctx: Context, viewer: Viewer): Promise<PendingPostPage> {
  const rows = await findPendingPosts(ctx.db, viewer.id);
  const items: PendingPost[] = [];
  for (const row of rows) items.push(await withQuoted(ctx, viewer, toPendingPost(ctx, row)));
  return { items, nextCursor: null };
}

/**
 * Takes a held post back: it becomes a draft, and there is nothing else of it.
 * @throws Problem 404 `held_post_not_found`: it is out, or was taken back before
 */
export function undoPendingPost(ctx: Context, viewer: Viewer, id: string): Promise<UndonePost> {
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
 * Publishes a held post without waiting any longer; where that is refused, it stays as it is.
 * @throws Problem 404 `held_post_not_found`, and whatever POST /posts refuses
 */
export function publishPendingNow(ctx: Context, viewer: Viewer, id: string): Promise<Post> {
  return ctx.transaction(async (tx) => {
    const row = await lockPendingPost(tx.db, viewer.id, id);
    if (row === undefined) throw pendingPostNotFound();
    return publishScheduled(tx, viewer, row);
  });
}
