import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { SuggestedMembers, SuggestionsQuery } from './schemas.ts';
import { dismissSuggestion, restoreSuggestion, suggestMembers } from './service.ts';

const tags = ['Users'];
const MemberId = z.strictObject({ id: Uuid });

export function routes(app: App, ctx: Context): void {
  app.get(
    '/users/suggestions',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Suggest members to follow, each with its reason',
        querystring: SuggestionsQuery,
        response: { 200: SuggestedMembers },
      },
    },
    (request) => suggestMembers(ctx, request.viewer, request.query),
  );
  app.delete(
    '/users/suggestions/:id',
    {
      config: { caller: 'member', problems: { 404: ['member_not_found'] } },
      schema: {
        tags,
        summary: 'Dismiss a suggested member',
        params: MemberId,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await dismissSuggestion(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/users/suggestions/:id',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Allow a dismissed member in suggestions again',
        params: MemberId,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await restoreSuggestion(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );
}
