import { isDeepStrictEqual } from 'node:util';
import { parseEntities } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { media } from '../../media/index.ts';
import { carriedBy, narrowMedia, reviseMedia } from '../attachments/service.ts';
import { guessLanguage } from '../language.ts';
import { postNotFound } from '../problems.ts';
import { membersReached, postWith } from '../queries.ts';
import { presentPosts } from '../reading/present.ts';
import type { Post } from '../schemas.ts';
import { isWider } from '../service.ts';
import { hashtagsIn, MAX_MENTIONS, namedIn, readContent, readWarning, storedEntities } from '../writing.ts';
import { onlyAuthorEdits, postChanged, tooManyVersions, visibilityOnlyNarrows } from './problems.ts';
import {
  changePost,
  keepVersion,
  lockSeenPost,
  narrowReplies,
  replaceHashtags,
  replaceMentions,
  versionsBehind,
  versionsOf,
} from './queries.ts';
import { isRewritten } from './rewritten.ts';
import type { PostChanges, PostHistory } from './schemas.ts';

/** How many versions of a post are kept behind it. */
const MAX_VERSIONS = 50;

/**
 * Changes a post of one's own. What it said before stays readable in its history; only a change of text, warning or
 * files makes a version and moves `editedAt`. The same changes again change nothing.
 *
 * @throws Problem 404 `post_not_found`; 403 `not_your_post`; 409 `post_changed`; 422 `visibility_only_narrows`,
 *   `too_many_versions`, and what is refused of a new post's text and files
 */
export function edit(ctx: Context, viewer: Viewer, postId: string, changes: PostChanges): Promise<Post> {
  const warning =
    changes.contentWarning === undefined ? undefined : readWarning(changes.contentWarning ?? undefined);
  return ctx.transaction(async (tx) => {
    const post = await lockSeenPost(tx.db, viewer, postId);
    if (post === undefined) throw postNotFound();
    if (post.authorId !== viewer.id) throw onlyAuthorEdits();
    const { ifEditedAt } = changes;
    if (ifEditedAt !== undefined && !isSameMoment(ifEditedAt, post.editedAt)) throw postChanged();

    const carried = post.hasMedia ? await carriedBy(tx, postId) : [];
    const mediaIds = changes.mediaIds === undefined ? carried : [...new Set(changes.mediaIds)];
    const hasMedia = mediaIds.length > 0;
    const areFilesNew = !isDeepStrictEqual(mediaIds, carried);
    // Without its files a text must stand alone: the one that stays is read like a new one then.
    const said = changes.content ?? (post.hasMedia && !hasMedia ? post.content : undefined);
    const written = said === undefined ? undefined : readContent(said, hasMedia);
    // What the caller has read is the real visibility: a reply's own may be wider, where a post above is closed.
    const isNarrowed = changes.visibility !== undefined && changes.visibility !== post.visibility;
    const visibility = isNarrowed ? changes.visibility! : post.ownVisibility;
    if (isNarrowed && isWider(visibility, post.visibility)) throw visibilityOnlyNarrows();
    const inheritsAudience = post.inheritsAudience && !isNarrowed;
    const content = written?.content ?? post.content;
    const contentWarning = warning === undefined ? post.contentWarning : warning;
    const isTextNew = content !== post.content;
    const isVersion = isTextNew || areFilesNew || contentWarning !== post.contentWarning;
    const isReachNew = isTextNew || isNarrowed;

    if (isVersion) {
      const behind = await versionsBehind(tx.db, postId);
      if (behind >= MAX_VERSIONS) throw tooManyVersions();
      await keepVersion(tx.db, postId, behind + 1, carried);
    }
    const found = written?.found ?? parseEntities(content);
    const members = isReachNew
      ? await membersReached(
          tx.db,
          postWith(postId, { visibility, inheritsAudience }),
          namedIn(found),
          MAX_MENTIONS,
        )
      : undefined;
    await changePost(tx.db, postId, {
      content,
      length: written?.length,
      entities: members && storedEntities(found, members),
      contentWarning,
      language: changes.language ?? ((isTextNew && guessLanguage(content, found)) || post.language),
      visibility,
      inheritsAudience,
      replyPolicy: changes.replyPolicy ?? post.replyPolicy,
      editedAt: isVersion ? after(post.editedAt ?? post.createdAt, tx.clock()) : post.editedAt,
      hasMedia,
    });
    if (areFilesNew) await reviseMedia(tx, { id: postId, authorId: viewer.id }, mediaIds);
    if (isNarrowed) {
      await narrowReplies(tx.db, postId);
      await narrowMedia(tx, postId);
    }
    if (isTextNew) await replaceHashtags(tx.db, postId, hashtagsIn(found));
    const mentioned = members ? await replaceMentions(tx.db, postId, [...members.values()]) : [];
    if (isVersion || isReachNew) {
      const rewritten = isTextNew && isRewritten(post.content, content);
      await tx.emit('content.edited', { postId, authorId: viewer.id, mentioned, rewritten });
    }
    const [edited] = await presentPosts(tx, viewer, [postId]);
    if (edited === undefined) throw new Error('an author does not see their own post');
    return edited;
  });
}

/** Two edits of one millisecond still differ, and a clock that was set back does not turn history round. */
const after = (before: Date, now: Date): Date => new Date(Math.max(now.getTime(), before.getTime() + 1));

const isSameMoment = (said: string | null, stands: Date | null): boolean =>
  (said === null ? null : Date.parse(said)) === (stands?.getTime() ?? null);

/**
 * What a post says now and said before, for everyone who may see it.
 * @throws Problem 404 `post_not_found`
 */
export async function history(ctx: Context, viewer: Viewer, postId: string): Promise<PostHistory> {
  const versions = await versionsOf(ctx.db, viewer, postId);
  if (versions.length === 0) throw postNotFound();
  const subject = { type: 'post', id: postId } as const;
  const [files, now] = await Promise.all([media.ever(ctx, subject), carriedBy(ctx, postId)]);
  return {
    items: versions.map(({ writtenAt, mediaIds, ...version }) => ({
      ...version,
      media: (mediaIds ?? now).flatMap((id) => files.get(id) ?? []),
      writtenAt: writtenAt.toISOString(),
    })),
    nextCursor: null,
  };
}
