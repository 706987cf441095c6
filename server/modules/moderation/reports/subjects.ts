import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { content, type Post } from '../../content/index.ts';
import { type Message, messaging } from '../../messaging/index.ts';
import { findMemberCard } from './queries.ts';
import type { SubjectType } from './schemas.ts';
import type { Subject } from './subject.ts';

/** Messages before the reported one that the report stores as context. */
const CONTEXT_MESSAGES = 5;

const messageSnapshot = ({
  sender,
  type,
  content,
  media,
  preview,
  forwarded,
  createdAt,
  editedAt,
}: Message) => ({
  sender: sender && { id: sender.id, username: sender.username, displayName: sender.displayName },
  type,
  content,
  media,
  linkPreview: preview,
  forwarded,
  createdAt,
  editedAt,
});

export const postSnapshot = ({ poll, ...post }: Post) => ({
  content: post.content,
  contentWarning: post.contentWarning,
  media: post.media,
  linkPreview: post.linkPreview ?? null,
  options: poll?.options.map(({ text }) => text) ?? null,
  visibility: post.visibility,
  replyToId: post.replyToId,
  createdAt: post.createdAt,
  editedAt: post.editedAt,
  importedFrom: post.importedFrom ?? null,
});

/**
 * How each kind of subject is looked up. A post or a member is found by its id, even if it is hidden from the
 * reporter now: only staff are shown it. A message is found only by members who may read it.
 */
export const findSubject: Record<
  SubjectType,
  (ctx: Context, viewer: Viewer, id: string) => Promise<Subject | undefined>
> = {
  async post(ctx, _viewer, id) {
    const found = await content.asItsAuthor(ctx, id);
    return found && { ownerId: found.authorId, snapshot: found.post ? postSnapshot(found.post) : {} };
  },
  async user(ctx, _viewer, id) {
    const profile = await findMemberCard(ctx.db, id);
    return profile && { ownerId: id, snapshot: profile };
  },
  async message(ctx, viewer, id) {
    const shown = await messaging.messageWithContext(ctx, viewer, id, CONTEXT_MESSAGES);
    if (shown === undefined) return undefined;
    const { message, before } = shown;
    return {
      ownerId: message.senderId,
      snapshot: { ...messageSnapshot(message), before: before.map(messageSnapshot) },
    };
  },
};
