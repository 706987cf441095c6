import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { presentPosts } from '../../content/index.ts';
import { canSeeMember } from '../../social/index.ts';
import { memberCard } from './queries.ts';
import type { SubjectType } from './schemas.ts';

/** What is reported, as the reporter sees it. */
export interface Subject {
  ownerId: string;
  /** Kept with the report: the owner may change or delete it. */
  seen: object;
}

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
};
