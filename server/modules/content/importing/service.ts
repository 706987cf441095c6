import type { Context } from '../../../platform/context.ts';
import { Problem } from '../../../platform/problem.ts';
import { incrementPostCounts } from '../../profiles/index.ts';
import { attachMedia } from '../attachments/service.ts';
import { detectLanguage } from '../language.ts';
import {
  hashtagsIn,
  storedEntities,
  type ValidatedText,
  validateContent,
  validateContentWarning,
} from '../post-validation.ts';
import { insertPosts, type LockedPost, lockReferencedPosts } from '../publishing/queries.ts';
import { isWider, resolveAudience } from '../publishing/rules.ts';
import { adjustReferenceCounts, insertHashtags } from '../queries.ts';
import type { ReplyPolicy, Visibility } from '../schemas.ts';
import { removePost } from '../service.ts';
import { findImported, memberHasPosts, postExists } from './queries.ts';

/** A post that a member brings from another campus. */
export interface ImportedPost {
  /** Made of the import and the post's id there, so that the same post is never written twice. As old as the post. */
  id: string;
  author: { id: string; universityId: string };
  content: string;
  contentWarning: string | null;
  createdAt: Date;
  visibility: Visibility;
  replyPolicy: ReplyPolicy;
  language: 'tr' | 'en' | null;
  /** Another imported post of the member. */
  replyToId: string | null;
  quoteOfId: string | null;
  mediaIds: readonly string[];
  importedFrom: string;
}

/** `invalid`: it breaks a limit of posts here; `incomplete`: the post that it answers or quotes was not taken. */
export type ImportOutcome = 'taken' | 'invalid' | 'incomplete';

/** Whether a member has posts. */
export const hasPosts = (ctx: Context, memberId: string): Promise<boolean> =>
  memberHasPosts(ctx.db, memberId);

/**
 * Writes an imported post with its old date, in the caller's transaction. It is nothing new: no timeline, trend or notification gets
 * it. Automatic rules read what it says, and search finds it. Mentions stay plain text, because a name here may be somebody else.
 * Does nothing if it was written before.
 * @throws Problem 403 `account_suspended`, `muted`; 422 as `media.attach`: then the transaction must be rolled back
 */
export async function importPost(tx: Context, post: ImportedPost): Promise<ImportOutcome> {
  if (await postExists(tx.db, post.id)) return 'taken';
  let text: ValidatedText;
  let contentWarning: string | null;
  try {
    text = validateContent(post.content, post.mediaIds.length > 0);
    contentWarning = validateContentWarning(post.contentWarning ?? undefined);
  } catch (error) {
    if (error instanceof Problem) return 'invalid';
    throw error;
  }
  const { author } = post;
  const references = [post.replyToId, post.quoteOfId].flatMap((postId) =>
    postId === null
      ? []
      : {
          nr: 0,
          viewerId: author.id,
          universityId: author.universityId,
          postId,
          isReply: postId === post.replyToId,
        },
  );
  const locked = await lockReferencedPosts(tx.db, references, { waitsForLocks: true }, tx.clock());
  const own = (id: string | null): LockedPost | undefined =>
    locked.find((found) => found.id === id && found.authorId === author.id);
  const parent = own(post.replyToId);
  const quoted = own(post.quoteOfId);
  if ((post.replyToId !== null && !parent) || (post.quoteOfId !== null && !quoted)) return 'incomplete';

  await incrementPostCounts(tx.db, [author.id], { waitsForLocks: true });
  const visibility =
    parent !== undefined && isWider(post.visibility, parent.visibility) ? parent.visibility : post.visibility;
  const row = {
    id: post.id,
    authorId: author.id,
    content: text.content,
    length: text.length,
    entities: storedEntities(text.entities, new Map()),
    ...resolveAudience(visibility, parent),
    replyPolicy: post.replyPolicy,
    replyToId: parent?.id ?? null,
    rootId: parent === undefined ? null : (parent.rootId ?? parent.id),
    quoteOfId: quoted?.id ?? null,
    language: post.language ?? detectLanguage(text.content, text.entities),
    contentWarning,
    hasPoll: false,
    hasMedia: post.mediaIds.length > 0,
    createdAt: post.createdAt,
    importedFrom: post.importedFrom,
  };
  await insertPosts(tx.db, [row]);
  await attachMedia(tx, row, post.mediaIds);
  await adjustReferenceCounts(tx.db, [row], 1);
  await insertHashtags(
    tx.db,
    hashtagsIn(text.entities).map(({ key, tag }) => ({ postId: row.id, key, tag })),
  );
  await tx.emit('content.imported', { postId: row.id, authorId: author.id });
  return 'taken';
}

/** Deletes up to `limit` of a member's imported posts, as if by hand. @returns how many it found */
export async function eraseImported(ctx: Context, memberId: string, limit: number): Promise<number> {
  const found = await findImported(ctx.db, memberId, limit);
  for (const post of found) await ctx.transaction((tx) => removePost(tx, post));
  return found.length;
}
