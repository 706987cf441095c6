import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ConversationParams } from '../schemas.ts';
import { SearchPage, SearchQuery } from './schemas.ts';
import { searchMessages } from './service.ts';

const tags = ['Messaging'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/search',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'], 422: ['empty_search'] } },
      schema: {
        tags,
        summary: 'Search my messages',
        querystring: SearchQuery,
        response: { 200: SearchPage },
      },
    },
    (request) => searchMessages(ctx, request.viewer, undefined, request.query),
  );
  app.get(
    '/conversations/:id/search',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['invalid_cursor'],
          404: ['conversation_not_found'],
          422: ['empty_search'],
        },
      },
      schema: {
        tags,
        summary: 'Search a conversation',
        params: ConversationParams,
        querystring: SearchQuery,
        response: { 200: SearchPage },
      },
    },
    (request) => searchMessages(ctx, request.viewer, request.params.id, request.query),
  );
}
