import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { BasedOn, Campus, CampusSettingsBody, ManagedCampus } from './schemas.ts';
import { changeCampus, getCampus, getManagedCampus, undoCampus } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/campus',
    {
      config: { caller: 'anyone' },
      schema: {
        tags: ['Campus'],
        summary: 'Get the name, colours, languages and features of the campus',
        response: { 200: Campus },
      },
    },
    () => getCampus(ctx),
  );
  app.get(
    '/admin/campus',
    {
      config: { permission: 'campus.write' },
      schema: {
        tags: ['Admin'],
        summary: 'Get the settings of the campus, with their latest changes',
        response: { 200: ManagedCampus },
      },
    },
    () => getManagedCampus(ctx),
  );
  app.put(
    '/admin/campus',
    {
      config: {
        permission: 'campus.write',
        problems: {
          403: ['reauthentication_required'],
          409: ['campus_settings_changed', 'board_keys_missing', 'board_traffic_log_on'],
          422: ['unknown_logo'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Set the settings of the campus',
        body: CampusSettingsBody,
        response: { 200: ManagedCampus },
      },
    },
    ({ viewer, body, origin }) => changeCampus(ctx, { viewer, origin }, body),
  );
  app.post(
    '/admin/campus/undo',
    {
      config: {
        permission: 'campus.write',
        problems: {
          403: ['reauthentication_required'],
          409: ['campus_settings_changed', 'nothing_to_undo', 'board_keys_missing', 'board_traffic_log_on'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Take back the last change of the settings of the campus',
        body: BasedOn,
        response: { 200: ManagedCampus },
      },
    },
    ({ viewer, body, origin }) => undoCampus(ctx, { viewer, origin }, body),
  );
}
