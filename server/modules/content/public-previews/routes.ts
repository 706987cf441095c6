import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PostParams } from '../schemas.ts';
import { PublicPreview } from './schemas.ts';
import { getPublicPreview } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/posts/:id/public-preview',
    {
      config: { caller: 'anyone', problems: { 403: ['feature_off'], 404: ['post_not_found'] } },
      schema: {
        tags: ['Posts'],
        summary: 'Get what people without an account see of a post, if its author allows it',
        params: PostParams,
        response: { 200: PublicPreview },
      },
    },
    (req) => getPublicPreview(ctx, req.params.id),
  );
}
