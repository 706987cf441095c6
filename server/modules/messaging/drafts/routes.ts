import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ConversationParams } from '../schemas.ts';
import { DraftAnswer, DraftBody } from './schemas.ts';
import { draft, saveDraft } from './service.ts';

const tags = ['Messaging'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/:id/draft',
    {
      config: { caller: 'member', problems: { 404: ['conversation_not_found'] } },
      schema: {
        tags,
        summary: 'Get my draft',
        params: ConversationParams,
        response: { 200: DraftAnswer },
      },
    },
    (request) => draft(ctx, request.viewer, request.params.id),
  );
  app.put(
    '/conversations/:id/draft',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character'],
          404: ['conversation_not_found'],
          409: ['draft_conflict'],
          422: ['message_too_long', 'too_many_combining_marks'],
        },
      },
      schema: {
        tags,
        summary: 'Save my draft for my other devices',
        params: ConversationParams,
        body: DraftBody,
        response: { 200: DraftAnswer },
      },
    },
    (request) => saveDraft(ctx, request.viewer, request.params.id, request.body),
  );
}
