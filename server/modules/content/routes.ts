import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { publishProblems } from './publish-problems.ts';
import { publish, replyPermission } from './publishing/service.ts';
import { getPost, getThread, listAuthorPosts } from './reading/service.ts';
import {
  AuthorParams,
  AuthorPostPage,
  AuthorPostsQuery,
  NewPost,
  Post,
  PostParams,
  ReplyPermission,
  Thread,
  ThreadQuery,
} from './schemas.ts';
import { deletePost } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/posts',
    {
      config: {
        caller: 'member',
        problems: publishProblems(),
      },
      schema: { tags: ['Posts'], summary: 'Publish a post', body: NewPost, response: { 201: Post } },
    },
    async (req, reply) => {
      const post = await publish(ctx, req.viewer, req.body, req.idempotencyKey);
      return reply.status(201).send(post);
    },
  );

  app.get(
    '/posts/:id',
    {
      config: { caller: 'member', problems: { 404: ['post_not_found'] } },
      schema: { tags: ['Posts'], summary: 'Get a post', params: PostParams, response: { 200: Post } },
    },
    (req) => getPost(ctx, req.viewer, req.params.id),
  );

  app.delete(
    '/posts/:id',
    {
      config: { caller: 'member', problems: { 403: ['not_your_post'], 404: ['post_not_found'] } },
      schema: {
        tags: ['Posts'],
        summary: 'Delete a post; a tombstone stays in threads',
        params: PostParams,
        response: { 204: z.null() },
      },
    },
    async (req, reply) => {
      await deletePost(ctx, req.viewer, req.params.id, req.origin);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/posts/:id/reply-permission',
    {
      config: { caller: 'member', problems: { 404: ['post_not_found'] } },
      schema: {
        tags: ['Posts'],
        summary: 'Get whether I may reply to a post',
        params: PostParams,
        response: { 200: ReplyPermission },
      },
    },
    (req) => replyPermission(ctx, req.viewer, req.params.id),
  );

  app.get(
    '/posts/:id/thread',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'], 404: ['post_not_found'] } },
      schema: {
        tags: ['Posts'],
        summary: 'Get a post with its ancestors and replies',
        params: PostParams,
        querystring: ThreadQuery,
        response: { 200: Thread },
      },
    },
    (req) => getThread(ctx, req.viewer, req.params.id, req.query),
  );

  app.get(
    '/users/:id/posts',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'], 404: ['member_not_found'] } },
      schema: {
        tags: ['Posts'],
        summary: 'List posts of a member, newest first, with the pinned ones',
        params: AuthorParams,
        querystring: AuthorPostsQuery,
        response: { 200: AuthorPostPage },
      },
    },
    (req) => listAuthorPosts(ctx, req.viewer, req.params.id, req.query),
  );
}
