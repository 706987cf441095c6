import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { CLOSED } from '../problems.ts';
import { SecretBody, WriteFrom } from './schemas.ts';
import { chooseSecret } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.put(
    '/boards/secret',
    {
      config: {
        caller: 'member',
        isUnlinked: true,
        problems: { 403: CLOSED, 409: ['board_secret_exists'] },
      },
      schema: {
        tags: ['Boards'],
        summary: 'Choose the secret with which I write on boards',
        description:
          'The server gets its SHA-256 alone. A secret that replaces another writes after 14 days.',
        body: SecretBody,
        response: { 200: WriteFrom },
      },
    },
    ({ viewer, body }) => chooseSecret(ctx, viewer, body),
  );
}
