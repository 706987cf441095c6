import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { WITH_SECRET } from '../problems.ts';
import { OwnBoardPostPage, OwnPostsBody, OwnThreadPage, OwnThreadsBody } from './schemas.ts';
import { listOwnPosts, listOwnThreads } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/boards/own-posts',
    {
      config: {
        caller: 'member',
        // So that they can delete what they wrote.
        alsoFor: ['suspended'],
        isUnlinked: true,
        problems: {
          400: ['invalid_cursor'],
          403: WITH_SECRET,
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags: ['Boards'],
        summary: 'List what my secret has written in some threads, newest first, and what waits',
        body: OwnPostsBody,
        response: { 200: OwnBoardPostPage },
      },
    },
    ({ viewer, body }) => listOwnPosts(ctx, viewer, body),
  );
  app.post(
    '/boards/own-threads',
    {
      config: {
        caller: 'member',
        alsoFor: ['suspended'],
        isUnlinked: true,
        problems: {
          400: ['invalid_cursor'],
          403: WITH_SECRET,
          429: ['board_limit', 'too_many_attempts'],
        },
      },
      schema: {
        tags: ['Boards'],
        summary: 'Find the threads of the last 180 days in which my secret has written',
        description:
          'For a device that does not remember them. A page compares 5,000 threads, and may be empty.',
        body: OwnThreadsBody,
        response: { 200: OwnThreadPage },
      },
    },
    ({ viewer, body }) => listOwnThreads(ctx, viewer, body),
  );
}
