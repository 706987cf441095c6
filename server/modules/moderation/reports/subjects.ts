import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { presentPosts } from '../../content/index.ts';
import { type Message, messaging } from '../../messaging/index.ts';
import { canSeeMember } from '../../social/index.ts';
import { memberCard } from './queries.ts';
import type { SubjectType } from './schemas.ts';

/** What is reported, as the reporter sees it. */
export interface Subject {
  /** Null for a message whose writer has left the campus. */
  ownerId: string | null;
  /** Kept with the report: the owner may change or delete it. */
  seen: object;
}

/** Messages before the reported one that the report keeps, for it to be understood. */
const BEFORE = 5;

const written = ({ sender, type, content, media, forwarded, createdAt, editedAt }: Message) => ({
  sender: sender && { id: sender.id, username: sender.username, displayName: sender.displayName },
  type,
  content,
  media,
  forwarded,
  createdAt,
  editedAt,
});

/** How each kind of subject is looked up, for who may see it; a new kind is a line here. */
export const subjects: Record<
  SubjectType,
  (ctx: Context, viewer: Viewer, id: string) => Promise<Subject | undefined>
> = {
  async post(ctx, viewer, id) {
    const [post] = await presentPosts(ctx, viewer, [id]);
    if (post === undefined) return undefined;
    const { content, contentWarning, media, poll, visibility, replyToId, createdAt, editedAt } = post;
    const options = poll?.options.map(({ text }) => text) ?? null;
    return {
      ownerId: post.author.id,
      seen: { content, contentWarning, media, options, visibility, replyToId, createdAt, editedAt },
    };
  },
  async user(ctx, viewer, id) {
    if (!(await canSeeMember(ctx, viewer, id))) return undefined;
    const card = await memberCard(ctx.db, id);
    return card && { ownerId: id, seen: card };
  },
  async message(ctx, viewer, id) {
    const shown = await messaging.shownWith(ctx, viewer, id, BEFORE);
    if (shown === undefined) return undefined;
    const { message, before } = shown;
    return { ownerId: message.senderId, seen: { ...written(message), before: before.map(written) } };
  },
};
