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
      schema: { tags, summary: 'List my saved searches', response: { 200: SavedSearches } },
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
        summary: 'Save a search; idempotent',
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
      schema: { tags, summary: 'Delete a saved search', params: SavedId, response: { 204: Nothing } },
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
        summary: 'List my recent searches, newest first',
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
        summary: 'Add a recent search, if the history is on',
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
        summary: 'Turn the search history on or off; off deletes it',
        body: RecentSettings,
        response: { 200: RecentSearches },
      },
    },
    (request) => updateRecentSettings(ctx, request.viewer, request.body.isEnabled),
  );
  app.delete(
    '/search/recent',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Delete one recent search, or all',
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
