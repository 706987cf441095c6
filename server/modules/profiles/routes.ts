import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { IdOrUsername, Portrait, Profile, ProfileChange } from './schemas.ts';
import { changeProfile, profile, setOwnPicture } from './service.ts';

const tags = ['Profiles'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/users/me',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'Get my profile', response: { 200: Profile } },
    },
    (request) => profile(ctx, request.viewer, request.viewer.id),
  );

  app.patch(
    '/users/me',
    {
      config: {
        caller: 'member',
        problems: { 409: ['username_taken'], 422: ['username_changed_recently', 'too_many_combining_marks'] },
      },
      schema: { tags, summary: 'Change my profile', body: ProfileChange, response: { 200: Profile } },
    },
    (request) => changeProfile(ctx, request.viewer, request.body, request.origin),
  );

  for (const type of ['avatar', 'header'] as const) {
    const named = type === 'avatar' ? 'picture' : 'header picture';
    app.put(
      `/users/me/${type}`,
      {
        config: {
          caller: 'member',
          problems: {
            422: [
              'media_not_found',
              'media_not_ready',
              'media_already_attached',
              'media_kind_not_allowed',
              'picture_removed',
            ],
          },
        },
        schema: { tags, summary: `Set my ${named}`, body: Portrait, response: { 200: Profile } },
      },
      (request) => setOwnPicture(ctx, request.viewer, type, request.body.mediaId),
    );
    app.delete(
      `/users/me/${type}`,
      {
        config: { caller: 'member' },
        schema: { tags, summary: `Remove my ${named}`, response: { 200: Profile } },
      },
      (request) => setOwnPicture(ctx, request.viewer, type, null),
    );
  }

  app.get(
    '/users/:idOrUsername',
    {
      config: { caller: 'member', problems: { 404: ['member_not_found'] } },
      schema: { tags, summary: 'Get a member’s profile', params: IdOrUsername, response: { 200: Profile } },
    },
    (request) => profile(ctx, request.viewer, request.params.idOrUsername),
  );
}
