import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { WITH_SECRET } from '../problems.ts';
import { OwnBoardPostPage, OwnPostsBody } from './schemas.ts';
import { listOwnPosts } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/boards/own-posts',
    {
      config: {
        caller: 'member',
        isUnlinked: true,
        problems: {
          400: ['invalid_cursor'],
          403: WITH_SECRET,
          429: ['board_limit', 'too_many_attempts'],
        },
      },
      schema: {
        tags: ['Boards'],
        summary: 'List what my secret has written in the last 180 days, newest first, and what waits',
        body: OwnPostsBody,
        response: { 200: OwnBoardPostPage },
      },
    },
    ({ viewer, body }) => listOwnPosts(ctx, viewer, body),
  );
}
