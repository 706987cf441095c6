import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { HeldDataList, Me } from './schemas.ts';
import { getMe, listHeldData } from './service.ts';
import { Trust } from './trust/schemas.ts';
import { getTrust } from './trust/service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/auth/me',
    {
      config: { caller: 'member', alsoFor: ['deactivated'] },
      schema: {
        tags: ['Auth'],
        summary: 'Get my account, roles and permissions',
        response: { 200: Me },
      },
    },
    (request) => getMe(ctx, request.viewer),
  );
  app.get(
    '/users/me/trust',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags: ['Safety'],
        summary: 'Get my level of trust, what it opens, and what opens next',
        response: { 200: Trust },
      },
    },
    (request) => getTrust(ctx, request.viewer),
  );
  app.get(
    '/users/me/data',
    {
      config: { caller: 'member', alsoFor: ['suspended', 'deactivated', 'waiting'] },
      schema: {
        tags: ['Account'],
        summary: 'Count what is held about me, by kind, and how long it is kept',
        response: { 200: HeldDataList },
      },
    },
    (request) => listHeldData(ctx, request.viewer),
  );
}
