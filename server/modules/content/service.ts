import { publishAfterCommit } from '../../platform/bus/topics.ts';
import type { Context } from '../../platform/context.ts';
import { hasRole, type Origin, type Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import { clearStoredResponse } from '../../platform/idempotency.ts';
import { auth } from '../auth/index.ts';
import { media } from '../media/index.ts';
import { decrementPostCount, incrementPostCount, lockPostCount } from '../profiles/index.ts';
import { attachMedia } from './attachments/service.ts';
import { detectLanguage } from './language.ts';
import { type ValidatedPoll, validatePoll } from './polls/options.ts';
import { insertPoll } from './polls/queries.ts';
import {
  hashtagsIn,
  MAX_MENTIONS,
  mentionedUsernames,
  storedEntities,
  type ValidatedText,
  validateContent,
  validateContentWarning,
} from './post-validation.ts';
import {
  notYourPost,
  postNotFound,
  quoteNotAllowed,
  replyNotAllowed,
  tooManyPosts,
  visibilityTooWide,
} from './problems.ts';
import { publishOnce } from './publish-once.ts';
import {
  adjustReferenceCounts,
  beginDryRun,
  findLocale,
  findMentionableMembers,
  findPostToDelete,
  follows,
  insertHashtags,
  insertMentions,
  insertPost,
  isMentioned,
  type LockedPost,
  lockPostKey,
  lockPosts,
  lockVisiblePosts,
  rollBackDryRun,
  tombstonePost,
  unsavedPostRow,
} from './queries.ts';
import { presentPosts } from './reading/present.ts';
import type { NewPost, Post, Visibility } from './schemas.ts';

/** Posts per member and window: more than a person needs, fewer than a script would make. */
const RATE_LIMIT = { posts: 60, windowSeconds: 600 };

const VISIBILITY_RANK: Record<Visibility, number> = { followers: 0, university: 1, public: 2 };

/** Whether one visibility is wider than another. */
export const isWider = (a: Visibility, b: Visibility): boolean => VISIBILITY_RANK[a] > VISIBILITY_RANK[b];

/**
 * Publishes a post.
 *
 * @param key  the request's Idempotency-Key: a retry returns the post of the first request
 * @throws Problem 422 `post_too_long`, `empty_post`, `content_warning_too_long`, `visibility_too_wide`, and
 *   as `validatePoll`; 400 `forbidden_character`; 403 `reply_not_allowed`, `quote_not_allowed`; 404
 *   `post_not_found` for the parent or the quoted post; 429 `too_many_posts`
 */
export function publish(
  ctx: Context,
  viewer: Viewer,
  input: NewPost,
  key: string | undefined,
): Promise<Post> {
  return publishOnce(ctx, viewer, key, ['POST /posts', input], (tx) =>
    publishInTransaction(tx, viewer, input),
  );
}

/**
 * As `publish`, in the caller's transaction.
 * @param rateLimit  `counted`: the post was counted before, and is not counted again
 */
export async function publishInTransaction(
  tx: Context,
  viewer: Viewer,
  input: NewPost,
  rateLimit?: 'counted',
): Promise<Post> {
  const validated = validatePost(input);
  if (rateLimit !== 'counted') await enforceRateLimit(tx, viewer);
  const id = await insertNewPost(tx, viewer, input, validated);
  await tx.emit('content.published', { postId: id, authorId: viewer.id });
  publishToBus(tx, id, viewer.id);
  return presentToAuthor(tx, viewer, id);
}

async function presentToAuthor(tx: Context, viewer: Viewer, id: string): Promise<Post> {
  const [post] = await presentPosts(tx, viewer, [id]);
  if (post === undefined) throw new Error('an author does not see their own post');
  return post;
}

/** Notifies open home timelines. A hint, which may be lost. */
const publishToBus = (tx: Context, postId: string, authorId: string): void =>
  publishAfterCommit(tx, 'content.published', { postId, authorId });

/**
 * Publishes a post as a dry run: throws what `publish` would throw, then rolls back its writes.
 * @param rateLimit  `counts`: the dry run counts towards the rate limit, and may be refused for it
 * @returns the post as its author would see it; its id is never stored
 */
export async function dryRunPublish(
  tx: Context,
  viewer: Viewer,
  input: NewPost,
  rateLimit?: 'counts',
): Promise<Post> {
  const validated = validatePost(input);
  if (rateLimit === 'counts') await enforceRateLimit(tx, viewer);
  await beginDryRun(tx.db);
  const post = await presentToAuthor(tx, viewer, await insertNewPost(tx, viewer, input, validated));
  await rollBackDryRun(tx.db);
  return post;
}

interface ValidatedPost {
  text: ValidatedText;
  contentWarning: string | null;
  poll: ValidatedPoll | undefined;
}

const validatePost = (input: NewPost): ValidatedPost => ({
  text: validateContent(input.content, (input.mediaIds?.length ?? 0) > 0),
  contentWarning: validateContentWarning(input.contentWarning),
  poll: input.poll && validatePoll(input.poll),
});

async function insertNewPost(
  tx: Context,
  viewer: Viewer,
  input: NewPost,
  { text: { content, length, entities }, contentWarning, poll }: ValidatedPost,
): Promise<string> {
  const { parent, quoted } = await lockReferencedPosts(tx, viewer, input);
  if (parent !== undefined) await assertReplyAllowed(tx, viewer, parent);
  if (quoted !== undefined) assertQuoteAllowed(viewer, quoted);
  const audience = resolveAudience(input.visibility, parent);
  const replyToId = parent?.id ?? null;
  const language =
    input.language ?? detectLanguage(content, entities) ?? (await findLocale(tx.db, viewer.id));

  await incrementPostCount(tx.db, viewer.id);
  // Read the mentioned members after the last lock, so that a block that commits while the lock is awaited
  // counts.
  const post = unsavedPostRow({ ...audience, authorId: viewer.id, replyToId });
  const members = await findMentionableMembers(tx.db, post, mentionedUsernames(entities), MAX_MENTIONS);
  // Generate the id after the locks. Otherwise a post with a smaller id could commit later, and a reader's
  // cursor would skip it.
  const id = newId();
  const createdAt = tx.clock();
  const quoteOfId = quoted?.id ?? null;
  await insertPost(tx.db, {
    ...input,
    id,
    authorId: viewer.id,
    content,
    length,
    entities: storedEntities(entities, members),
    ...audience,
    replyToId,
    rootId: parent === undefined ? null : (parent.rootId ?? parent.id),
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
  await adjustReferenceCounts(tx.db, { replyToId, quoteOfId }, 1);
  await insertHashtags(tx.db, id, hashtagsIn(entities));
  await insertMentions(tx.db, id, [...members.values()]);
  return id;
}

async function enforceRateLimit(ctx: Context, viewer: Viewer): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { count, resetsInMs } = await ctx.cache.increment(
    `content.posts:${viewer.id}`,
    RATE_LIMIT.windowSeconds,
  );
  if (count > RATE_LIMIT.posts) throw tooManyPosts(Math.ceil(resetsInMs / 1000));
}

/** The parent and the quoted post, locked. */
async function lockReferencedPosts(
  tx: Context,
  viewer: Viewer,
  { replyToId, quoteOfId }: NewPost,
): Promise<{ parent?: LockedPost; quoted?: LockedPost }> {
  const ids = [replyToId, quoteOfId].filter((id) => id !== undefined);
  if (ids.length === 0) return {};
  const rows = await lockVisiblePosts(tx.db, viewer, ids);
  const requirePost = (id: string): LockedPost => {
    const row = rows.find((candidate) => candidate.id === id);
    if (row === undefined) throw postNotFound();
    return row;
  };
  return {
    ...(replyToId === undefined ? {} : { parent: requirePost(replyToId) }),
    ...(quoteOfId === undefined ? {} : { quoted: requirePost(quoteOfId) }),
  };
}

/** Each post's own reply policy decides who may answer it directly. Its author always may. */
async function assertReplyAllowed(tx: Context, viewer: Viewer, parent: LockedPost): Promise<void> {
  if (parent.authorId === viewer.id || parent.replyPolicy === 'everyone') return;
  if (parent.replyPolicy === 'followers' && (await follows(tx.db, viewer.id, parent.authorId))) return;
  if (parent.replyPolicy === 'mentioned' && (await isMentioned(tx.db, viewer.id, parent.id))) return;
  throw replyNotAllowed();
}

/** Only the author may quote a post for followers. */
function assertQuoteAllowed(viewer: Viewer, quoted: LockedPost): void {
  if (quoted.authorId === viewer.id) return;
  if (quoted.visibility === 'followers' || quoted.authorIsPrivate) throw quoteNotAllowed();
}

/**
 * Resolves the visibility of a new post. A reply defaults to its parent's visibility. In a limited
 * conversation it also inherits the conversation's audience, unless the author asks for a narrower one.
 */
function resolveAudience(
  requested: Visibility | undefined,
  parent: LockedPost | undefined,
): { visibility: Visibility; inheritsAudience: boolean } {
  if (parent === undefined) return { visibility: requested ?? 'public', inheritsAudience: false };
  if (requested === undefined) return { visibility: parent.ownVisibility, inheritsAudience: parent.isClosed };
  if (isWider(requested, parent.visibility)) throw visibilityTooWide();
  return { visibility: requested, inheritsAudience: parent.isClosed && requested === parent.visibility };
}

/**
 * Deletes a post: its content is deleted at once, and a tombstone stays in threads and quotes.
 *
 * @param origin  where a moderator's request came from, for the audit log
 * @throws Problem 404 `post_not_found`, also if it is deleted already; 403 `not_your_post`
 */
export async function deletePost(
  ctx: Context,
  viewer: Viewer,
  postId: string,
  origin: Origin,
): Promise<void> {
  const isModerator = hasRole(viewer, 'moderator');
  await ctx.transaction(async (tx) => {
    const post = await findPostToDelete(tx.db, viewer, postId, isModerator);
    if (post === undefined) throw postNotFound();
    if (post.authorId !== viewer.id && !isModerator) throw notYourPost();

    await lockPosts(
      tx.db,
      [post.id, post.replyToId, post.quoteOfId].filter((id) => id !== null),
    );
    // Lock the counter before the key. A reply locks its author's counter first and then the thread's root by
    // foreign key; the same order here avoids a deadlock.
    await lockPostCount(tx.db, post.authorId);
    await lockPostKey(tx.db, post.id);
    if (!(await tombstonePost(tx.db, post.id, tx.clock()))) throw postNotFound();
    // Only now: of two deletions at once, one is not counted.
    await decrementPostCount(tx.db, post.authorId);
    await clearStoredResponse(tx, post.authorId, post.id);
    await media.erase(tx, { type: 'post', id: post.id });
    await adjustReferenceCounts(tx.db, post, -1);
    if (post.authorId !== viewer.id) {
      await auth.audit(tx, {
        event: 'post_deleted_by_moderator',
        actorId: viewer.id,
        role: 'moderator',
        subject: { type: 'post', id: post.id },
        origin,
        details: { authorId: post.authorId },
      });
      await tx.emit('content.removed_by_moderator', { postId: post.id, authorId: post.authorId });
    }
    await tx.emit('content.deleted', { postId: post.id, authorId: post.authorId });
  });
}
