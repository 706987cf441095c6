import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Media } from '../../media/index.ts';
import { incrementPostCounts } from '../../profiles/index.ts';
import { MAX_MENTIONS_AT_FIRST, requireRight } from '../../social/index.ts';
import { attachMedia } from '../attachments/service.ts';
import { detectLanguage } from '../language.ts';
import { type ValidatedPoll, validatePoll } from '../polls/options.ts';
import { toPoll } from '../polls/present.ts';
import { insertPolls, type NewPollRow } from '../polls/queries.ts';
import {
  hashtagsIn,
  MAX_MENTIONS,
  mentionedUsernames,
  storedEntities,
  type ValidatedText,
  validateContent,
  validateContentWarning,
} from '../post-validation.ts';
import { postNotFound } from '../problems.ts';
import {
  adjustReferenceCounts,
  findMentionableMembers,
  insertHashtags,
  insertMentions,
  type OwnAudience,
  unsavedPostRow,
} from '../queries.ts';
import { presentNewPost, presentQuoted } from '../reading/present.ts';
import type { NewPost, Post } from '../schemas.ts';
import {
  type InsertedPost,
  insertPosts,
  type LockedPost,
  type Locking,
  lockReferencedPosts,
  type NewPostRow,
  type Reference,
} from './queries.ts';
import { assertQuoteAllowed, assertReplyAllowed, resolveAudience } from './rules.ts';

/** A post whose text, warning and poll are valid. */
export interface ValidPost {
  viewer: Viewer;
  input: NewPost;
  text: ValidatedText;
  contentWarning: string | null;
  poll: ValidatedPoll | undefined;
}

/** @throws Problem 422 and 400 as `validateContent`, `validateContentWarning` and `validatePoll` */
export const validatePost = (viewer: Viewer, input: NewPost): ValidPost => ({
  viewer,
  input,
  text: validateContent(input.content, (input.mediaIds?.length ?? 0) > 0),
  contentWarning: validateContentWarning(input.contentWarning),
  poll: input.poll && validatePoll(input.poll),
});

/** A post that the rules admit. */
interface AdmittedPost {
  nr: number;
  post: ValidPost;
  parent: LockedPost | undefined;
  quoted: LockedPost | undefined;
  audience: OwnAudience;
}

/** A row to insert, with what belongs to it. */
interface PreparedPost extends AdmittedPost {
  row: NewPostRow;
  mentionedIds: string[];
  pollRow: NewPollRow | undefined;
}

/** The post; why the rules refuse it; or that something that it needs is locked. */
export type InsertOutcome = Post | Problem | 'locked';

/**
 * Inserts posts in the caller's transaction, with their counters, hashtags, mentions, polls and files. Locks
 * in the order of all writers: the posts that they refer to, then the authors' counts.
 *
 * Cost: three statements for any number of posts; two more if any refers to a post, and one each if any has
 * hashtags, mentions or polls; one for each post that mentions, and those of `attachMedia` and
 * `presentQuoted`.
 *
 * @param posts  each of another author
 * @returns an outcome for each; `locked` only without `waitsForLocks`
 * @throws Problem 422 as `attachMedia`; 403 `account_suspended`: then the transaction must be rolled back
 */
export async function insertValidPosts(
  tx: Context,
  posts: readonly ValidPost[],
  locking: Locking,
): Promise<InsertOutcome[]> {
  const outcomes: InsertOutcome[] = posts.map(() => 'locked');
  const admitted: AdmittedPost[] = [];
  const references = new Map(
    (await lockReferencedPosts(tx.db, posts.flatMap(referencesOf), locking, tx.clock())).map((post) => [
      `${post.nr} ${post.id}`,
      post,
    ]),
  );
  for (const [nr, post] of posts.entries()) {
    const { replyToId, quoteOfId } = post.input;
    const [parent, quoted] = [replyToId, quoteOfId].map((id) => references.get(`${nr} ${id}`));
    const isMissing = (replyToId !== undefined && !parent) || (quoteOfId !== undefined && !quoted);
    try {
      // Without waiting, a missing post may exist and be locked.
      if (isMissing && !locking.waitsForLocks) continue;
      if (isMissing) throw postNotFound();
      await requireFewMentions(tx, post.viewer, post.text);
      admitted.push(admit(nr, post, parent, quoted));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      outcomes[nr] = error;
    }
  }
  const counted = await incrementPostCounts(
    tx.db,
    admitted.map(({ post }) => post.viewer.id),
    locking,
  );
  const prepared: PreparedPost[] = [];
  for (const post of admitted) {
    if (counted.has(post.post.viewer.id)) prepared.push(await prepare(tx, post));
  }
  const written = await write(tx, prepared);
  for (const [index, { nr }] of prepared.entries()) outcomes[nr] = written[index] as Post;
  return outcomes;
}

/**
 * New accounts mention a few members at once. No query for a post that mentions no more.
 * @throws Problem 403 `trust_too_low`
 */
export async function requireFewMentions(
  ctx: Context,
  author: Pick<Viewer, 'id'>,
  { entities }: Pick<ValidatedText, 'entities'>,
): Promise<void> {
  if (mentionedUsernames(entities).length > MAX_MENTIONS_AT_FIRST)
    await requireRight(ctx, author, 'mass_mentions', 'content');
}

const referencesOf = ({ viewer, input }: ValidPost, nr: number): Reference[] =>
  [input.replyToId, input.quoteOfId].flatMap((postId) =>
    postId === undefined
      ? []
      : {
          nr,
          viewerId: viewer.id,
          universityId: viewer.universityId,
          postId,
          isReply: postId === input.replyToId,
        },
  );

/** @throws Problem 403 `reply_not_allowed`, `quote_not_allowed`; 422 `visibility_too_wide` */
function admit(
  nr: number,
  post: ValidPost,
  parent: LockedPost | undefined,
  quoted: LockedPost | undefined,
): AdmittedPost {
  if (parent !== undefined) assertReplyAllowed(post.viewer, parent);
  if (quoted !== undefined) assertQuoteAllowed(post.viewer, quoted);
  return { nr, post, parent, quoted, audience: resolveAudience(post.input.visibility, parent) };
}

/**
 * Reads whom a post mentions and generates its id. After all locks: a block that commits while a lock is
 * awaited counts. And a post with a smaller id does not commit later, where a reader's cursor would skip it.
 */
async function prepare(tx: Context, admitted: AdmittedPost): Promise<PreparedPost> {
  const { post, parent, quoted, audience } = admitted;
  const { viewer, input, text, contentWarning, poll } = post;
  const authorId = viewer.id;
  const replyToId = parent?.id ?? null;
  const members = await findMentionableMembers(
    tx.db,
    unsavedPostRow({ ...audience, authorId, replyToId }),
    mentionedUsernames(text.entities),
    MAX_MENTIONS,
    tx.clock(),
  );
  const createdAt = tx.clock();
  const row: NewPostRow = {
    id: newId(),
    authorId,
    content: text.content,
    length: text.length,
    entities: storedEntities(text.entities, members),
    ...audience,
    replyPolicy: input.replyPolicy ?? 'everyone',
    replyToId,
    rootId: parent === undefined ? null : (parent.rootId ?? parent.id),
    quoteOfId: quoted?.id ?? null,
    language: input.language ?? detectLanguage(text.content, text.entities),
    contentWarning,
    hasPoll: poll !== undefined,
    hasMedia: (input.mediaIds?.length ?? 0) > 0,
    createdAt,
    importedFrom: null,
  };
  const pollRow = poll && {
    postId: row.id,
    options: poll.options,
    multiple: poll.multiple,
    closesAt: new Date(createdAt.getTime() + poll.minutes * 60_000),
  };
  return { ...admitted, row, mentionedIds: [...members.values()], pollRow };
}

/** @returns the posts as their authors see them, in the order of `prepared` */
async function write(tx: Context, prepared: readonly PreparedPost[]): Promise<Post[]> {
  if (prepared.length === 0) return [];
  const rows = prepared.map(({ row }) => row);
  const inserted = new Map((await insertPosts(tx.db, rows)).map((post) => [post.id, post]));
  const files = new Map<string, Media[]>();
  for (const { row, post } of prepared) {
    if (row.hasMedia) files.set(row.id, await attachMedia(tx, row, post.input.mediaIds ?? []));
  }
  await insertPolls(
    tx.db,
    prepared.flatMap(({ pollRow }) => pollRow ?? []),
  );
  await adjustReferenceCounts(tx.db, rows, 1);
  await insertHashtags(
    tx.db,
    prepared.flatMap(({ row, post }) =>
      hashtagsIn(post.text.entities).map(({ key, tag }) => ({ postId: row.id, key, tag })),
    ),
  );
  await insertMentions(
    tx.db,
    prepared.flatMap(({ row, mentionedIds }) => mentionedIds.map((userId) => ({ postId: row.id, userId }))),
  );
  const presented: Post[] = [];
  for (const post of prepared) {
    // The insert returns every row that it inserts.
    const insertedPost = inserted.get(post.row.id) as InsertedPost;
    presented.push(await present(tx, post, insertedPost, files.get(post.row.id) ?? []));
  }
  return presented;
}

/** Without reading the post again, because all that a new post shows is known. */
async function present(
  tx: Context,
  { post: { viewer }, row, parent, pollRow }: PreparedPost,
  {
    language,
    username,
    displayName,
    avatarUrl,
    university,
    universityTr,
    official,
    isPrivate,
    limits,
  }: InsertedPost,
  media: Media[],
): Promise<Post> {
  const { quoteOfId } = row;
  return presentNewPost({
    ...row,
    language,
    author: { id: viewer.id, username, displayName, avatarUrl, university, universityTr, official },
    isPrivate,
    limits,
    parentAuthor: parent && { id: parent.authorId, username: parent.authorUsername },
    media,
    poll: pollRow
      ? toPoll(
          { ...pollRow, authorId: viewer.id, votes: [], voters: 0, choices: null },
          viewer,
          row.createdAt,
        )
      : null,
    quoteOf: quoteOfId === null ? null : await presentQuoted(tx, viewer, quoteOfId),
  });
}
