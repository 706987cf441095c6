import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ConversationParams } from '../schemas.ts';
import { FindQuery, FoundPage } from './schemas.ts';
import { find } from './service.ts';

const tags = ['Messaging'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/search',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'], 422: ['nothing_to_search'] } },
      schema: { tags, summary: 'Search my messages', querystring: FindQuery, response: { 200: FoundPage } },
    },
    (request) => find(ctx, request.viewer, undefined, request.query),
  );
  app.get(
    '/conversations/:id/search',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['invalid_cursor'],
          404: ['conversation_not_found'],
          422: ['nothing_to_search'],
        },
      },
      schema: {
        tags,
        summary: 'Search a conversation',
        params: ConversationParams,
        querystring: FindQuery,
        response: { 200: FoundPage },
      },
    },
    (request) => find(ctx, request.viewer, request.params.id, request.query),
  );
}
