import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { WITH_SECRET } from '../problems.ts';
import { NewPostBody, NewThreadBody, PublishedAt, SecretOnly } from './schemas.ts';
import { beginThread, deletePost, writePost } from './service.ts';

const tags = ['Boards'];
/** What every route that writes may answer; a route adds its own. */
const WRITING = {
  400: ['forbidden_character'],
  403: [...WITH_SECRET, 'board_secret_new', 'board_newcomer', 'board_excluded', 'account_muted'],
  409: ['board_archived', 'board_id_taken'],
  422: ['board_text_too_long', 'board_text_empty', 'too_many_combining_marks'],
  429: ['board_limit', 'too_many_attempts'],
} as const;

export function routes(app: App, ctx: Context): void {
  app.put(
    '/boards/:boardId/threads/:threadId',
    {
      config: {
        caller: 'member',
        isUnlinked: true,
        problems: { ...WRITING, 404: ['board_not_found'], 422: ['board_title_too_long', ...WRITING[422]] },
      },
      schema: {
        tags,
        summary: 'Begin a thread, under an id of my choice',
        description: 'It appears with its batch. The same request again changes nothing.',
        params: z.strictObject({ boardId: Uuid, threadId: Uuid }),
        body: NewThreadBody,
        response: { 202: PublishedAt },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.status(202).send(await beginThread(ctx, viewer, params, body)),
  );
  app.put(
    '/boards/threads/:threadId/posts/:postId',
    {
      config: {
        caller: 'member',
        isUnlinked: true,
        problems: { ...WRITING, 404: ['board_thread_not_found', 'board_post_not_found'] },
      },
      schema: {
        tags,
        summary: 'Write in a thread, under an id of my choice',
        description: 'It appears with its batch. The same request again changes nothing.',
        params: z.strictObject({ threadId: Uuid, postId: Uuid }),
        body: NewPostBody,
        response: { 202: PublishedAt },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.status(202).send(await writePost(ctx, viewer, params, body)),
  );
  app.post(
    '/boards/threads/:threadId/posts/:postId/deletion',
    {
      config: {
        caller: 'member',
        alsoFor: ['suspended'],
        isUnlinked: true,
        problems: { 403: WITH_SECRET, 404: ['board_post_not_found'], 429: ['too_many_attempts'] },
      },
      schema: {
        tags,
        summary: 'Delete a post of mine, published or waiting',
        params: z.strictObject({ threadId: Uuid, postId: Uuid }),
        body: SecretOnly,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, body }, reply) => {
      await deletePost(ctx, viewer, params, body.secret);
      return reply.status(204).send(null);
    },
  );
}
