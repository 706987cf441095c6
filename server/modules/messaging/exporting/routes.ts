import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/app.ts';
import { ConversationParams } from '../schemas.ts';
import { exported } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/:id/export',
    {
      config: { caller: 'member', problems: { 404: ['conversation_not_found'] } },
      schema: {
        tags: ['Messaging'],
        summary: 'Take a conversation with me',
        description: 'Lines of JSON: the conversation, then its messages, the oldest first.',
        params: ConversationParams,
        response: { 200: z.any().describe('application/x-ndjson') },
      },
    },
    async (request, reply) => {
      const lines = await exported(ctx, request.viewer, request.params.id);
      return reply
        .header('content-type', 'application/x-ndjson; charset=utf-8')
        .header('content-disposition', `attachment; filename="chitlaq-${request.params.id}.ndjson"`)
        .send(Readable.from(lines));
    },
  );
}
