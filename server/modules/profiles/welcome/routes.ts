import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { WelcomeChange, WelcomeState } from './schemas.ts';
import { changeWelcome } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.patch(
    '/users/me/welcome',
    {
      config: { caller: 'member' },
      schema: {
        tags: ['Profiles'],
        summary: 'Record how far I have come with the welcome',
        body: WelcomeChange,
        response: { 200: WelcomeState },
      },
    },
    (request) => changeWelcome(ctx, request.viewer, request.body),
  );
}
