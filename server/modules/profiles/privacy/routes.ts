import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PrivacyChange, PrivacySettings } from './schemas.ts';
import { changePrivacySettings, getPrivacySettings } from './service.ts';

const tags = ['Profiles'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/privacy-settings',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'Get my privacy settings', response: { 200: PrivacySettings } },
    },
    (request) => getPrivacySettings(ctx, request.viewer),
  );

  app.patch(
    '/privacy-settings',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Change my privacy settings',
        body: PrivacyChange,
        response: { 200: PrivacySettings },
      },
    },
    (request) => changePrivacySettings(ctx, request.viewer, request.body),
  );
}
