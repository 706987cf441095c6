import { isDeepStrictEqual } from 'node:util';
import { parseEntities } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { media } from '../../media/index.ts';
import { findAttachedMediaIds, replaceMedia, restrictMedia } from '../attachments/service.ts';
import { detectLanguage } from '../language.ts';
import { refreshPreview } from '../link-previews/service.ts';
import {
  hashtagsIn,
  MAX_MENTIONS,
  mentionedUsernames,
  storedEntities,
  validateContent,
  validateContentWarning,
} from '../post-validation.ts';
import { postNotFound } from '../problems.ts';
import { requireFewMentions } from '../publishing/insert.ts';
import { isWider } from '../publishing/rules.ts';
import { findMentionableMembers, postRowWithAudience } from '../queries.ts';
import { presentPosts } from '../reading/present.ts';
import type { Post } from '../schemas.ts';
import { editNotAllowed, postChanged, tooManyVersions, visibilityOnlyNarrows } from './problems.ts';
import {
  countVersions,
  findVersions,
  insertVersion,
  lockVisiblePost,
  narrowReplies,
  replaceHashtags,
  replaceMentions,
  updatePost,
} from './queries.ts';
import type { PostChanges, PostHistory } from './schemas.ts';
import { isRewritten } from './similarity.ts';

/** Past versions per post. */
const MAX_VERSIONS = 50;

/**
 * Edits the viewer's own post. The previous content stays readable in its history. Only a change of text,
 * warning or files makes a version and sets `editedAt`. Idempotent.
 *
 * @throws Problem 404 `post_not_found`; 403 `not_your_post`; 409 `post_changed`; 422
 *   `visibility_only_narrows`, `too_many_versions`, and as for the text and files of a new post
 */
export function edit(ctx: Context, viewer: Viewer, postId: string, changes: PostChanges): Promise<Post> {
  const warning =
    changes.contentWarning === undefined
      ? undefined
      : validateContentWarning(changes.contentWarning ?? undefined);
  return ctx.transaction(async (tx) => {
    const post = await lockVisiblePost(tx.db, viewer, postId);
    if (post === undefined) throw postNotFound();
    if (post.authorId !== viewer.id) throw editNotAllowed();
    const { ifEditedAt } = changes;
    if (ifEditedAt !== undefined && !isSameTime(ifEditedAt, post.editedAt)) throw postChanged();

    const attachedIds = post.hasMedia ? await findAttachedMediaIds(tx, postId) : [];
    const mediaIds = changes.mediaIds === undefined ? attachedIds : [...new Set(changes.mediaIds)];
    const hasMedia = mediaIds.length > 0;
    const isMediaChanged = !isDeepStrictEqual(mediaIds, attachedIds);
    // An empty text is allowed only with files, so validate the current text again if all files are removed.
    const newContent = changes.content ?? (post.hasMedia && !hasMedia ? post.content : undefined);
    const text = newContent === undefined ? undefined : validateContent(newContent, hasMedia);
    if (text !== undefined && changes.content !== post.content) await requireFewMentions(tx, viewer, text);
    // The client knows the effective visibility, which can be narrower than the reply's own. Treat a request
    // for the effective one as no change.
    const isNarrowed = changes.visibility !== undefined && changes.visibility !== post.visibility;
    const visibility = isNarrowed ? changes.visibility! : post.ownVisibility;
    if (isNarrowed && isWider(visibility, post.visibility)) throw visibilityOnlyNarrows();
    const inheritsAudience = post.inheritsAudience && !isNarrowed;
    const content = text?.content ?? post.content;
    const contentWarning = warning === undefined ? post.contentWarning : warning;
    const isTextChanged = content !== post.content;
    const needsVersion = isTextChanged || isMediaChanged || contentWarning !== post.contentWarning;
    const isAudienceChanged = isTextChanged || isNarrowed;

    if (needsVersion) {
      const versionCount = await countVersions(tx.db, postId);
      if (versionCount >= MAX_VERSIONS) throw tooManyVersions();
      await insertVersion(tx.db, postId, versionCount + 1, attachedIds);
    }
    const parsedEntities = text?.entities ?? parseEntities(content);
    const members = isAudienceChanged
      ? await findMentionableMembers(
          tx.db,
          postRowWithAudience(postId, { visibility, inheritsAudience }),
          mentionedUsernames(parsedEntities),
          MAX_MENTIONS,
          tx.clock(),
        )
      : undefined;
    await updatePost(tx.db, postId, {
      content,
      length: text?.length,
      entities: members && storedEntities(parsedEntities, members),
      contentWarning,
      language:
        changes.language ?? ((isTextChanged && detectLanguage(content, parsedEntities)) || post.language),
      visibility,
      inheritsAudience,
      replyPolicy: changes.replyPolicy ?? post.replyPolicy,
      editedAt: needsVersion ? nextTimestamp(post.editedAt ?? post.createdAt, tx.clock()) : post.editedAt,
      hasMedia,
    });
    if (isMediaChanged) await replaceMedia(tx, { id: postId, authorId: viewer.id }, mediaIds);
    if (isNarrowed) {
      await narrowReplies(tx.db, postId);
      await restrictMedia(tx, postId);
    }
    if (isTextChanged) await replaceHashtags(tx.db, postId, hashtagsIn(parsedEntities));
    if (isTextChanged || isMediaChanged) await refreshPreview(tx, postId);
    const mentioned = members ? await replaceMentions(tx.db, postId, [...members.values()]) : [];
    if (needsVersion || isAudienceChanged) {
      const isPostRewritten = isTextChanged && isRewritten(post.content, content);
      await tx.emit('content.edited', {
        postId,
        authorId: viewer.id,
        mentioned,
        isRewritten: isPostRewritten,
      });
    }
    const [edited] = await presentPosts(tx, viewer, [postId]);
    if (edited === undefined) throw new Error('an author does not see their own post');
    return edited;
  });
}

/**
 * At least a millisecond after `before`: two edits in one millisecond still differ, and a clock that was set
 * back does not reverse the history.
 */
const nextTimestamp = (before: Date, now: Date): Date =>
  new Date(Math.max(now.getTime(), before.getTime() + 1));

const isSameTime = (expected: string | null, current: Date | null): boolean =>
  (expected === null ? null : Date.parse(expected)) === (current?.getTime() ?? null);

/**
 * The current and the past versions of a post, for every viewer of it.
 * @throws Problem 404 `post_not_found`
 */
export async function getHistory(ctx: Context, viewer: Viewer, postId: string): Promise<PostHistory> {
  const versions = await findVersions(ctx.db, viewer, postId);
  if (versions.length === 0) throw postNotFound();
  const subject = { type: 'post', id: postId } as const;
  const [files, now] = await Promise.all([
    media.attachmentsWithPastOf(ctx, subject),
    findAttachedMediaIds(ctx, postId),
  ]);
  return {
    items: versions.map(({ writtenAt, mediaIds, ...version }) => ({
      ...version,
      media: (mediaIds ?? now).flatMap((id) => files.get(id) ?? []),
      writtenAt: writtenAt.toISOString(),
    })),
    nextCursor: null,
  };
}
