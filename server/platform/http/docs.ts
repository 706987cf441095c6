import swaggerUi from '@fastify/swagger-ui';
import { z } from 'zod';
import type { App } from './types.ts';

/**
 * The API's documentation: the OpenAPI document, and a page to read it.
 * @param document  loads the document's text, once, at the first request
 */
export async function docs(app: App, document: () => Promise<string>): Promise<void> {
  let text: Promise<string> | undefined;
  app.get(
    '/api/v1/openapi.json',
    {
      config: { caller: 'anyone' },
      schema: { hide: true, response: { 200: z.string() } },
    },
    async (_request, reply) => {
      text ??= document();
      return reply
        .type('application/json')
        .header('cache-control', 'public, max-age=300')
        .serializer((body: unknown) => String(body))
        .send(await text);
    },
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
