import openapiTS, { astToString } from 'openapi-typescript';
import { httpProcess } from '../../server/hosts/http.ts';
import { moduleNames } from '../../server/modules/table.ts';
import { readConfig } from '../../server/platform/config.ts';
import type { Context } from '../../server/platform/context.ts';
import { openLog } from '../../server/platform/log.ts';
import { Secrets } from '../../server/platform/secrets/secrets.ts';

/** The OpenAPI document of every module, generated from the schemas that validate the requests. Needs no database. */
export async function apiDocument(): Promise<object> {
  const config = readConfig({ NODE_ENV: 'test', RATE_LIMITS: 'off', LOG_LEVEL: 'silent' });
  const noSubscription = { subscribe: async () => async () => {}, onReconnect: () => () => {} };
  // Routes only capture the context: nothing is called before a request, and there is none.
  const ctx = {
    config,
    secrets: new Secrets('no secret: no key is used while describing the API'),
    log: openLog('silent', 'generate'),
    bus: noSubscription,
    state: new Map(),
  } as unknown as Context;
  const { app } = await httpProcess(ctx, moduleNames, { limited: false, described: true });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return sorted(document) as object;
}

/** Sorts the document, so that the mount order of modules does not matter. */
function sorted(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(sorted);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  );
}

export async function apiTypes(document: object): Promise<string> {
  const ast = await openapiTS(structuredClone(document) as Parameters<typeof openapiTS>[0], {
    alphabetize: true,
  });
  return `// Generated from the API's schemas: npm run generate\n${astToString(ast)}`;
}
