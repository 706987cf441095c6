import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { FeedPreferences, FeedPreferencesChange, HomePositionBody } from './schemas.ts';
import { readPreferences, saveHomePosition, updatePreferences } from './service.ts';

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
    (request) => readPreferences(ctx, request.viewer),
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
    (request) => updatePreferences(ctx, request.viewer, request.body),
  );
  app.put(
    '/feed/home/position',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Keep where one stopped at home, for all of one’s devices',
        body: HomePositionBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await saveHomePosition(ctx, request.viewer, request.body);
      return reply.status(204).send(null);
    },
  );
}
