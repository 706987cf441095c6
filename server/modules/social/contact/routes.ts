import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ContactSettings, ContactSettingsChange } from './schemas.ts';
import { changeContactSettings, contactSettings } from './service.ts';

const tags = ['Safety'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/safety/contact',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Get who may reach me',
        response: { 200: ContactSettings },
      },
    },
    (request) => contactSettings(ctx, request.viewer.id),
  );
  app.patch(
    '/safety/contact',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Change who may reach me',
        body: ContactSettingsChange,
        response: { 200: ContactSettings },
      },
    },
    (request) => changeContactSettings(ctx, request.viewer.id, request.body),
  );
}
