import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { worker } from '../hosts/worker.ts';
import { makePost } from '../modules/content/factory.ts';
import { prepareDatabase } from '../prepare.ts';
import { pooledUrl, type RunningPgBouncer, releaseDatabase, startPgBouncer } from '../testing/pgbouncer.ts';
import { type TestServer, testServer } from '../testing/server.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { setSessionLimits } from './db.ts';
import { migrate } from './migrate.ts';
import { projectRoot } from './root.ts';

const binary = inject('pgBouncer');

describe.skipIf(binary === null)('through PgBouncer in transaction mode', () => {
  let direct: TestServer;
  let t: TestServer;
  let pooler: RunningPgBouncer;
  let pooled: string;
  beforeAll(async () => {
    direct = await testServer();
    pooler = await startPgBouncer(binary as string, inject('databaseUrl'));
    pooled = pooledUrl(direct.databaseUrl, pooler.port);
    t = await testServer({ DATABASE_URL: pooled, DATABASE_DIRECT_URL: direct.databaseUrl });
  });
  afterAll(async () => {
    await t.close();
    await releaseDatabase(pooler.port, new URL(pooled).pathname.slice(1));
    await direct.close();
    await pooler.stop();
  });

  const connected = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  const alterRole = (change: string) =>
    connected(direct.databaseUrl, async (client) => {
      await client.query('set statement_timeout = 0');
      const { rows } = await client.query<{ text: string }>(
        'select format($1, session_user, current_database()) as text',
        [`alter role %I in database %I ${change}`],
      );
      await client.query(rows[0]?.text ?? '');
    });

  test('requests are answered, and a worker runs the jobs they add', async () => {
    const [ayse, bora] = await t.members(2);
    if (!ayse || !bora) throw new Error('no members');
    const running = await worker(t.ctx);
    const received: unknown[] = [];
    const stop = await t.ctx.bus.subscribe('test.pooled', (payload) => void received.push(payload));
    await t.as(ayse).put(`/users/${bora.id}/follow`);
    const post = await makePost(t, { author: bora });
    await t.ctx.bus.publish('test.pooled', { postId: post.id });
    await expect
      .poll(async () => (await t.as(ayse).get('/feed/home')).items.map(({ id }: { id: string }) => id))
      .toEqual([post.id]);
    await expect.poll(() => received).toEqual([{ postId: post.id }]);
    await stop();
    await running.stop();
  });

  test('many concurrent requests share few connections', async () => {
    const [ayse] = await t.members(1);
    if (!ayse) throw new Error('no member');
    const responses = await Promise.all(
      Array.from({ length: 60 }, () => t.as(ayse).raw('GET', '/feed/home')),
    );
    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
  });

  test('the start limits statements of every later session', async () => {
    const shown = async (name: string) => {
      await releaseDatabase(pooler.port, new URL(pooled).pathname.slice(1));
      return connected(
        pooled,
        async (client) => Object.values((await client.query(`show ${name}`)).rows[0])[0],
      );
    };
    expect(await shown('statement_timeout')).toBe('0');
    const messages: string[] = [];
    await prepareDatabase({ ...t.ctx.config, demo: false }, t.ctx.secrets, (words) => messages.push(words));
    expect(messages).toEqual([]);
    expect(await shown('statement_timeout')).toBe('15s');
    expect(await shown('idle_in_transaction_session_timeout')).toBe('30s');

    await alterRole("set statement_timeout = '1min'");
    await Promise.all([1, 2, 3, 4].map(() => t.ctx.transaction((tx) => setSessionLimits(tx.db))));
    expect(await shown('statement_timeout')).toBe('1min');
  });

  test('a direct address that goes through a pooler is reported', async () => {
    const messages: string[] = [];
    await prepareDatabase(
      { ...t.ctx.config, databaseDirectUrl: pooled, demo: false },
      t.ctx.secrets,
      (words) => messages.push(words),
    );
    expect(messages.join()).toMatch(/DATABASE_DIRECT_URL: .* pooler/);
  });

  // The last one: the database has a migration then that no other program knows.
  test('no limit ends a migration', async () => {
    // A session of the pooler holds the lock of migrations since it was taken for a direct address.
    await releaseDatabase(pooler.port, new URL(pooled).pathname.slice(1));
    const folder = temporaryFolder('chitlaq-migrations-');
    cpSync(join(projectRoot(), 'database/migrations'), folder, { recursive: true });
    writeFileSync(join(folder, '9999_test_slow.sql'), 'select pg_sleep(0.4);');
    await alterRole("set statement_timeout = '200ms'");
    await expect(migrate(direct.databaseUrl, folder)).resolves.toEqual(['9999_test_slow.sql']);
    await alterRole('reset all');
    rmSync(folder, { recursive: true });
  });
});
