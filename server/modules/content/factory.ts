import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import type { NewPoll } from './polls/schemas.ts';
import { publish } from './publishing/service.ts';
import type { ReactionKind, ReactionState } from './reactions/schemas.ts';
import { react } from './reactions/service.ts';
import type { Post, ReplyPolicy, Visibility } from './schemas.ts';

let postCount = 0;

/** The viewer of a member's requests. */
export async function loadViewer(t: { ctx: Context }, member: { id: string }): Promise<Viewer> {
  const { university_id: universityId } = await t.ctx.db
    .selectFrom('auth.member_view')
    .select('university_id')
    .where('id', '=', member.id)
    .executeTakeFirstOrThrow();
  return { id: member.id, sessionId: member.id, universityId, roles: ['member'] };
}

/** Creates a reaction through the service. */
export const makeReaction = (
  t: { ctx: Context },
  kind: ReactionKind,
  member: { id: string; universityId: string; sessionId: string },
  post: { id: string },
): Promise<ReactionState> => react(t.ctx, { ...member, roles: ['member'] }, kind, post.id);

/** Publishes a post through the service, with defaults for what the test does not care about. */
export async function makePost(
  t: { ctx: Context },
  post: {
    author: { id: string };
    content?: string;
    visibility?: Visibility;
    replyPolicy?: ReplyPolicy;
    replyTo?: { id: string };
    quoteOf?: { id: string };
    poll?: NewPoll;
  },
): Promise<Post> {
  const viewer = await loadViewer(t, post.author);
  postCount += 1;
  return publish(
    t.ctx,
    viewer,
    {
      content: post.content ?? `Gönderi ${postCount}`,
      ...(post.visibility ? { visibility: post.visibility } : {}),
      ...(post.replyPolicy ? { replyPolicy: post.replyPolicy } : {}),
      ...(post.replyTo ? { replyToId: post.replyTo.id } : {}),
      ...(post.poll ? { poll: post.poll } : {}),
      ...(post.quoteOf ? { quoteOfId: post.quoteOf.id } : {}),
    },
    undefined,
  );
}
