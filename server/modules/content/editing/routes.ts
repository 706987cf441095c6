import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Post, PostParams } from '../schemas.ts';
import { PostChanges, PostHistory } from './schemas.ts';
import { edit, getHistory } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.patch(
    '/posts/:id',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character'],
          403: ['not_your_post', 'trust_too_low'],
          404: ['post_not_found'],
          409: ['post_changed'],
          422: [
            'post_too_long',
            'empty_post',
            'content_warning_too_long',
            'too_many_combining_marks',
            'visibility_only_narrows',
            'too_many_versions',
            'media_not_found',
            'media_not_ready',
            'media_already_attached',
            'picture_removed',
            'too_many_media',
            'media_kind_not_allowed',
          ],
        },
      },
      schema: {
        tags: ['Posts'],
        summary: 'Edit a post; earlier versions stay in its history',
        params: PostParams,
        body: PostChanges,
        response: { 200: Post },
      },
    },
    (req) => edit(ctx, req.viewer, req.params.id, req.body),
  );

  app.get(
    '/posts/:id/history',
    {
      config: { caller: 'member', problems: { 404: ['post_not_found'] } },
      schema: {
        tags: ['Posts'],
        summary: 'List the versions of a post, newest first',
        params: PostParams,
        response: { 200: PostHistory },
      },
    },
    (req) => getHistory(ctx, req.viewer, req.params.id),
  );
}
