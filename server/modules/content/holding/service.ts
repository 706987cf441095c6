import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { forgetAnswer, once } from '../../../platform/idempotency.ts';
import { postAgain } from '../answering.ts';
import { holdMedia } from '../attachments/service.ts';
import { bringBackAsDraft, publishDraftIn } from '../drafts/service.ts';
import { presentQuoted } from '../reading/present.ts';
import { deleteScheduledPost } from '../scheduling/queries.ts';
import { publishScheduled } from '../scheduling/service.ts';
import type { NewPost, Post } from '../schemas.ts';
import { publishIn, rehearse } from '../service.ts';
import { heldPostNotFound } from './problems.ts';
import { type HeldRow, heldOf, insertHeld, lockHeld, saveUndoSeconds, undoSecondsOf } from './queries.ts';
import type { HeldPost, HeldPostPage, UndonePost, UndoSeconds, WritingPreferences } from './schemas.ts';

/**
 * Long enough to read once more what one has just sent, as it stands. Nobody waits for a new post; somebody may wait for an
 * answer, so a reply is never held for longer than is spent on reading the one before it.
 */
const USUAL_SECONDS: UndoSeconds = 10;
const REPLY_SECONDS = 5;

const toHeld = (
  ctx: Context,
  { id, post, preview, publishesAt }: Omit<HeldRow, 'userId' | 'status'>,
): HeldPost => ({
  id,
  post,
  preview,
  publishesAt: publishesAt.toISOString(),
  publishesInMs: Math.max(0, publishesAt.getTime() - ctx.clock().getTime()),
});

/** Whether a post was held back, and not published. */
export const isHeld = (made: { id: string } | HeldPost): made is HeldPost => 'publishesAt' in made;

export async function writingPreferences(ctx: Context, viewer: Viewer): Promise<WritingPreferences> {
  return { undoSeconds: (await undoSecondsOf(ctx.db, viewer.id)) ?? USUAL_SECONDS };
}

/** Holds for every post from the next on, on all devices. */
export async function changeWritingPreferences(
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
export function hold(
  ctx: Context,
  viewer: Viewer,
  input: NewPost,
  key: string | undefined,
): Promise<Post | HeldPost> {
  return holdOnce(ctx, viewer, key, ['POST /held-posts', input], (tx) => holdIn(tx, viewer, input));
}

/** As `hold`, for a draft: it is no draft any more. @throws Problem 404 `draft_not_found` too */
export function holdDraft(
  ctx: Context,
  viewer: Viewer,
  id: string,
  key: string | undefined,
): Promise<Post | HeldPost> {
  return holdOnce(ctx, viewer, key, ['POST /drafts/hold', id], (tx) =>
    publishDraftIn(tx, viewer, id, (post) => holdIn(tx, viewer, post)),
  );
}

/** As `publishOnce`: of what is held, too, nothing is kept that somebody else wrote. */
async function holdOnce(
  ctx: Context,
  viewer: Viewer,
  key: string | undefined,
  request: unknown,
  work: (tx: Context) => Promise<Post | HeldPost>,
): Promise<Post | HeldPost> {
  let made: Post | HeldPost | undefined;
  const kept = await once<HeldPost | { id: string }>(ctx, viewer.id, key, request, async (tx) => {
    made = await work(tx);
    return isHeld(made) ? { ...made, preview: withoutQuoted(made.preview) } : { id: made.id };
  });
  if (made?.id === kept.id) return made;
  return isHeld(kept) ? withQuoted(ctx, viewer, kept) : postAgain(ctx, viewer, kept.id);
}

const withoutQuoted = (preview: Post): Post => ({ ...preview, quoteOf: null });

/** With what it quotes as that is now. */
async function withQuoted(ctx: Context, viewer: Viewer, held: HeldPost): Promise<HeldPost> {
  const { quoteOfId } = held.post;
  if (quoteOfId === undefined) return held;
  return { ...held, preview: { ...held.preview, quoteOf: await presentQuoted(ctx, viewer, quoteOfId) } };
}

async function holdIn(tx: Context, viewer: Viewer, post: NewPost): Promise<Post | HeldPost> {
  const { undoSeconds } = await writingPreferences(tx, viewer);
  const seconds = post.replyToId === undefined ? undoSeconds : Math.min(undoSeconds, REPLY_SECONDS);
  if (seconds === 0) return publishIn(tx, viewer, post);
  const preview = await rehearse(tx, viewer, post, 'counts');
  const id = newId();
  const at = tx.clock();
  const publishesAt = new Date(at.getTime() + seconds * 1000);
  await insertHeld(tx.db, { id, userId: viewer.id, post, preview: withoutQuoted(preview), publishesAt, at });
  await holdMedia(tx, viewer.id, id, post);
  // The queue goes by the time of day, the product by `ctx.clock`.
  const runAt = new Date(Date.now() + seconds * 1000);
  await tx.jobs.add('content.publishHeld', { id }, { key: `content.publishHeld:${id}`, runAt });
  return toHeld(tx, { id, post, preview, publishesAt });
}

/** All that a member may still take back, on whatever device it was written. */
export async function heldPosts(ctx: Context, viewer: Viewer): Promise<HeldPostPage> {
  const rows = await heldOf(ctx.db, viewer.id);
  const items: HeldPost[] = [];
  for (const row of rows) items.push(await withQuoted(ctx, viewer, toHeld(ctx, row)));
  return { items, nextCursor: null };
}

/**
 * Takes a held post back: it becomes a draft, and there is nothing else of it.
 * @throws Problem 404 `held_post_not_found`: it is out, or was taken back before
 */
export function undo(ctx: Context, viewer: Viewer, id: string): Promise<UndonePost> {
  return ctx.transaction(async (tx) => {
    const row = await lockHeld(tx.db, viewer.id, id);
    if (row === undefined) throw heldPostNotFound();
    await deleteScheduledPost(tx.db, viewer.id, id);
    await holdMedia(tx, viewer.id, id, null);
    await forgetAnswer(tx, viewer.id, id);
    return { post: row.post, draft: await bringBackAsDraft(tx, viewer, row.post) };
  });
}

/**
 * Publishes a held post without waiting any longer; where that is refused, it stays as it is.
 * @throws Problem 404 `held_post_not_found`, and whatever POST /posts refuses
 */
export function publishHeldNow(ctx: Context, viewer: Viewer, id: string): Promise<Post> {
  return ctx.transaction(async (tx) => {
    const row = await lockHeld(tx.db, viewer.id, id);
    if (row === undefined) throw heldPostNotFound();
    return publishScheduled(tx, viewer, row);
  });
}
