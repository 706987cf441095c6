import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ConversationParams } from '../schemas.ts';
import { SharedPage, SharedQuery } from './schemas.ts';
import { listShared } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/:id/shared',
    {
      config: {
        caller: 'member',
        problems: { 400: ['invalid_cursor'], 404: ['conversation_not_found'] },
      },
      schema: {
        tags: ['Messaging'],
        summary: 'List messages with files or links, newest first',
        params: ConversationParams,
        querystring: SharedQuery,
        response: { 200: SharedPage },
      },
    },
    (request) => listShared(ctx, request.viewer, request.params.id, request.query),
  );
}
