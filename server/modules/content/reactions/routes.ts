import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { MemberPage } from '../../social/index.ts';
import { AuthorParams, PostPage, PostParams } from '../schemas.ts';
import { listBookmarks, listLikedPosts, listQuotes, listReactingMembers } from './lists.ts';
import { REACTION_KINDS, ReactionState } from './schemas.ts';
import { react, unreact } from './service.ts';

const tags = ['Posts'];
const SUMMARY = {
  like: ['Like a post', 'Take a like back', 'Who likes a post'],
  repost: ['Repost: passes a post on to one’s followers', 'Take a repost back', 'Who has reposted a post'],
  bookmark: ['Bookmark a post, for oneself alone', 'Take a bookmark away'],
} as const;

export function routes(app: App, ctx: Context): void {
  const notFound = { 404: ['post_not_found'] };
  const lists = { 400: ['invalid_cursor'], ...notFound };

  for (const kind of REACTION_KINDS) {
    app.put(
      `/posts/:id/${kind}`,
      {
        config: {
          caller: 'member',
          problems: {
            ...notFound,
            ...(kind === 'repost' ? { 403: ['repost_not_allowed'] } : {}),
            429: ['too_many_reactions'],
          },
        },
        schema: { tags, summary: SUMMARY[kind][0], params: PostParams, response: { 200: ReactionState } },
      },
      (req) => react(ctx, req.viewer, kind, req.params.id),
    );
    app.delete(
      `/posts/:id/${kind}`,
      {
        config: { caller: 'member', problems: notFound },
        schema: { tags, summary: SUMMARY[kind][1], params: PostParams, response: { 200: ReactionState } },
      },
      (req) => unreact(ctx, req.viewer, kind, req.params.id),
    );
  }

  for (const kind of ['like', 'repost'] as const) {
    app.get(
      `/posts/:id/${kind}s`,
      {
        config: { caller: 'member', problems: lists },
        schema: {
          tags,
          summary: SUMMARY[kind][2],
          params: PostParams,
          querystring: PageQuery,
          response: { 200: MemberPage },
        },
      },
      (req) => listReactingMembers(ctx, req.viewer, kind, req.params.id, req.query),
    );
  }

  app.get(
    '/posts/:id/quotes',
    {
      config: { caller: 'member', problems: lists },
      schema: {
        tags,
        summary: 'Posts that quote a post, newest first',
        params: PostParams,
        querystring: PageQuery,
        response: { 200: PostPage },
      },
    },
    (req) => listQuotes(ctx, req.viewer, req.params.id, req.query),
  );

  app.get(
    '/bookmarks',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'One’s own bookmarks, newest first',
        querystring: PageQuery,
        response: { 200: PostPage },
      },
    },
    (req) => listBookmarks(ctx, req.viewer, req.query),
  );

  app.get(
    '/users/:id/likes',
    {
      config: {
        caller: 'member',
        problems: { 400: ['invalid_cursor'], 403: ['likes_private'], 404: ['member_not_found'] },
      },
      schema: {
        tags,
        summary: 'What a member likes, newest first; for others only where that member shows it',
        params: AuthorParams,
        querystring: PageQuery,
        response: { 200: PostPage },
      },
    },
    (req) => listLikedPosts(ctx, req.viewer, req.params.id, req.query),
  );
}
