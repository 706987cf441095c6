import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ConversationParams, Message, MessageParams } from '../schemas.ts';
import { listPins, setPinned } from './service.ts';

const tags = ['Messaging'];
const Pins = z.object({ items: z.array(Message) }).meta({ id: 'PinnedMessages' });

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/:id/pins',
    {
      config: { caller: 'member', problems: { 404: ['conversation_not_found'] } },
      schema: {
        tags,
        summary: 'List pinned messages',
        params: ConversationParams,
        response: { 200: Pins },
      },
    },
    (request) => listPins(ctx, request.viewer, request.params.id),
  );
  for (const [method, isPinning] of [
    ['put', true],
    ['delete', false],
  ] as const) {
    app[method](
      '/messages/:id/pin',
      {
        config: {
          caller: 'member',
          problems: {
            403: ['admins_only', 'request_not_accepted', 'request_pending', 'recipient_blocked'],
            404: ['message_not_found'],
            ...(isPinning ? { 410: ['message_deleted'], 422: ['too_many_pins'] } : {}),
          },
        },
        schema: {
          tags,
          summary: isPinning ? 'Pin a message for all participants' : 'Unpin a message',
          params: MessageParams,
          response: { 200: Pins },
        },
      },
      (request) => setPinned(ctx, request.viewer, request.params.id, isPinning),
    );
  }
}
