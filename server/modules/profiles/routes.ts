import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/app.ts';
import { IdOrUsername, Profile, ProfileChange } from './schemas.ts';
import { changeProfile, profile } from './service.ts';

const tags = ['Profiles'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/users/me',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'My own profile', response: { 200: Profile } },
    },
    (request) => profile(ctx, request.viewer, request.viewer.id),
  );

  app.patch(
    '/users/me',
    {
      config: { caller: 'member', problems: { 409: ['username_taken'], 422: ['username_changed_recently'] } },
      schema: { tags, summary: 'Change my profile', body: ProfileChange, response: { 200: Profile } },
    },
    (request) => changeProfile(ctx, request.viewer, request.body),
  );

  app.get(
    '/users/:idOrUsername',
    {
      config: { caller: 'member', problems: { 404: ['member_not_found'] } },
      schema: { tags, summary: 'A member', params: IdOrUsername, response: { 200: Profile } },
    },
    (request) => profile(ctx, request.viewer, request.params.idOrUsername),
  );
}
