import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import {
  ForgetQuery,
  RecentSearches,
  RecentSettings,
  SavedId,
  SavedSearch,
  SavedSearches,
  SearchBody,
} from './schemas.ts';
import {
  deleteSavedSearch,
  forgetSearches,
  listRecentSearches,
  listSavedSearches,
  rememberSearch,
  saveSearch,
  updateRecentSettings,
} from './service.ts';

const tags = ['Search'];
const Nothing = z.null();

export function routes(app: App, ctx: Context): void {
  app.get(
    '/search/saved',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'Searches one keeps', response: { 200: SavedSearches } },
    },
    (request) => listSavedSearches(ctx, request.viewer),
  );
  app.post(
    '/search/saved',
    {
      config: {
        caller: 'member',
        problems: { 400: ['forbidden_character'], 422: ['too_many_saved_searches'] },
      },
      schema: {
        tags,
        summary: 'Keep a search; the same one again gives the same',
        body: SearchBody,
        response: { 201: SavedSearch },
      },
    },
    async (request, reply) => reply.status(201).send(await saveSearch(ctx, request.viewer, request.body.q)),
  );
  app.delete(
    '/search/saved/:id',
    {
      config: { caller: 'member', problems: { 404: ['saved_search_not_found'] } },
      schema: { tags, summary: 'Keep it no longer', params: SavedId, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await deleteSavedSearch(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/search/recent',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'What one looked for lately, the newest first',
        response: { 200: RecentSearches },
      },
    },
    (request) => listRecentSearches(ctx, request.viewer),
  );
  app.put(
    '/search/recent',
    {
      config: { caller: 'member', problems: { 400: ['forbidden_character'] } },
      schema: {
        tags,
        summary: 'Remember a search, where one wants that',
        body: SearchBody,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await rememberSearch(ctx, request.viewer, request.body.q);
      return reply.status(204).send(null);
    },
  );
  app.patch(
    '/search/recent',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Whether searches are remembered; not any more forgets all',
        body: RecentSettings,
        response: { 200: RecentSearches },
      },
    },
    (request) => updateRecentSettings(ctx, request.viewer, request.body.isKept),
  );
  app.delete(
    '/search/recent',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Forget one of them, or all',
        querystring: ForgetQuery,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await forgetSearches(ctx, request.viewer, request.query.q);
      return reply.status(204).send(null);
    },
  );
}
