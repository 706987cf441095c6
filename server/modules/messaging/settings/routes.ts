import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { MessagingSettings, MessagingSettingsChange } from './schemas.ts';
import { changeSettings, getSettings } from './service.ts';

const tags = ['Messaging'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/settings',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Get my messaging settings',
        response: { 200: MessagingSettings },
      },
    },
    (request) => getSettings(ctx, request.viewer),
  );
  app.patch(
    '/conversations/settings',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Change my messaging settings',
        body: MessagingSettingsChange,
        response: { 200: MessagingSettings },
      },
    },
    (request) => changeSettings(ctx, request.viewer, request.body),
  );
}
