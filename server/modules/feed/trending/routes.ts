import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { hideHashtag, listHiddenHashtags, unhideHashtag } from './hidden-hashtags.ts';
import { HashtagParams, HiddenHashtagPage, HideBody, Trending, TrendingQuery } from './schemas.ts';
import { getTrending } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/feed/trending',
    {
      config: { caller: 'member', problems: { 403: ['feature_off'] } },
      schema: {
        tags: ['Feed'],
        summary: 'Get trending hashtags and posts',
        querystring: TrendingQuery,
        response: { 200: Trending },
      },
    },
    (request) => getTrending(ctx, request.viewer, request.query),
  );
  app.get(
    '/admin/hashtags/hidden',
    {
      config: { permission: 'hashtags.hide', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Admin'],
        summary: 'List hashtags hidden from trends, last hidden first',
        querystring: PageQuery,
        response: { 200: HiddenHashtagPage },
      },
    },
    (request) => listHiddenHashtags(ctx, request.query),
  );
  app.put(
    '/admin/hashtags/:tag/hidden',
    {
      config: {
        permission: 'hashtags.hide',
        problems: { 400: ['forbidden_character'], 422: ['not_a_hashtag'] },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Hide a hashtag from trends',
        params: HashtagParams,
        body: HideBody,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, body, origin }, reply) => {
      await hideHashtag(ctx, viewer, params.tag, body.reason, origin);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/admin/hashtags/:tag/hidden',
    {
      config: { permission: 'hashtags.hide', problems: { 422: ['not_a_hashtag'] } },
      schema: {
        tags: ['Admin'],
        summary: 'Allow a hashtag in trends again',
        params: HashtagParams,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, origin }, reply) => {
      await unhideHashtag(ctx, viewer, params.tag, origin);
      return reply.status(204).send(null);
    },
  );
}
