import swaggerUi from '@fastify/swagger-ui';
import { z } from 'zod';
import type { App } from './app.ts';

/** The API described: the document for programs, a page for people. */
export async function docs(app: App, document: object): Promise<void> {
  const text = JSON.stringify(document);
  app.get(
    '/api/v1/openapi.json',
    {
      config: { caller: 'anyone' },
      schema: { hide: true, response: { 200: z.string() } },
    },
    async (_request, reply) =>
      reply
        .type('application/json')
        .header('cache-control', 'public, max-age=300')
        .serializer((body: unknown) => String(body))
        .send(text),
  );
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, caller: 'anyone' };
    });
    await scope.register(swaggerUi, {
      routePrefix: '/api/docs',
      uiConfig: { url: '/api/v1/openapi.json', deepLinking: true, persistAuthorization: false },
      staticCSP: true,
    });
  });
}
