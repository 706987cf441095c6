import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { PostPage } from '../schemas.ts';
import { FollowedHashtagPage, Hashtag, HashtagFollow, HashtagParams } from './schemas.ts';
import {
  followHashtag,
  getHashtag,
  listFollowedHashtags,
  listHashtagPosts,
  unfollowHashtag,
} from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/hashtags/following',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Hashtags'],
        summary: 'List hashtags I follow, newest first',
        querystring: PageQuery,
        response: { 200: FollowedHashtagPage },
      },
    },
    (req) => listFollowedHashtags(ctx, req.viewer, req.query),
  );

  app.get(
    '/hashtags/:tag',
    {
      config: { caller: 'member', problems: { 422: ['not_a_hashtag'] } },
      schema: {
        tags: ['Hashtags'],
        summary: 'Get a hashtag and its recent use; write #following as %23following',
        params: HashtagParams,
        response: { 200: Hashtag },
      },
    },
    (req) => getHashtag(ctx, req.viewer, req.params.tag),
  );

  app.get(
    '/hashtags/:tag/posts',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'], 422: ['not_a_hashtag'] } },
      schema: {
        tags: ['Hashtags'],
        summary: 'List posts with a hashtag, newest first',
        params: HashtagParams,
        querystring: PageQuery,
        response: { 200: PostPage },
      },
    },
    (req) => listHashtagPosts(ctx, req.viewer, req.params.tag, req.query),
  );

  app.put(
    '/hashtags/:tag/follow',
    {
      config: { caller: 'member', problems: { 422: ['not_a_hashtag', 'too_many_hashtags'] } },
      schema: {
        tags: ['Hashtags'],
        summary: 'Follow a hashtag',
        params: HashtagParams,
        response: { 200: HashtagFollow },
      },
    },
    (req) => followHashtag(ctx, req.viewer, req.params.tag),
  );

  app.delete(
    '/hashtags/:tag/follow',
    {
      config: { caller: 'member', problems: { 422: ['not_a_hashtag'] } },
      schema: {
        tags: ['Hashtags'],
        summary: 'Unfollow a hashtag',
        params: HashtagParams,
        response: { 200: HashtagFollow },
      },
    },
    (req) => unfollowHashtag(ctx, req.viewer, req.params.tag),
  );
}
