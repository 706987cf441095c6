import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { runIdempotent } from '../../../platform/idempotency.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { syncPendingMedia } from '../attachments/service.ts';
import { publishOnce } from '../publish-once.ts';
import { publishInTransaction } from '../publishing/transaction.ts';
import type { NewPost, Post } from '../schemas.ts';
import { draftChanged, draftNotFound, tooManyDrafts } from './problems.ts';
import {
  countDrafts,
  type DraftRow,
  deleteDraft,
  findDraft,
  findDraftsBefore,
  insertDraft,
  lockDraft,
  lockDrafts,
  updateDraft,
} from './queries.ts';
import type { Draft, DraftChange, DraftPage, DraftPost, NewDraft } from './schemas.ts';
import { nextTimestamp, validateDraft } from './validation.ts';

const MAX_DRAFTS = 100;

const toDraft = ({ createdAt, updatedAt, ...draft }: DraftRow): Draft => ({
  ...draft,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/**
 * Creates a draft.
 * @param key  the request's Idempotency-Key
 * @throws Problem 422 `too_many_drafts`, `draft_too_large`; 400 `forbidden_character`
 */
export function createDraft(
  ctx: Context,
  viewer: Viewer,
  { post }: NewDraft,
  key: string | undefined,
): Promise<Draft> {
  validateDraft(post);
  return runIdempotent(ctx, viewer.id, key, ['POST /drafts', post], async (tx) => {
    await lockDrafts(tx.db, viewer.id);
    if ((await countDrafts(tx.db, viewer.id)) >= MAX_DRAFTS) throw tooManyDrafts(MAX_DRAFTS);
    return insertDraftWithMedia(tx, viewer, post);
  });
}

async function insertDraftWithMedia(tx: Context, viewer: Viewer, post: DraftPost): Promise<Draft> {
  const id = newId();
  const at = tx.clock();
  await insertDraft(tx.db, { id, userId: viewer.id, post, at });
  await syncPendingMedia(tx, viewer.id, id, post);
  return toDraft({ id, post, createdAt: at, updatedAt: at });
}

/** One page of the viewer's drafts, newest first. @throws Problem 400 `invalid_cursor` */
export async function listDrafts(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: PageQuery,
): Promise<DraftPage> {
  const rows = await findDraftsBefore(ctx.db, viewer.id, readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map(toDraft), nextCursor };
}

/** @throws Problem 404 `draft_not_found` */
export async function draft(ctx: Context, viewer: Viewer, id: string): Promise<Draft> {
  const row = await findDraft(ctx.db, viewer.id, id);
  if (row === undefined) throw draftNotFound();
  return toDraft(row);
}

/**
 * Saves a draft over the version that the caller has read. A save whose answer was lost can be repeated.
 * @throws Problem 404 `draft_not_found`; 409 `draft_changed`; 422 `draft_too_large`; 400
 *   `forbidden_character`
 */
export function saveDraft(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { post, updatedAt }: DraftChange,
): Promise<Draft> {
  validateDraft(post);
  return ctx.transaction(async (tx) => {
    const row = await lockDraft(tx.db, viewer.id, id);
    if (row === undefined) throw draftNotFound();
    if (isDeepStrictEqual(row.post, post)) return toDraft(row);
    if (Date.parse(updatedAt) !== row.updatedAt.getTime()) throw draftChanged();
    const at = nextTimestamp(row.updatedAt, tx.clock());
    await updateDraft(tx.db, id, post, at);
    await syncPendingMedia(tx, viewer.id, id, post);
    return toDraft({ ...row, post, updatedAt: at });
  });
}

/** @throws Problem 404 `draft_not_found` */
export async function discardDraft(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await deleteDraft(tx.db, viewer.id, id))) throw draftNotFound();
    await syncPendingMedia(tx, viewer.id, id, null);
  });
}

/**
 * Publishes a draft and deletes it. A draft that cannot be published stays.
 * @param key  the request's Idempotency-Key
 * @throws Problem 404 `draft_not_found`, and as POST /posts
 */
export function publishDraft(
  ctx: Context,
  viewer: Viewer,
  id: string,
  key: string | undefined,
): Promise<Post> {
  return publishOnce(ctx, viewer, key, ['POST /drafts/publish', id], (tx) =>
    convertDraft(tx, viewer, id, (post) => publishInTransaction(tx, viewer, post)),
  );
}

/**
 * Replaces a draft by what `publish` makes of it, in the caller's transaction. @throws Problem 404
 * `draft_not_found`
 */
export async function convertDraft<T>(
  tx: Context,
  viewer: Viewer,
  id: string,
  publish: (post: NewPost) => Promise<T>,
): Promise<T> {
  const row = await lockDraft(tx.db, viewer.id, id);
  if (row === undefined) throw draftNotFound();
  await deleteDraft(tx.db, viewer.id, id);
  await syncPendingMedia(tx, viewer.id, id, null);
  return publish({ ...row.post, content: row.post.content ?? '' });
}

/**
 * Makes a draft of an unpublished post, in the caller's transaction. Returns null if the member already has
 * the maximum number of drafts.
 */
export async function restoreAsDraft(tx: Context, viewer: Viewer, post: NewPost): Promise<Draft | null> {
  await lockDrafts(tx.db, viewer.id);
  return (await countDrafts(tx.db, viewer.id)) < MAX_DRAFTS ? insertDraftWithMedia(tx, viewer, post) : null;
}
