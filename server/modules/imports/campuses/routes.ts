import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { AcceptedCampusList, AcceptedCampusParams, NewAcceptedCampus } from './schemas.ts';
import { acceptCampus, listCampuses, removeCampus } from './service.ts';

const tags = ['Admin'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/accepted-campuses',
    {
      config: { permission: 'imports.write' },
      schema: {
        tags,
        summary: 'List the campuses whose copies members may import',
        response: { 200: AcceptedCampusList },
      },
    },
    () => listCampuses(ctx),
  );
  app.post(
    '/admin/accepted-campuses',
    {
      config: {
        permission: 'imports.write',
        problems: {
          403: ['reauthentication_required'],
          409: ['campus_exists'],
          422: ['too_many_campuses', 'too_many_combining_marks'],
        },
      },
      schema: {
        tags,
        summary: 'Accept copies of a campus, signed with these keys',
        body: NewAcceptedCampus,
        response: { 200: AcceptedCampusList },
      },
    },
    ({ viewer, body, origin }) => acceptCampus(ctx, viewer, body, origin),
  );
  app.delete(
    '/admin/accepted-campuses/:id',
    {
      config: { permission: 'imports.write', problems: { 404: ['campus_not_found'] } },
      schema: {
        tags,
        summary: 'Accept no more copies of a campus; what was imported stays',
        params: AcceptedCampusParams,
        response: { 200: AcceptedCampusList },
      },
    },
    ({ viewer, params, origin }) => removeCampus(ctx, viewer, params.id, origin),
  );
}
