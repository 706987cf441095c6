import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { SuggestedHashtags, SuggestedHashtagsQuery } from './schemas.ts';
import { suggestHashtags } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/feed/suggested-hashtags',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags: ['Feed'],
        summary: 'Suggest hashtags to follow',
        querystring: SuggestedHashtagsQuery,
        response: { 200: SuggestedHashtags },
      },
    },
    (request) => suggestHashtags(ctx, request.viewer, request.query),
  );
}
