import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { WITH_SECRET } from '../problems.ts';
import { PublishedAt } from '../writing/schemas.ts';
import { AppealBody, HiddenBoardPostPage, HiddenQuery, ReviewBody } from './schemas.ts';
import { appeal, listHiddenPosts, review } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.put(
    '/boards/threads/:threadId/posts/:postId/appeal',
    {
      config: {
        caller: 'member',
        isUnlinked: true,
        problems: {
          403: WITH_SECRET,
          404: ['board_post_not_found'],
          409: ['board_appealed'],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags: ['Boards'],
        summary: 'Object to the hiding of a post of mine',
        description:
          'Moderators see it with its batch. Somebody else than who hid the post decides. The same request again changes nothing.',
        params: z.strictObject({ threadId: Uuid, postId: Uuid }),
        body: AppealBody,
        response: { 202: PublishedAt },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.status(202).send(await appeal(ctx, viewer, params, body)),
  );
  app.get(
    '/admin/boards/hidden',
    {
      config: { permission: 'boards.moderate', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Admin'],
        summary: 'List hidden posts on boards, with what their authors say against it',
        querystring: HiddenQuery,
        response: { 200: HiddenBoardPostPage },
      },
    },
    ({ viewer, query }) => listHiddenPosts(ctx, viewer, query),
  );
  app.post(
    '/admin/boards/posts/:postId/review',
    {
      config: {
        permission: 'boards.moderate',
        problems: {
          404: ['board_post_not_found'],
          409: ['board_not_hidden', 'board_no_appeal'],
          422: ['own_decision', 'own_report'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Show a hidden post on a board again, or reject the appeal against its hiding',
        params: z.strictObject({ postId: Uuid }),
        body: ReviewBody,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params, body }, reply) => {
      await review(ctx, { viewer, origin }, params.postId, body);
      return reply.status(204).send(null);
    },
  );
}
