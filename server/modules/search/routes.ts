import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { FoundPosts, PostSearchQuery } from './posts/schemas.ts';
import { findPosts } from './posts/service.ts';
import {
  Completions,
  CompletionsQuery,
  FoundHashtags,
  FoundMembers,
  PeopleSearchQuery,
  SearchQuery,
  Suggestions,
  SuggestionsQuery,
} from './schemas.ts';
import { complete, findHashtags, findMembers, suggest } from './service.ts';

const tags = ['Search'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/search/users',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'Search people',
        querystring: PeopleSearchQuery,
        response: { 200: FoundMembers },
      },
    },
    (request) => findMembers(ctx, request.viewer, request.query),
  );

  app.get(
    '/search/posts',
    {
      config: {
        caller: 'member',
        problems: { 400: ['invalid_cursor'], 422: ['empty_search', 'invalid_search_operator'] },
      },
      schema: {
        tags,
        summary: 'Search posts in Turkish and English',
        querystring: PostSearchQuery,
        response: { 200: FoundPosts },
      },
    },
    (request) => findPosts(ctx, request.viewer, request.query),
  );

  app.get(
    '/search/hashtags',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Search hashtags',
        querystring: SearchQuery,
        response: { 200: FoundHashtags },
      },
    },
    (request) => findHashtags(ctx, request.viewer, request.query),
  );

  app.get(
    '/search/suggestions',
    {
      config: { caller: 'member', sheds: 'suggestions' },
      schema: {
        tags,
        summary: 'Suggest people and hashtags while typing',
        querystring: SuggestionsQuery,
        response: { 200: Suggestions },
      },
    },
    (request) => suggest(ctx, request.viewer, request.query.q),
  );

  app.get(
    '/search/completions',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Complete a mention or hashtag while writing',
        querystring: CompletionsQuery,
        response: { 200: Completions },
      },
    },
    (request) => complete(ctx, request.viewer, request.query.q),
  );
}
