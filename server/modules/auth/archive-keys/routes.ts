import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { CampusDescription } from './schemas.ts';
import { describeCampus } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/campus/archive-keys',
    {
      config: { caller: 'anyone' },
      schema: {
        tags: ['Account'],
        summary: 'Get the address and the archive keys of the campus, also at /.well-known/chitlaq',
        response: { 200: CampusDescription },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=3600');
      return describeCampus(ctx);
    },
  );
}
