import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ConversationParams } from '../schemas.ts';
import { ReadBody, Receipt } from './schemas.ts';
import { markDelivered, markRead } from './service.ts';

const tags = ['Messaging'];

export function routes(app: App, ctx: Context): void {
  for (const [path, markUpTo, summary] of [
    ['read', markRead, 'Mark messages as read up to a number'],
    ['delivered', markDelivered, 'Mark messages as delivered up to a number'],
  ] as const) {
    app.put(
      `/conversations/:id/${path}`,
      {
        config: { caller: 'member', problems: { 404: ['conversation_not_found'] } },
        schema: { tags, summary, params: ConversationParams, body: ReadBody, response: { 200: Receipt } },
      },
      (request) => markUpTo(ctx, request.viewer, request.params.id, request.body.seq),
    );
  }
}
