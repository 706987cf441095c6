import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PostParams } from '../schemas.ts';
import { Poll, PollVote } from './schemas.ts';
import { vote } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/posts/:id/poll/votes',
    {
      config: {
        caller: 'member',
        problems: {
          404: ['post_not_found', 'poll_not_found'],
          409: ['already_voted'],
          422: ['poll_closed', 'own_poll', 'single_choice_poll', 'unknown_poll_option'],
        },
      },
      schema: {
        tags: ['Posts'],
        summary: 'Vote in a post’s poll, once',
        params: PostParams,
        body: PollVote,
        response: { 200: Poll },
      },
    },
    (req) => vote(ctx, req.viewer, req.params.id, req.body),
  );
}
