import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { CLOSED } from '../problems.ts';
import { Board, BoardList, BoardPostPage, BoardThreadPage, BoardThreadWithBoard } from './schemas.ts';
import { getBoard, getBoards, getPosts, getThread, getThreads } from './service.ts';

const tags = ['Boards'];
// Reading is unlinked too: who read within the ten minutes of a batch are the few who may have written in it.

export function routes(app: App, ctx: Context): void {
  app.get(
    '/boards',
    {
      config: { caller: 'member', isUnlinked: true, problems: { 403: CLOSED } },
      schema: {
        tags,
        summary: 'List boards, with who holds their keys and whether I may write',
        response: { 200: BoardList },
      },
    },
    ({ viewer }) => getBoards(ctx, viewer),
  );
  app.get(
    '/boards/:boardId',
    {
      config: { caller: 'member', isUnlinked: true, problems: { 403: CLOSED, 404: ['board_not_found'] } },
      schema: {
        tags,
        summary: 'Get a board',
        params: z.strictObject({ boardId: Uuid }),
        response: { 200: Board },
      },
    },
    ({ viewer, params }) => getBoard(ctx, viewer, params.boardId),
  );
  app.get(
    '/boards/:boardId/threads',
    {
      config: {
        caller: 'member',
        isUnlinked: true,
        problems: { 400: ['invalid_cursor'], 403: CLOSED, 404: ['board_not_found'] },
      },
      schema: {
        tags,
        summary: 'List the threads of a board, newest activity first',
        params: z.strictObject({ boardId: Uuid }),
        querystring: PageQuery,
        response: { 200: BoardThreadPage },
      },
    },
    ({ viewer, params, query }) => getThreads(ctx, viewer, params.boardId, query),
  );
  app.get(
    '/boards/threads/:threadId',
    {
      config: {
        caller: 'member',
        isUnlinked: true,
        problems: { 403: CLOSED, 404: ['board_thread_not_found'] },
      },
      schema: {
        tags,
        summary: 'Get a thread with its board',
        params: z.strictObject({ threadId: Uuid }),
        response: { 200: BoardThreadWithBoard },
      },
    },
    ({ viewer, params }) => getThread(ctx, viewer, params.threadId),
  );
  app.get(
    '/boards/threads/:threadId/posts',
    {
      config: {
        caller: 'member',
        isUnlinked: true,
        problems: { 400: ['invalid_cursor'], 403: CLOSED, 404: ['board_thread_not_found'] },
      },
      schema: {
        tags,
        summary: 'List the posts of a thread, oldest first',
        params: z.strictObject({ threadId: Uuid }),
        querystring: PageQuery,
        response: { 200: BoardPostPage },
      },
    },
    ({ viewer, params, query }) => getPosts(ctx, viewer, params.threadId, query),
  );
}
