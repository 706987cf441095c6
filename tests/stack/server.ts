import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeMember, type TestMember } from '../../server/modules/auth/factory.ts';
import { subscriptions } from '../../server/modules/table.ts';
import { readConfig, readSecrets } from '../../server/platform/config.ts';
import { type OpenContext, openContext } from '../../server/platform/context.ts';
import { cookieNames, csrfToken } from '../../server/platform/http/cookies.ts';
import { openLog } from '../../server/platform/log.ts';
import { client } from '../../server/testing/client.ts';
import type { TestServer } from '../../server/testing/server.ts';
import { campusWay, placeOf } from './form.ts';
import { door } from './member.ts';
import { ADMIN, call, folder, SITE, secretsFolder, type Way } from './site.ts';

/** What a test of the API needs of a server. */
export type ApiServer = Pick<TestServer, 'app' | 'ctx' | 'anyone' | 'as' | 'members' | 'clock' | 'close'>;

/**
 * The running stack as a test server: requests go through Nginx, the gateway, the role of the endpoint and PgBouncer. What a test prepares
 * itself it writes into the database of the stack.
 */
export async function stackServer(): Promise<ApiServer> {
  const secret = (name: string) => readFileSync(join(secretsFolder, name), 'utf8').trim();
  const environment = {
    NODE_ENV: 'production',
    PUBLIC_URL: `https://${SITE}`,
    DATABASE_URL: `postgres://chitlaq:${secret('database_password')}@${await placeOf('postgres')}/chitlaq`,
    REDIS_URL: `redis://:${secret('redis_password')}@${await placeOf('valkey')}`,
    SECRET_KEY_FILE: join(secretsFolder, 'secret_key'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    DATA_DIR: folder,
    LOG_LEVEL: 'fatal',
  };
  let offset = 0;
  const ctx = await openContext({
    config: readConfig(environment),
    secrets: readSecrets(environment, folder),
    log: openLog('fatal', 'test'),
    name: 'test',
    subscriptions,
    clock: () => new Date(Date.now() + offset),
  });
  const app = { inject: injector(ctx, await campusWay()) } as unknown as TestServer['app'];
  return {
    app,
    ctx,
    anyone: client(app),
    as: ({ accessToken }) => client(app, accessToken),
    async members(count, overrides = {}) {
      const made: TestMember[] = [];
      for (let index = 0; index < count; index++) {
        // All files of tests share the stack.
        const username = `uye_${randomUUID().slice(0, 8)}`;
        const one = await makeMember({ ctx }, { username, ...overrides });
        if (overrides.roles)
          await ctx.pool.query('update auth.sessions set second_factor_at = now() where id = $1', [
            one.sessionId,
          ]);
        made.push(one);
      }
      return made;
    },
    clock: {
      advance(milliseconds) {
        offset += milliseconds;
      },
    },
    close: () => ctx.close(),
  };
}

interface Options {
  method: string;
  url: string;
  headers?: Record<string, string>;
  payload?: unknown;
}
/** Requests through Nginx, with the options and answers of Fastify's `inject`. Those of staff go through their door, with cookies. */
const injector = (ctx: OpenContext, way: Way) =>
  (async ({ method, url, headers = {}, payload }: Options) => {
    const isBytes = typeof payload === 'string' || Buffer.isBuffer(payload);
    const {
      status,
      headers: received,
      bytes,
    } = await call(method, url, {
      way,
      ...(url.startsWith('/api/v1/admin/')
        ? { host: ADMIN, headers: throughDoor(ctx, headers) }
        : { headers }),
      ...(payload === undefined ? {} : isBytes ? { raw: Buffer.from(payload) } : { body: payload }),
    });
    const body = bytes.toString();
    return { statusCode: status, headers: received, body, payload: body, json: () => JSON.parse(body) };
  }) as unknown as TestServer['app']['inject'];

function throughDoor(ctx: OpenContext, { authorization, ...headers }: Record<string, string>) {
  const token = authorization?.replace('Bearer ', '');
  if (token === undefined) return { ...headers, ...door };
  const { sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const names = cookieNames(ctx.config);
  const csrf = csrfToken(ctx.secrets, sid);
  const cookie = `${names.access}=${token}; ${names.csrf}=${csrf}; ${names.session}=${Date.now() + 60_000}`;
  return { ...headers, ...door, cookie, 'x-csrf-token': csrf };
}
