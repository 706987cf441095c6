import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePost } from '../modules/content/factory.ts';
import { openDb } from '../platform/db.ts';
import { expiryOf } from '../platform/measurements/certificate.ts';
import { database } from '../platform/measurements/database.ts';
import { measurementSweeps } from '../platform/measurements/index.ts';
import { freePort } from '../testing/free-port.ts';
import { samplesOf } from '../testing/scrape.ts';
import { type TestMember, type TestServer, testServer } from '../testing/server.ts';
import { allJobs, workerHealth } from './worker.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const sweepNamed = async (name: string) => {
  const sweep = measurementSweeps((await allJobs()).measurements).find(
    (found) => found.name === `platform.measure.${name}`,
  );
  if (!sweep) throw new Error(`no measurement ${name}`);
  return sweep;
};
/** Measures at once, whenever it was last done. */
const measure = async (name: string) => {
  await t.ctx.pool.query('delete from platform.measurements where name = $1', [name]);
  await (await sweepNamed(name)).run(t.ctx);
};
/** The samples of a worker that runs no jobs. */
async function scrapeWorker(): Promise<Map<string, number>> {
  const health = await workerHealth(t.ctx, { host: '127.0.0.1', port: 0 });
  try {
    return samplesOf(await (await fetch(`http://127.0.0.1:${health.port}/metrics`)).text());
  } finally {
    await health.close();
  }
}

test('requests, jobs, events, caches and connections are counted', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  await t.as(ayse).post('/posts', { content: 'Ölçülen gönderi' });
  await t.as(ayse).get('/feed/home');
  await t.settled();
  expect((await scrapeWorker()).get('job_lag_seconds_count{name="feed.fanOut"}')).toBe(1);
  const samples = samplesOf((await t.app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).body);
  expect(
    samples.get('http_request_duration_seconds_count{method="POST",route="/api/v1/posts",status="201"}'),
  ).toBe(1);
  expect(samples.get('events_total{event="content.published"}')).toBe(1);
  expect(samples.get('cache_requests_total{cache="content.texts",result="miss"}')).toBeGreaterThan(0);
  expect(samples.get('cache_requests_total{cache="auth.viewers",result="hit"}')).toBeGreaterThan(0);
  expect(samples.get('database_pool_max_connections{pool="pooled"}')).toBe(10);
  expect(samples.get('database_pool_waiting_requests{pool="pooled"}')).toBe(0);
  expect(samples.get('dependency_up{dependency="database"}')).toBe(1);
  expect(samples.get('emails_total{outcome="failed"}')).toBe(0);
});

test('an event of a transaction that was rolled back is not counted', async () => {
  const count = async () =>
    samplesOf((await t.app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).body).get(
      'events_total{event="content.deleted"}',
    ) ?? 0;
  const before = await count();
  const broken = t.ctx.transaction(async (tx) => {
    await tx.emit('content.deleted', { postId: '0' } as never);
    throw new Error('rolled back');
  });
  await expect(broken).rejects.toThrow('rolled back');
  expect(await count()).toBe(before);
});

test('the campus is counted as a whole', async () => {
  const [ayse, bora, cem] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const post = await makePost(t, { author: ayse, content: 'Reklam' });
  await t.as(bora).post('/reports', { subjectType: 'post', subjectId: post.id, reason: 'spam' });
  await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [cem.id]);
  const { rows } = await t.ctx.pool.query(`select count(*) filter (where status = 'active') as active,
    count(*) filter (where status = 'suspended') as suspended from auth.users`);
  await measure('campus');
  const samples = await scrapeWorker();
  expect(samples.get('campus_members{status="active"}')).toBe(rows[0].active);
  expect(samples.get('campus_members{status="suspended"}')).toBe(rows[0].suspended);
  expect(samples.get('campus_open_reports')).toBe(1);
  expect(samples.get('campus_oldest_report_seconds')).toBeLessThan(60);
  expect(samples.get('campus_posts_last_day')).toBeGreaterThanOrEqual(1);
  expect(samples.get('campus_active_members{window="1d"}')).toBeGreaterThanOrEqual(2);
  expect(samples.get('campus_messages')).toBe(0);
  expect(samples.get('measurement_age_seconds{measurement="campus"}')).toBeLessThan(60);
});

test('the queue shows what is due, and for how long', async () => {
  await t.settled();
  await t.ctx.pool.query(`select graphile_worker.add_job('feed.fanOut', '{}'::json, run_at => now() - interval '7 minutes'),
    graphile_worker.add_job('feed.fanOut', '{}'::json, run_at => now() + interval '1 hour')`);
  await measure('queue');
  const samples = await scrapeWorker();
  expect(samples.get('queue_jobs{state="due"}')).toBe(1);
  expect(samples.get('queue_jobs{state="given_up"}')).toBe(0);
  expect(samples.get('queue_due_jobs{name="feed.fanOut"}')).toBe(1);
  expect(samples.get('queue_oldest_due_seconds')).toBeGreaterThanOrEqual(420);
  expect(samples.get('queue_due_age_seconds{name="feed.fanOut"}')).toBeLessThan(480);
  await t.ctx.pool.query('delete from graphile_worker._private_jobs');
});

test('the database reports its connections and size', async () => {
  await measure('database');
  const samples = await scrapeWorker();
  expect(samples.get('database_connections{state="active"}')).toBeGreaterThanOrEqual(1);
  expect(samples.get('database_connections_max')).toBeGreaterThan(100);
  expect(samples.get('database_size_bytes')).toBeGreaterThan(1_000_000);
  expect(samples.get('database_transactions_total{outcome="committed"}')).toBeGreaterThan(0);
});

test('a role without privileges can measure the database', async () => {
  await t.ctx.pool.query(`create role plain login password 'plain'`);
  const url = new URL(t.databaseUrl);
  [url.username, url.password] = ['plain', 'plain'];
  const onError = () => undefined;
  const { db, pool } = openDb({ url: url.href, pool: 1, name: 'plain', prepare: false, onError });
  try {
    const figures = await database.measure({ ...t.ctx, db });
    expect(figures.database_connections).toContainEqual({ labels: { state: 'active' }, value: 1 });
    expect(figures.database_size_bytes).toBeGreaterThan(0);
  } finally {
    await pool.end();
    await t.ctx.pool.query('drop role plain');
  }
});

test('of several workers one measures, and only after the interval', async () => {
  const sweep = await sweepNamed('campus');
  const measuredAt = async () =>
    (await t.ctx.pool.query(`select measured_at from platform.measurements where name = 'campus'`)).rows[0]
      .measured_at;
  await measure('campus');
  const first = await measuredAt();
  await sweep.run(t.ctx);
  expect(await measuredAt()).toEqual(first);
  await t.ctx.pool.query(`update platform.measurements set claimed_at = claimed_at - interval '5 minutes'`);
  await Promise.all([sweep.run(t.ctx), sweep.run(t.ctx)]);
  expect((await measuredAt()).getTime()).toBeGreaterThan(first.getTime());
});

test('a worker exports its disk and, without the database, no stale figures', async () => {
  await measure('queue');
  const samples = await scrapeWorker();
  expect(samples.get('data_disk_bytes{state="free"}')).toBeGreaterThan(0);
  expect(samples.get('data_disk_bytes{state="total"}')).toBeGreaterThan(
    samples.get('data_disk_bytes{state="free"}') ?? 0,
  );
  await t.ctx.pool.query('alter table platform.measurements rename to measurements_away');
  try {
    const without = await scrapeWorker();
    expect([...without.keys()].filter((key) => key.startsWith('queue_'))).toEqual([]);
    expect(without.get('data_disk_bytes{state="free"}')).toBeGreaterThan(0);
  } finally {
    await t.ctx.pool.query('alter table platform.measurements_away rename to measurements');
  }
});

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A server with a certificate of its own for nine days. */
async function openTlsServer(port = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const options = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '9'];
  execFileSync(
    'openssl',
    ['req', ...options, '-subj', '/CN=campus.example.edu', '-keyout', key, '-out', cert],
    { stdio: 'ignore' },
  );
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => socket.end());
  rmSync(folder, { recursive: true });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test.runIf(hasOpenssl)('the expiry of a certificate is read, trusted or not', async () => {
  const server = await openTlsServer();
  const days = ((await expiryOf('127.0.0.1', server.port)) - Date.now() / 1_000) / 86_400;
  expect(days).toBeGreaterThan(8.9);
  expect(days).toBeLessThan(9.1);
  await server.close();
  await expect(expiryOf('127.0.0.1', server.port)).rejects.toThrow('ECONNREFUSED');
});

test.runIf(hasOpenssl)('a certificate that cannot be read is looked for again within a minute', async () => {
  const port = await freePort();
  const ctx = { ...t.ctx, config: { ...t.ctx.config, publicUrl: `https://127.0.0.1:${port}` } };
  const sweep = await sweepNamed('certificate');
  expect(sweep.everyMs).toBe(60_000);
  /** Whether it counts as readable when so much time has passed. */
  const readableAfter = async (seconds: number) => {
    await t.ctx.pool.query(
      `update platform.measurements set claimed_at = claimed_at - $1 * interval '1 second' where name = 'certificate'`,
      [seconds],
    );
    await sweep.run(ctx);
    return (await scrapeWorker()).get('certificate_readable');
  };
  expect(await readableAfter(0)).toBe(0);
  const server = await openTlsServer(port);
  expect(await readableAfter(30)).toBe(0);
  expect(await readableAfter(30)).toBe(1);
  await server.close();
  expect(await readableAfter(60)).toBe(1);
  expect(await readableAfter(3_600)).toBe(0);
});
