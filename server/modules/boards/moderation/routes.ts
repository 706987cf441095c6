import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { CLOSED } from '../problems.ts';
import {
  BoardsWaiting,
  DecisionBody,
  ExclusionList,
  LiftBody,
  ReportAnswer,
  ReportBody,
  ReportedBoardPostPage,
  ReportsQuery,
} from './schemas.ts';
import {
  decide,
  getExclusions,
  getWaiting,
  liftExclusion,
  listReportedPosts,
  reportPost,
} from './service.ts';

const Post = z.strictObject({ postId: Uuid });

export function routes(app: App, ctx: Context): void {
  app.post(
    '/boards/posts/:postId/reports',
    {
      config: {
        caller: 'member',
        problems: {
          403: CLOSED,
          404: ['board_post_not_found'],
          429: ['too_many_reports'],
        },
      },
      schema: {
        tags: ['Boards'],
        summary: 'Report a post on a board',
        params: Post,
        body: ReportBody,
        response: { 202: ReportAnswer },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.status(202).send(await reportPost(ctx, viewer, params.postId, body)),
  );
  app.get(
    '/admin/boards/reports',
    {
      config: { permission: 'boards.moderate', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Admin'],
        summary: 'List posts on boards with open reports, the longest waiting first',
        querystring: ReportsQuery,
        response: { 200: ReportedBoardPostPage },
      },
    },
    ({ viewer, query }) => listReportedPosts(ctx, viewer, query),
  );
  app.get(
    '/admin/boards/waiting',
    {
      config: { permission: 'boards.moderate' },
      schema: {
        tags: ['Admin'],
        summary: 'Count what waits for a moderator of boards',
        response: { 200: BoardsWaiting },
      },
    },
    ({ viewer }) => getWaiting(ctx, viewer),
  );
  app.post(
    '/admin/boards/posts/:postId/decision',
    {
      config: {
        permission: 'boards.moderate',
        problems: { 404: ['board_post_not_found'], 422: ['own_report'] },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Decide about a post on a board, and exclude its author for some days',
        params: Post,
        body: DecisionBody,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params, body }, reply) => {
      await decide(ctx, { viewer, origin }, params.postId, body);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/admin/boards/exclusions',
    {
      config: { permission: 'boards.moderate' },
      schema: {
        tags: ['Admin'],
        summary: 'List the exclusions from boards that hold',
        response: { 200: ExclusionList },
      },
    },
    ({ viewer }) => getExclusions(ctx, viewer),
  );
  app.delete(
    '/admin/boards/exclusions/:id',
    {
      config: { permission: 'boards.moderate', problems: { 404: ['board_exclusion_not_found'] } },
      schema: {
        tags: ['Admin'],
        summary: 'End an exclusion from boards early',
        params: z.strictObject({ id: Uuid }),
        body: LiftBody,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params, body }, reply) => {
      await liftExclusion(ctx, { viewer, origin }, params.id, body.reason);
      return reply.status(204).send(null);
    },
  );
}
