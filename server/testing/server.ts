import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import PostalMime, { type Email } from 'postal-mime';
import { gateway } from '../hosts/gateway.ts';
import { allJobs } from '../hosts/worker.ts';
import { makeMember, type TestMember } from '../modules/auth/factory.ts';
import { moduleNames, subscriptions } from '../modules/table.ts';
import { readConfig } from '../platform/config.ts';
import { type OpenContext, openContext } from '../platform/context.ts';
import type { App } from '../platform/http/types.ts';
import { runDueJobs } from '../platform/job-runner.ts';
import { logDestination, openLog } from '../platform/log.ts';
import { Secrets } from '../platform/secrets/secrets.ts';
import { type Client, client } from './client.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export type { TestMember } from '../modules/auth/factory.ts';

export interface TestServer {
  ctx: OpenContext;
  app: App;
  /** The direct URL, which bypasses PgBouncer if the tests run through it. */
  databaseUrl: string;
  /** A client without a token. */
  anyone: Client;
  as(member: Pick<TestMember, 'accessToken'>): Client;
  /** Verified members with default or given properties. */
  members(count: number, overrides?: Parameters<typeof makeMember>[1]): Promise<TestMember[]>;
  /** Runs every due job, and those which they add, until none is left. */
  settled(): Promise<void>;
  clock: { advance(milliseconds: number): void };
  /** Emails sent so far, oldest first. */
  emails(): Promise<Email[]>;
  close: () => Promise<void>;
}

/** Processes that are started next to a test server must use the same secret. */
export const TEST_SECRET = 'a master secret for tests, thirty-two characters';

/**
 * The whole API in this process, on a database of its own. `env` overrides the default settings; `template` is a database of
 * `testTemplate`.
 */
export async function testServer(
  env: Record<string, string> = {},
  template?: { name: string },
): Promise<TestServer> {
  const database = await testDatabase(template?.name);
  const server = await openServer(database, env);
  return {
    ...server,
    async close() {
      await server.close();
      await database.drop();
    },
  };
}

/** A database with what `fill` writes. Each server that is cloned from it begins with that: much cheaper than to write it again. */
export async function testTemplate(
  fill: (t: TestServer) => Promise<void>,
): Promise<{ name: string; drop(): Promise<void> }> {
  const database = await testDatabase();
  const server = await openServer(database, {});
  try {
    await fill(server);
    await server.ctx.pool.query('analyze');
  } finally {
    await server.close();
    await database.release();
  }
  return { name: database.name, drop: database.drop };
}

/** A server on a database that stays when it closes: for what must survive a restart with other settings. */
export async function openServer(database: TestDatabase, env: Record<string, string>): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-server-'));
  const config = readConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'http://localhost:3000',
    DATABASE_URL: database.pooledUrl,
    ...(env.DATABASE_URL === undefined ? { DATABASE_DIRECT_URL: database.url } : {}),
    DATA_DIR: folder,
    RATE_LIMITS: 'off',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
    ...env,
  });
  let offset = 0;
  const clock = () => new Date(Date.now() + offset);
  const log = openLog(config.logLevel, 'test', await logDestination(config, 'test'));
  const ctx = await openContext({
    config,
    secrets: new Secrets(env.SECRET_KEY ?? TEST_SECRET),
    log,
    name: 'test',
    subscriptions,
    clock,
  });
  const { app } = await gateway(ctx, moduleNames);
  await app.ready();
  const { jobs, sweeps } = await allJobs();

  return {
    ctx,
    app,
    databaseUrl: database.url,
    anyone: client(app),
    as: (member) => client(app, member.accessToken),
    async members(count, overrides = {}) {
      const made: TestMember[] = [];
      for (let index = 0; index < count; index++) made.push(await makeMember({ ctx }, overrides));
      return made;
    },
    async settled() {
      for (;;) {
        for (const sweep of sweeps) while (await sweep.run(ctx));
        const remaining = await sql<{ due: number }>`select count(*)::int as due from graphile_worker.jobs
          where run_at <= now() and attempts < max_attempts`.execute(ctx.db);
        if (remaining.rows[0]?.due === 0) return;
        await runDueJobs(ctx, ctx.directPool, jobs);
      }
    },
    clock: {
      advance(milliseconds) {
        offset += milliseconds;
      },
    },
    async emails() {
      const mailFolder = resolve(config.dataDir, 'mail');
      let names: string[] = [];
      try {
        names = readdirSync(mailFolder)
          .filter((name) => name.endsWith('.eml'))
          .sort();
      } catch {
        return []; // no email yet, so no folder
      }
      return Promise.all(names.map((name) => PostalMime.parse(readFileSync(join(mailFolder, name)))));
    },
    close: async () => {
      await app.close();
      await ctx.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
