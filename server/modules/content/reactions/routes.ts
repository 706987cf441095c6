import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { MemberPage } from '../../profiles/index.ts';
import { AuthorParams, PostPage, PostParams } from '../schemas.ts';
import { listBookmarks, listLikedPosts, listQuotes, listReactingMembers } from './lists.ts';
import { REACTION_KINDS, ReactionState } from './schemas.ts';
import { react, unreact } from './service.ts';

const tags = ['Posts'];
const SUMMARY = {
  like: ['Like a post', 'Unlike a post', 'List members who like a post'],
  repost: ['Repost a post to my followers', 'Undo a repost', 'List members who reposted a post'],
  bookmark: ['Bookmark a post', 'Remove a bookmark'],
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
        summary: 'List quotes of a post, newest first',
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
        summary: 'List my bookmarks, newest first',
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
        summary: 'List posts a member likes, newest first; for others only if the member shows them',
        params: AuthorParams,
        querystring: PageQuery,
        response: { 200: PostPage },
      },
    },
    (req) => listLikedPosts(ctx, req.viewer, req.params.id, req.query),
  );
}
