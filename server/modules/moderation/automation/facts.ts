import type { Context } from '../../../platform/context.ts';
import { ruleInput, type WrittenPost } from '../../content/index.ts';
import { type EarlierAct, type Facts, hostOfLink, type Needs, textKeyOf } from './evaluate.ts';
import { findAuthors, findConversationStarts } from './queries.ts';

export interface AuthorFacts {
  createdAt: Date;
  universityId: string;
}

/**
 * What rules need to know of posts. One post of now and a batch of a rehearsal go the same way, so that both get the same answer.
 *
 * Cost: one look-up for each author; with a window, the author's last 200 posts for each post; for `same picture`, the pictures of all
 * posts of a day for each post with a picture.
 * @returns the facts by the id of the post, and its author's; not of authors that are gone
 */
export async function loadFacts(
  ctx: Context,
  posts: readonly WrittenPost[],
  { windowMs, conversations, pictures }: Needs,
): Promise<Map<string, Facts & { author: AuthorFacts }>> {
  const authors = await findAuthors(ctx.db, [...new Set(posts.map(({ authorId }) => authorId))]);
  const earlier = windowMs > 0 ? await ruleInput.earlier(ctx.db, posts, windowMs) : [];
  const starts = conversations ? await findConversationStarts(ctx.db, posts, windowMs) : [];
  const seen = pictures ? await ruleInput.samePictures(ctx.db, posts, windowMs) : [];
  const acts = new Map<string, EarlierAct[]>(posts.map(({ id }) => [id, []]));
  const createdAt = new Map(posts.map((post) => [post.id, post.createdAt.getTime()]));
  const ago = (postId: string, at: Date) => (createdAt.get(postId) ?? 0) - at.getTime();
  for (const act of earlier)
    acts.get(act.postId)?.push({
      kind: act.isReply ? 'reply' : 'post',
      agoMs: ago(act.postId, act.createdAt),
      textKey: act.content === null ? null : textKeyOf(act.content),
    });
  for (const { postId, startedAt, withFollower } of starts)
    acts.get(postId)?.push({
      kind: 'conversation',
      agoMs: ago(postId, startedAt),
      textKey: null,
      isWithStranger: !withFollower,
    });

  for (const { postId, authorId, createdAt: at } of seen)
    acts.get(postId)?.push({ kind: 'picture', agoMs: ago(postId, at), textKey: null, authorId });

  const found = new Map<string, Facts & { author: AuthorFacts }>();
  for (const post of posts) {
    const author = authors.get(post.authorId);
    if (author === undefined) continue;
    const links = post.entities.flatMap((entity) => (entity.type === 'link' ? [entity.url] : []));
    const count = (type: string) => post.entities.filter((entity) => entity.type === type).length;
    found.set(post.id, {
      isReply: post.isReply,
      texts: [post.content, ...(post.contentWarning === null ? [] : [post.contentWarning]), ...post.options],
      counts: { links: links.length, mentions: count('mention'), hashtags: count('hashtag') },
      hosts: links.flatMap((url) => hostOfLink(url) ?? []),
      authorAgeMs: post.isImported
        ? Number.POSITIVE_INFINITY
        : post.createdAt.getTime() - author.createdAt.getTime(),
      earlier: post.isImported ? [] : (acts.get(post.id) ?? []),
      author,
    });
  }
  return found;
}
