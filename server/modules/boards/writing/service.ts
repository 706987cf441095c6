import { authorTag } from '@chitlaq/sealing/pseudonym';
import { BOARD_POST_MAX, BOARD_TITLE_MAX } from '@chitlaq/text/pseudonyms';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { readLine, readText } from '../../../platform/text.ts';
import { requireBoards } from '../guard.ts';
import type { ActiveKey } from '../holders/queries.ts';
import { A_DAY, batchAfter } from '../limits.ts';
import { refuseExcluded } from '../moderation/exclusions.ts';
import {
  boardArchived,
  boardLimit,
  boardNotFound,
  idNotRandom,
  idTaken,
  postNotFound,
  textEmpty,
  textTooLong,
  threadNotFound,
  titleTooLong,
} from '../problems.ts';
import { findBoard, findThread } from '../reading/queries.ts';
import { requireSecret } from '../secret/service.ts';
import {
  deletePublished,
  deleteWaiting,
  findWaitingThread,
  findWritten,
  insertWaiting,
  isSealed,
  isVisiblePost,
  type NewPost,
  threadExists,
} from './queries.ts';
import type { NewPostBody, NewThreadBody } from './schemas.ts';
import { sealingContext } from './sealing.ts';
import { requireStanding } from './standing.ts';

/** Bounds the cost of a text before its graphemes are counted. */
const CODE_POINTS_A_GRAPHEME = 5;

const readTitle = (typed: string): string => {
  const title = readLine(typed, {
    path: 'title',
    graphemes: BOARD_TITLE_MAX,
    codePoints: BOARD_TITLE_MAX * CODE_POINTS_A_GRAPHEME,
    tooLong: () => titleTooLong(BOARD_TITLE_MAX),
  });
  if (title === '') throw textEmpty('title');
  return title;
};

const readPost = (typed: string): string => {
  const text = readText(typed, {
    path: 'text',
    graphemes: BOARD_POST_MAX,
    codePoints: BOARD_POST_MAX * CODE_POINTS_A_GRAPHEME,
    tooLong: () => textTooLong(BOARD_POST_MAX),
  });
  if (text === '') throw textEmpty('text');
  return text;
};

/** Seals who wrote. By holder, so that it is known whose share is whose after a key was replaced. */
async function seal(viewer: Viewer, keys: readonly ActiveKey[], threadId: string, tag: string) {
  const { sealIdentity } = await import('@chitlaq/sealing');
  const { ciphertext, shares } = await sealIdentity(
    viewer.id,
    sealingContext(threadId, tag),
    keys.map(({ publicKey }) => publicKey),
  );
  return {
    ciphertext,
    shares: Object.fromEntries(keys.map(({ role }, index) => [role, shares[index]])),
  };
}

/**
 * Counts what an author writes in a day, under a name of the day that only the secret gives.
 * @throws Problem 429 `board_limit`
 */
export async function countOfDay(
  ctx: Context,
  viewer: Viewer,
  secret: string,
  kind: keyof typeof A_DAY,
): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const now = ctx.clock();
  const day = now.toISOString().slice(0, 10);
  const seconds = Math.ceil((Date.parse(`${day}T00:00:00Z`) + 86_400_000 - now.getTime()) / 1000);
  const name = await authorTag(secret, viewer.id, `day ${day}`);
  const { count } = await ctx.cache.increment(`boards:${kind}:${name}`, seconds);
  if (count > A_DAY[kind]) throw boardLimit(seconds);
}

/** An id of another version holds the time at which it was made. @throws Problem 400 `invalid_request` */
function requireRandom(ids: Record<string, string>): void {
  for (const [path, id] of Object.entries(ids)) if (id.charAt(14) !== '4') throw idNotRandom(path);
}

interface Writing {
  keys: ActiveKey[];
  tag: string;
  /** The time of the batch, if the post was written before. */
  before: Date | undefined;
}

/**
 * What every write asks first. What was written before is answered as it was then, whatever has become of its author meanwhile: the
 * answer may have been lost.
 */
async function begin(
  ctx: Context,
  viewer: Viewer,
  secret: string,
  { threadId, postId }: { threadId: string; postId: string },
): Promise<Writing> {
  const keys = await requireBoards(ctx);
  const commitment = await requireSecret(ctx, viewer, secret);
  const tag = await authorTag(secret, viewer.id, threadId);
  const before = await writtenBefore(ctx, { id: postId, threadId, tag });
  if (before === undefined) {
    await requireStanding(ctx, viewer, commitment);
    await refuseExcluded(ctx, viewer, secret);
  }
  return { keys, tag, before };
}

/**
 * The time of a post that was written before: a request that is repeated changes nothing.
 * @throws Problem 409 `board_id_taken` if another post has the id
 */
async function writtenBefore(
  ctx: Context,
  post: Pick<NewPost, 'id' | 'threadId' | 'tag'>,
): Promise<Date | undefined> {
  const written = await findWritten(ctx.db, post.id);
  if (written === undefined) return undefined;
  if (written.threadId !== post.threadId || written.tag !== post.tag) throw idTaken();
  return written.at;
}

/**
 * Lets a post wait for its batch, and counts it: of the same request many times at once, one is new, and one counts.
 * @returns the time of the batch
 */
async function write(
  ctx: Context,
  viewer: Viewer,
  { keys, secret }: { keys: readonly ActiveKey[]; secret: string },
  post: Omit<NewPost, 'identity' | 'publishAt'>,
): Promise<Date> {
  const { threadId, tag } = post;
  const identity = (await isSealed(ctx.db, threadId, tag)) ? null : await seal(viewer, keys, threadId, tag);
  const publishAt = batchAfter(ctx.clock());
  const isNew = await ctx.transaction(async (tx) => {
    if (!(await insertWaiting(tx.db, { ...post, identity, publishAt }))) return false;
    if (post.title !== null) await countOfDay(tx, viewer, secret, 'threads');
    await countOfDay(tx, viewer, secret, 'posts');
    return true;
  });
  if (isNew) return publishAt;
  // The same request came twice at once, or the id is that of another.
  const before = await writtenBefore(ctx, post);
  if (before === undefined) throw idTaken();
  return before;
}

/**
 * Begins a thread. It appears with its batch.
 * @throws Problem 403 `feature_off`, `board_…`, `account_…`; 404 `board_not_found`; 409 `board_archived`, `board_id_taken`; 422
 *   `board_title_too_long`, `board_text_too_long`, `board_text_empty`; 400 `forbidden_character`, `invalid_request`; 429
 *   `board_limit`
 */
export async function beginThread(
  ctx: Context,
  viewer: Viewer,
  ids: { boardId: string; threadId: string },
  { secret, postId, title, text }: NewThreadBody,
): Promise<{ publishedAt: string }> {
  const { keys, tag, before } = await begin(ctx, viewer, secret, { ...ids, postId });
  if (before) return { publishedAt: before.toISOString() };
  requireRandom({ threadId: ids.threadId, postId });
  const board = await findBoard(ctx.db, ids.boardId, viewer.universityId);
  if (!board) throw boardNotFound();
  const post = {
    id: postId,
    ...ids,
    title: readTitle(title),
    text: readPost(text),
    tag,
    replyToId: null,
  };
  if (board.archivedAt !== null) throw boardArchived();
  if (await threadExists(ctx.db, ids.threadId)) {
    // The same request may have begun it just now.
    const justNow = await writtenBefore(ctx, post);
    if (justNow === undefined) throw idTaken();
    return { publishedAt: justNow.toISOString() };
  }
  return { publishedAt: (await write(ctx, viewer, { keys, secret }, post)).toISOString() };
}

/** The board of a thread in which an author may write: a visible one, or their own that waits. */
async function boardIdOf(ctx: Context, viewer: Viewer, threadId: string, tag: string): Promise<string> {
  const thread = await findThread(ctx.db, threadId, viewer.universityId);
  if (thread) return thread.boardId;
  const waiting = await findWaitingThread(ctx.db, threadId);
  if (waiting?.tag !== tag) throw threadNotFound();
  return waiting.boardId;
}

/**
 * Writes in a thread. The post appears with its batch.
 * @throws Problem as {@link beginThread}; 404 `board_thread_not_found`, `board_post_not_found` for what it replies to
 */
export async function writePost(
  ctx: Context,
  viewer: Viewer,
  { threadId, postId }: { threadId: string; postId: string },
  { secret, text, replyToId = null }: NewPostBody,
): Promise<{ publishedAt: string }> {
  const { keys, tag, before } = await begin(ctx, viewer, secret, { threadId, postId });
  if (before) return { publishedAt: before.toISOString() };
  requireRandom({ postId });
  const boardId = await boardIdOf(ctx, viewer, threadId, tag);
  const post = { id: postId, threadId, boardId, title: null, text: readPost(text), tag, replyToId };
  if (replyToId !== null && !(await isVisiblePost(ctx.db, replyToId, threadId))) throw postNotFound();
  const board = await findBoard(ctx.db, boardId, viewer.universityId);
  if (!board) throw threadNotFound();
  if (board.archivedAt !== null) throw boardArchived();
  return { publishedAt: (await write(ctx, viewer, { keys, secret }, post)).toISOString() };
}

/**
 * Deletes an own post, published or waiting. Deleted before, it stays so. Who is suspended may do this as well: it is about what others
 * read of them.
 * @throws Problem 403 `board_secret_…`; 404 `board_post_not_found`
 */
export async function deletePost(
  ctx: Context,
  viewer: Viewer,
  { threadId, postId }: { threadId: string; postId: string },
  secret: string,
): Promise<void> {
  await requireBoards(ctx);
  await requireSecret(ctx, viewer, secret);
  const post = { id: postId, threadId, tag: await authorTag(secret, viewer.id, threadId) };
  await ctx.transaction(async (tx) => {
    // If its batch is published meanwhile, the first waits for that, and the second finds it.
    if (await deleteWaiting(tx.db, post)) return;
    if (!(await deletePublished(tx.db, post))) throw postNotFound();
  });
}
