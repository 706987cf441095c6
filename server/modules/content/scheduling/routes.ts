import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { publishProblems } from '../publish-problems.ts';
import { Post } from '../schemas.ts';
import {
  NewScheduledPost,
  ScheduledPost,
  ScheduledPostChange,
  ScheduledPostPage,
  ScheduledPostParams,
} from './schemas.ts';
import {
  getScheduledPost,
  listScheduledPosts,
  publishScheduledNow,
  reschedule,
  schedulePost,
  unschedule,
} from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/scheduled-posts',
    {
      config: {
        caller: 'member',
        problems: publishProblems({
          422: ['scheduled_time_out_of_range', 'too_many_scheduled_posts', 'draft_too_large'],
        }),
      },
      schema: {
        tags: ['Drafts'],
        summary: 'Schedule a post',
        body: NewScheduledPost,
        response: { 201: ScheduledPost },
      },
    },
    async (req, reply) =>
      reply.status(201).send(await schedulePost(ctx, req.viewer, req.body, req.idempotencyKey)),
  );

  app.get(
    '/scheduled-posts',
    {
      config: { caller: 'member' },
      schema: {
        tags: ['Drafts'],
        summary: 'List my scheduled posts, failed ones included',
        response: { 200: ScheduledPostPage },
      },
    },
    (req) => listScheduledPosts(ctx, req.viewer),
  );

  app.get(
    '/scheduled-posts/:id',
    {
      config: { caller: 'member', problems: { 404: ['scheduled_post_not_found'] } },
      schema: {
        tags: ['Drafts'],
        summary: 'Get a scheduled post',
        params: ScheduledPostParams,
        response: { 200: ScheduledPost },
      },
    },
    (req) => getScheduledPost(ctx, req.viewer, req.params.id),
  );

  app.patch(
    '/scheduled-posts/:id',
    {
      config: {
        caller: 'member',
        problems: publishProblems({
          404: ['scheduled_post_not_found'],
          409: ['scheduled_post_changed'],
          422: ['scheduled_time_out_of_range', 'draft_too_large'],
        }),
      },
      schema: {
        tags: ['Drafts'],
        summary: 'Change a scheduled post or its time; reschedules a failed one',
        params: ScheduledPostParams,
        body: ScheduledPostChange,
        response: { 200: ScheduledPost },
      },
    },
    (req) => reschedule(ctx, req.viewer, req.params.id, req.body),
  );

  app.delete(
    '/scheduled-posts/:id',
    {
      config: { caller: 'member', problems: { 404: ['scheduled_post_not_found'] } },
      schema: {
        tags: ['Drafts'],
        summary: 'Delete a scheduled post',
        params: ScheduledPostParams,
        response: { 204: z.null() },
      },
    },
    async (req, reply) => {
      await unschedule(ctx, req.viewer, req.params.id);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/scheduled-posts/:id/publish',
    {
      config: { caller: 'member', problems: publishProblems({ 404: ['scheduled_post_not_found'] }) },
      schema: {
        tags: ['Drafts'],
        summary: 'Publish a scheduled post now',
        params: ScheduledPostParams,
        response: { 201: Post },
      },
    },
    async (req, reply) =>
      reply.status(201).send(await publishScheduledNow(ctx, req.viewer, req.params.id, req.idempotencyKey)),
  );
}
