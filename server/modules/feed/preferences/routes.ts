import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { FeedPreferences, FeedPreferencesChange, HomePositionBody } from './schemas.ts';
import { getPreferences, saveHomePosition, updatePreferences } from './service.ts';

const tags = ['Feed'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/feed/preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Get my feed preferences and home position',
        response: { 200: FeedPreferences },
      },
    },
    (request) => getPreferences(ctx, request.viewer),
  );
  app.patch(
    '/feed/preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Change my feed preferences',
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
        summary: 'Save my position in home',
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
