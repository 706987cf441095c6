import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PostParams } from '../schemas.ts';
import { PinState } from './schemas.ts';
import { pin, unpin } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.put(
    '/posts/:id/pin',
    {
      config: {
        caller: 'member',
        problems: { 403: ['not_your_post'], 404: ['post_not_found'], 422: ['too_many_pins'] },
      },
      schema: {
        tags: ['Posts'],
        summary: 'Pin one of my posts to my profile, at most three',
        params: PostParams,
        response: { 200: PinState },
      },
    },
    (req) => pin(ctx, req.viewer, req.params.id),
  );

  app.delete(
    '/posts/:id/pin',
    {
      config: { caller: 'member', problems: { 403: ['not_your_post'], 404: ['post_not_found'] } },
      schema: {
        tags: ['Posts'],
        summary: 'Unpin a post',
        params: PostParams,
        response: { 200: PinState },
      },
    },
    (req) => unpin(ctx, req.viewer, req.params.id),
  );
}
