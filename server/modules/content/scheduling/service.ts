import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { runIdempotent, updateStoredResponse } from '../../../platform/idempotency.ts';
import { syncPendingMedia } from '../attachments/service.ts';
import { nextTimestamp, validateDraft } from '../drafts/validation.ts';
import { publishOnce } from '../publish-once.ts';
import { dryRunPublish, publishInTransaction } from '../publishing/transaction.ts';
import type { NewPost, Post } from '../schemas.ts';
import {
  scheduledPostChanged,
  scheduledPostNotFound,
  scheduledTimeOutOfRange,
  tooManyScheduledPosts,
} from './problems.ts';
import {
  deleteScheduledPost,
  findScheduledPost,
  findScheduledPosts,
  insertScheduledPost,
  lockSchedule,
  lockScheduledPost,
  type ScheduledRow,
  updateScheduledPost,
} from './queries.ts';
import type { NewScheduledPost, ScheduledPost, ScheduledPostChange, ScheduledPostPage } from './schemas.ts';

const MAX_SCHEDULED = 50;
const MIN_DELAY_MS = 60_000;
const MAX_DELAY_MS = 366 * 24 * 3_600_000;

const toScheduled = (row: ScheduledRow): ScheduledPost => ({
  id: row.id,
  post: row.post,
  scheduledFor: row.scheduledFor.toISOString(),
  status: row.status,
  failure: row.failure,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/**
 * Schedules a post. A post that could not be published now is refused at once.
 *
 * @param key  the request's Idempotency-Key
 * @throws Problem 422 `scheduled_time_out_of_range`, `too_many_scheduled_posts`, and as POST /posts
 */
export async function schedulePost(
  ctx: Context,
  viewer: Viewer,
  input: NewScheduledPost,
  key: string | undefined,
): Promise<ScheduledPost> {
  const { post } = input;
  return runIdempotent(ctx, viewer.id, key, ['POST /scheduled-posts', input], async (tx) => {
    const scheduledFor = parseScheduledTime(tx, input.scheduledFor);
    validateDraft(post);
    await dryRunPublish(tx, viewer, post);
    await lockSchedule(tx.db, viewer.id);
    const waiting = await findScheduledPosts(tx.db, viewer.id);
    if (waiting.length >= MAX_SCHEDULED) throw tooManyScheduledPosts(MAX_SCHEDULED);
    const id = newId();
    const at = tx.clock();
    await insertScheduledPost(tx.db, { id, userId: viewer.id, post, scheduledFor, at });
    await syncPendingMedia(tx, viewer.id, id, post);
    return toScheduled(await requireScheduledPost(tx, viewer, id));
  });
}

/** All scheduled posts of a member, the next first: fifty at most. */
export async function listScheduledPosts(ctx: Context, viewer: Viewer): Promise<ScheduledPostPage> {
  const rows = await findScheduledPosts(ctx.db, viewer.id);
  return { items: rows.map(toScheduled), nextCursor: null };
}

/** @throws Problem 404 `scheduled_post_not_found` */
export const getScheduledPost = async (ctx: Context, viewer: Viewer, id: string): Promise<ScheduledPost> =>
  toScheduled(await requireScheduledPost(ctx, viewer, id));

async function requireScheduledPost(ctx: Context, viewer: Viewer, id: string): Promise<ScheduledRow> {
  const row = await findScheduledPost(ctx.db, viewer.id, id);
  if (row === undefined) throw scheduledPostNotFound();
  return row;
}

/**
 * Changes a scheduled post or its time. A failed one is scheduled again once it has a new time.
 * @throws Problem 404 `scheduled_post_not_found`; 409 `scheduled_post_changed`; 422 as `schedulePost`
 */
export async function reschedule(
  ctx: Context,
  viewer: Viewer,
  id: string,
  change: ScheduledPostChange,
): Promise<ScheduledPost> {
  const time = change.scheduledFor === undefined ? undefined : parseScheduledTime(ctx, change.scheduledFor);
  if (change.post !== undefined) validateDraft(change.post);
  return ctx.transaction(async (tx) => {
    const row = await lockScheduledPost(tx.db, viewer.id, id);
    if (row === undefined) throw scheduledPostNotFound();
    if (Date.parse(change.updatedAt) !== row.updatedAt.getTime()) throw scheduledPostChanged();
    if (change.post !== undefined) {
      await syncPendingMedia(tx, viewer.id, id, null);
      await dryRunPublish(tx, viewer, change.post);
      await syncPendingMedia(tx, viewer.id, id, change.post);
    }
    await updateScheduledPost(tx.db, id, {
      post: change.post ?? row.post,
      scheduledFor: time ?? row.scheduledFor,
      status: time === undefined ? row.status : 'waiting',
      failure: time === undefined ? row.failure : null,
      at: nextTimestamp(row.updatedAt, tx.clock()),
    });
    return toScheduled(await requireScheduledPost(tx, viewer, id));
  });
}

/** @throws Problem 404 `scheduled_post_not_found`, also if it was published */
export async function unschedule(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    if ((await lockScheduledPost(tx.db, viewer.id, id)) === undefined) throw scheduledPostNotFound();
    await deleteScheduledPost(tx.db, viewer.id, id);
    await syncPendingMedia(tx, viewer.id, id, null);
  });
}

/**
 * Publishes a scheduled post now. If that is refused, it stays scheduled.
 * @param key  the request's Idempotency-Key
 * @throws Problem 404 `scheduled_post_not_found`, and as POST /posts
 */
export function publishScheduledNow(
  ctx: Context,
  viewer: Viewer,
  id: string,
  key: string | undefined,
): Promise<Post> {
  return publishOnce(ctx, viewer, key, ['POST /scheduled-posts/publish', id], async (tx) => {
    const row = await lockScheduledPost(tx.db, viewer.id, id);
    if (row === undefined) throw scheduledPostNotFound();
    return publishScheduled(tx, viewer, row);
  });
}

/**
 * Publishes a locked row: one transaction inserts the post and deletes the row, so that it is published once.
 * A pending post counted towards the rate limit at its creation.
 */
export async function publishScheduled(
  tx: Context,
  viewer: Viewer,
  row: { id: string; post: NewPost; status: 'waiting' | 'pending' | 'failed' },
): Promise<Post> {
  await deleteScheduledPost(tx.db, viewer.id, row.id);
  await syncPendingMedia(tx, viewer.id, row.id, null);
  if (row.status !== 'pending') return publishInTransaction(tx, viewer, row.post);
  const post = await publishInTransaction(tx, viewer, row.post, 'counted');
  await updateStoredResponse(tx, viewer.id, row.id, { id: post.id });
  return post;
}

function parseScheduledTime(ctx: Context, value: string): Date {
  const time = new Date(value);
  const delayMs = time.getTime() - ctx.clock().getTime();
  if (!(delayMs >= MIN_DELAY_MS && delayMs <= MAX_DELAY_MS)) throw scheduledTimeOutOfRange();
  return time;
}
