import type { Context } from '../../platform/context.ts';
import { holds, type Origin, type Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import { forgetAnswer } from '../../platform/idempotency.ts';
import { auth } from '../auth/index.ts';
import { media } from '../media/index.ts';
import { publishOnce } from './answering.ts';
import { attachMedia } from './attachments/service.ts';
import { guessLanguage } from './language.ts';
import { type AskedPoll, readPoll } from './polls/options.ts';
import { insertPoll } from './polls/queries.ts';
import {
  notYourPost,
  postNotFound,
  quoteNotAllowed,
  replyNotAllowed,
  tooManyPosts,
  visibilityTooWide,
} from './problems.ts';
import {
  buryPost,
  countAuthorPost,
  countReferences,
  discountAuthorPost,
  follows,
  insertHashtags,
  insertMentions,
  insertPost,
  isMentioned,
  type LockedPost,
  localeOf,
  lockKey,
  lockPosts,
  lockSeenPosts,
  markRehearsal,
  membersReached,
  postToDelete,
  undoRehearsal,
  unwrittenPost,
} from './queries.ts';
import { presentPosts } from './reading/present.ts';
import type { NewPost, Post, Visibility } from './schemas.ts';
import {
  hashtagsIn,
  MAX_MENTIONS,
  namedIn,
  readContent,
  readWarning,
  storedEntities,
  type Written,
} from './writing.ts';

/** How many posts a member may write in a window: more than a person does, less than a script would. */
const FLOOD = { posts: 60, windowSeconds: 600 };

const WIDTH: Record<Visibility, number> = { followers: 0, university: 1, public: 2 };

/** Whether one visibility admits readers whom another does not. */
export const isWider = (one: Visibility, other: Visibility): boolean => WIDTH[one] > WIDTH[other];

/**
 * Publishes a post.
 *
 * @param key  the request's Idempotency-Key: a retry is answered with the post that the first one made
 * @throws Problem 422 `post_too_long`, `empty_post`, `content_warning_too_long`, `visibility_too_wide`, and
 *   what `readPoll` refuses;
 *   400 `forbidden_character`; 403 `reply_not_allowed`, `quote_not_allowed`; 404 `post_not_found` for what it answers
 *   or quotes; 429 `too_many_posts`
 */
export function publish(
  ctx: Context,
  viewer: Viewer,
  input: NewPost,
  key: string | undefined,
): Promise<Post> {
  return publishOnce(ctx, viewer, key, ['POST /posts', input], (tx) => publishIn(tx, viewer, input));
}

/**
 * As `publish`, in the caller's transaction.
 * @param flood  `counted`: it was counted when it was taken
 */
export async function publishIn(
  tx: Context,
  viewer: Viewer,
  input: NewPost,
  flood?: 'counted',
): Promise<Post> {
  const parts = readParts(input);
  if (flood !== 'counted') await refuseFlood(tx, viewer);
  const id = await write(tx, viewer, input, parts);
  await tx.emit('content.published', { postId: id, authorId: viewer.id });
  tellPublished(tx, id, viewer.id);
  return asWritten(tx, viewer, id);
}

async function asWritten(tx: Context, viewer: Viewer, id: string): Promise<Post> {
  const [post] = await presentPosts(tx, viewer, [id]);
  if (post === undefined) throw new Error('an author does not see their own post');
  return post;
}

/** Tells those who have their home timeline open: a hint, which may be lost. */
const tellPublished = (tx: Context, postId: string, authorId: string): void =>
  tx.afterCommit(() => {
    tx.bus
      .publish('content.published', { postId, authorId })
      .catch((error: unknown) => tx.log.warn({ err: error }, 'content.published_not_told'));
  });

/**
 * Throws what `publish` would throw now; of what it wrote the caller's transaction keeps nothing.
 * @param flood  `counts`: towards how much a member may write, which it may be refused for
 * @returns the post as its author would see it, under an id that leads nowhere
 */
export async function rehearse(tx: Context, viewer: Viewer, input: NewPost, flood?: 'counts'): Promise<Post> {
  const parts = readParts(input);
  if (flood === 'counts') await refuseFlood(tx, viewer);
  await markRehearsal(tx.db);
  const post = await asWritten(tx, viewer, await write(tx, viewer, input, parts));
  await undoRehearsal(tx.db);
  return post;
}

interface Parts {
  written: Written;
  contentWarning: string | null;
  poll: AskedPoll | undefined;
}

const readParts = (input: NewPost): Parts => ({
  written: readContent(input.content, (input.mediaIds?.length ?? 0) > 0),
  contentWarning: readWarning(input.contentWarning),
  poll: input.poll && readPoll(input.poll),
});

async function write(
  tx: Context,
  viewer: Viewer,
  input: NewPost,
  { written: { content, length, found }, contentWarning, poll }: Parts,
): Promise<string> {
  const { answered, quoted } = await references(tx, viewer, input);
  if (answered !== undefined) await refuseReply(tx, viewer, answered);
  if (quoted !== undefined) refuseQuote(viewer, quoted);
  const reach = reachOf(input.visibility, answered);
  const replyToId = answered?.id ?? null;
  const language = input.language ?? guessLanguage(content, found) ?? (await localeOf(tx.db, viewer.id));

  await countAuthorPost(tx.db, viewer.id);
  // Who is reached is read behind the last lock that this may wait for, so that a block which commits meanwhile counts.
  const post = unwrittenPost({ ...reach, authorId: viewer.id, replyToId });
  const members = await membersReached(tx.db, post, namedIn(found), MAX_MENTIONS);
  // Only now: posts of one author, and replies to one post, become visible in the order of their ids, so that a reader
  // who pages on never passes over one that is committed late.
  const id = newId();
  const createdAt = tx.clock();
  const quoteOfId = quoted?.id ?? null;
  await insertPost(tx.db, {
    id,
    authorId: viewer.id,
    content,
    length,
    entities: storedEntities(found, members),
    ...reach,
    replyPolicy: input.replyPolicy ?? 'everyone',
    replyToId,
    rootId: answered === undefined ? null : (answered.rootId ?? answered.id),
    quoteOfId,
    language,
    contentWarning,
    hasPoll: poll !== undefined,
    hasMedia: (input.mediaIds?.length ?? 0) > 0,
    createdAt,
  });
  await attachMedia(tx, { id, authorId: viewer.id }, input.mediaIds ?? []);
  if (poll !== undefined) {
    const { options, multiple, minutes } = poll;
    const closesAt = new Date(createdAt.getTime() + minutes * 60_000);
    await insertPoll(tx.db, { postId: id, options, multiple, closesAt });
  }
  await countReferences(tx.db, { replyToId, quoteOfId }, 1);
  await insertHashtags(tx.db, id, hashtagsIn(found));
  await insertMentions(tx.db, id, [...members.values()]);
  return id;
}

async function refuseFlood(ctx: Context, viewer: Viewer): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { count, resetsInMs } = await ctx.cache.increment(`content.posts:${viewer.id}`, FLOOD.windowSeconds);
  if (count > FLOOD.posts) throw tooManyPosts(Math.ceil(resetsInMs / 1000));
}

/** What a new post answers and quotes, locked. */
async function references(
  tx: Context,
  viewer: Viewer,
  { replyToId, quoteOfId }: NewPost,
): Promise<{ answered?: LockedPost; quoted?: LockedPost }> {
  const ids = [replyToId, quoteOfId].filter((id) => id !== undefined);
  if (ids.length === 0) return {};
  const rows = await lockSeenPosts(tx.db, viewer, ids);
  const one = (id: string): LockedPost => {
    const row = rows.find((candidate) => candidate.id === id);
    if (row === undefined) throw postNotFound();
    return row;
  };
  return {
    ...(replyToId === undefined ? {} : { answered: one(replyToId) }),
    ...(quoteOfId === undefined ? {} : { quoted: one(quoteOfId) }),
  };
}

/** Every post's own policy governs who may answer it directly; its author always may. */
async function refuseReply(tx: Context, viewer: Viewer, answered: LockedPost): Promise<void> {
  if (answered.authorId === viewer.id || answered.replyPolicy === 'everyone') return;
  if (answered.replyPolicy === 'followers' && (await follows(tx.db, viewer.id, answered.authorId))) return;
  if (answered.replyPolicy === 'mentioned' && (await isMentioned(tx.db, viewer.id, answered.id))) return;
  throw replyNotAllowed();
}

/** What an author wrote for followers only is not passed on by others. */
function refuseQuote(viewer: Viewer, quoted: LockedPost): void {
  if (quoted.authorId === viewer.id) return;
  if (quoted.visibility === 'followers' || quoted.authorIsPrivate) throw quoteNotAllowed();
}

/**
 * Whom a new post is for. A reply takes over the visibility of what it answers. In a closed conversation it also takes over the
 * audience, unless it asks for a narrower one.
 */
function reachOf(
  wanted: Visibility | undefined,
  answered: LockedPost | undefined,
): { visibility: Visibility; inheritsAudience: boolean } {
  if (answered === undefined) return { visibility: wanted ?? 'public', inheritsAudience: false };
  if (wanted === undefined)
    return { visibility: answered.ownVisibility, inheritsAudience: answered.isClosed };
  if (isWider(wanted, answered.visibility)) throw visibilityTooWide();
  return { visibility: wanted, inheritsAudience: answered.isClosed && wanted === answered.visibility };
}

/**
 * Deletes a post: what it said is gone at once, a tombstone keeps its place in threads and quotes.
 *
 * @param origin where a moderator's request came from, for the audit log
 * @throws Problem 404 `post_not_found`, also for one that is deleted already; 403 `not_your_post`
 */
export async function remove(ctx: Context, viewer: Viewer, postId: string, origin: Origin): Promise<void> {
  const isModerator = holds(viewer, 'moderator');
  await ctx.transaction(async (tx) => {
    const post = await postToDelete(tx.db, viewer, postId, isModerator);
    if (post === undefined) throw postNotFound();
    if (post.authorId !== viewer.id && !isModerator) throw notYourPost();

    await lockPosts(
      tx.db,
      [post.id, post.replyToId, post.quoteOfId].filter((id) => id !== null),
    );
    // Before the key: who replies holds their counter when the foreign keys of the reply lock the first post of the thread.
    await discountAuthorPost(tx.db, post.authorId);
    await lockKey(tx.db, post.id);
    if (!(await buryPost(tx.db, post.id, tx.clock()))) throw postNotFound();
    await forgetAnswer(tx, post.authorId, post.id);
    await media.erase(tx, { type: 'post', id: post.id });
    await countReferences(tx.db, post, -1);
    if (post.authorId !== viewer.id) {
      await auth.audit(tx, {
        event: 'post_deleted_by_moderator',
        actorId: viewer.id,
        role: 'moderator',
        subject: { type: 'post', id: post.id },
        origin,
        details: { authorId: post.authorId },
      });
      await tx.emit('content.removed', { postId: post.id, authorId: post.authorId });
    }
    await tx.emit('content.deleted', { postId: post.id, authorId: post.authorId });
  });
}
