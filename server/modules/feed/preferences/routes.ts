import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { FeedPreferences, FeedPreferencesChange, HomePlaceBody } from './schemas.ts';
import { changePreferences, keepPlace, preferences } from './service.ts';

const tags = ['Feed'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/feed/preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'How one’s feeds are ordered, and where one stopped',
        response: { 200: FeedPreferences },
      },
    },
    (request) => preferences(ctx, request.viewer),
  );
  app.patch(
    '/feed/preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Change how one’s feeds are ordered',
        body: FeedPreferencesChange,
        response: { 200: FeedPreferences },
      },
    },
    (request) => changePreferences(ctx, request.viewer, request.body),
  );
  app.put(
    '/feed/home/place',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Keep where one stopped at home, for all of one’s devices',
        body: HomePlaceBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await keepPlace(ctx, request.viewer, request.body);
      return reply.status(204).send(null);
    },
  );
}
