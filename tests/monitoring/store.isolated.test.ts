import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDevice } from '../../server/hosts/realtime/testing/device.ts';
import { allJobs } from '../../server/hosts/worker.ts';
import { ONLINE, resources } from '../../server/modules/analytics/capacity/resources.ts';
import { charts } from '../../server/modules/analytics/system/charts.ts';
import { queryRange } from '../../server/modules/analytics/system/store.ts';
import { makeDirect } from '../../server/modules/messaging/factory.ts';
import { newId } from '../../server/platform/id.ts';
import { measurementSweeps } from '../../server/platform/measurements/index.ts';
import { client } from '../../server/testing/client.ts';
import { freePort } from '../../server/testing/free-port.ts';
import { declaredBy, startProcesses } from '../../server/testing/scrape.ts';
import { type TestMember, type TestServer, testServer } from '../../server/testing/server.ts';
import { temporaryFolder } from '../../server/testing/temporary-folder.ts';
import { ruleGroups } from '../../tools/monitoring/alerts.ts';
import { dashboards } from '../../tools/monitoring/dashboards.ts';
import { exporters } from '../../tools/monitoring/exporters.ts';
import { metricNames } from '../../tools/monitoring/metric-names.ts';

const root = join(import.meta.dirname, '../..');
/** The store of the production stack. */
const victoriaMetrics = ['/usr/bin/victoria-metrics', '/usr/local/bin/victoria-metrics'].find((path) =>
  existsSync(path),
);

let t: TestServer;
let processes: Awaited<ReturnType<typeof startProcesses>>;
beforeAll(async () => {
  t = await testServer();
  processes = await startProcesses(t);
});
afterAll(async () => {
  await processes.close();
  await t.close();
});

const scrape = async (address: string) => (await fetch(`http://${address}/metrics`)).text();
const declared = async () =>
  new Map((await Promise.all(Object.values(processes.addresses).map(scrape))).flatMap(declaredBy));

const rules = ruleGroups.flatMap(({ recordings = [], alerts }) => [
  ...recordings.map(({ record, expr }) => ({ name: record, expr })),
  ...alerts,
]);
const panels = dashboards.flatMap(({ title: dashboard, panels }) =>
  panels.flatMap(({ title, queries }) =>
    queries.map(({ expr, legend }) => ({ name: `${dashboard}: ${title}, ${legend}`, expr })),
  ),
);
const adminLines = [
  ...Object.entries(charts).flatMap(([chart, { lines }]) =>
    Object.entries(lines).map(([line, expr]) => ({ name: `admin: ${chart}, ${line}`, expr })),
  ),
  ...Object.entries({ members: { used: ONLINE, available: ONLINE }, ...resources }).flatMap(
    ([resource, { used, available }]) => [
      { name: `admin: capacity, ${resource} used`, expr: used },
      { name: `admin: capacity, ${resource} available`, expr: available },
    ],
  ),
];

test('the handbook lists every metric that a process exports, and no other', async () => {
  const isOwn = (name: string) => !/^(?:nodejs|process)_/.test(name) || name === 'process_memory_limit_bytes';
  const backup = exporters.flatMap(({ job, samples }) => (job === 'backup' ? samples : []));
  const exported = [
    ...(await declared()).keys(),
    ...backup.map((sample) => /^\w+/.exec(sample)?.[0] ?? ''),
  ].filter(isOwn);
  const handbook = readFileSync(join(root, 'docs/handbook/metrics.md'), 'utf8');
  const listed = [...handbook.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual([...new Set(exported)].sort());
});

test('every metric that rules, dashboards and charts read is exported', async () => {
  const known = new Set([
    'up',
    ...ruleGroups.flatMap(({ recordings = [] }) => recordings.map(({ record }) => record)),
    ...exporters.flatMap(({ samples }) => samples.map((sample) => /^\w+/.exec(sample)?.[0] ?? '')),
    ...[...(await declared()).values()].flat(),
  ]);
  const unknown = [...rules, ...panels, ...adminLines].flatMap(({ name, expr }) =>
    metricNames(expr).flatMap((metric) => (known.has(metric) ? [] : [`${name}: ${metric}`])),
  );
  expect(unknown).toEqual([]);
});

test('names are found between functions, labels and ranges', () => {
  expect(
    metricNames(
      'sum by (job) (rate(a_total{b="c_total",d=~"e{1}"}[5m])) / on (x) group_left (y) f:g_h{} > bool 1 and avg_over_time(k[1h]) offset 1h',
    ),
  ).toEqual(['a_total', 'f:g_h', 'k']);
});

/** What a campus that works and has just begun does not show, and why. */
const NOTHING_YET = [
  [/^Database: Slow statements/, 'needs pg_stat_statements'],
  [/^Database: Archive of the log, age/, 'PostgreSQL archives nothing'],
  [/^Security: Certificate/, 'the public address of the tests has no TLS'],
  [/^Application: (?:Routes that fail|Pushes)/, 'nothing fails, nobody has a device'],
  [/^Application: (?:Due jobs by name|Age of due jobs)/, 'all jobs are done'],
  [/^Application: Error budget/, 'recorded by a rule'],
  [/^Security: Refused/, 'nobody was refused'],
  [/^Security: Blocks between members/, 'nobody blocked anybody'],
  [/^Realtime: (?:Frames that were not|Resyncs|Opened and closed, closed)/, 'nothing went wrong'],
  [/^Database: Conflicts, \{\{outcome/, 'there were none'],
] as const;

describe.skipIf(!victoriaMetrics)(
  'a metrics store that has scraped the processes (skipped without VictoriaMetrics)',
  () => {
    const folder = temporaryFolder('chitlaq-store-');
    const closing: (() => Promise<unknown>)[] = [];
    let address: string;
    let act: () => Promise<void>;
    let query: (expr: string, time?: number) => Promise<{ status: string; error?: string; series: number }>;

    beforeAll(async () => {
      const fakes = await Promise.all(
        exporters.map(async ({ job, samples }) => {
          const server = createServer((_request, response) => response.end(`${samples.join('\n')}\n`));
          server.listen(0, '127.0.0.1');
          await once(server, 'listening');
          closing.push(async () => server.closeAllConnections() ?? server.close());
          return [job, `127.0.0.1:${(server.address() as AddressInfo).port}`] as const;
        }),
      );
      const targets = [...Object.entries(processes.addresses), ...fakes];
      const config = {
        global: { scrape_interval: '1s', scrape_timeout: '1s' },
        scrape_configs: targets.map(([job, address]) => ({
          job_name: job,
          static_configs: [{ targets: [address] }],
        })),
      };
      writeFileSync(join(folder, 'scrape.yml'), JSON.stringify(config)); // JSON is YAML
      const port = await freePort();
      address = `http://127.0.0.1:${port}`;
      const store = spawn(
        victoriaMetrics ?? '',
        [
          `-promscrape.config=${join(folder, 'scrape.yml')}`,
          `-storageDataPath=${join(folder, 'data')}`,
          `-httpListenAddr=127.0.0.1:${port}`,
          '-search.latencyOffset=0s', // what was just scraped is found at once
          '-memory.allowedBytes=100MB',
          '-loggerLevel=ERROR',
        ],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      );
      closing.push(async () => {
        store.kill('SIGKILL');
        await once(store, 'exit');
        rmSync(folder, { recursive: true, force: true });
      });
      query = async (expr, time) => {
        const body = new URLSearchParams({
          query: expr,
          ...(time === undefined ? {} : { time: String(time) }),
        });
        const response = await fetch(`${address}/api/v1/query`, { method: 'POST', body });
        const { status, error, data } = (await response.json()) as {
          status: string;
          error?: string;
          data?: { result: unknown[] };
        };
        return { status, ...(error ? { error } : {}), series: data?.result.length ?? 0 };
      };
      act = await live();
      await act();
      await vi.waitFor(async () => expect((await query('min(up) == 1')).series).toBe(1), {
        timeout: 25_000,
        interval: 100,
      });
    });
    afterAll(async () => {
      for (const close of closing.reverse()) await close();
    });

    /** Begins with what happens once, and returns what happens again and again. */
    async function live(): Promise<() => Promise<void>> {
      const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
      const as = client(processes.app, ayse.accessToken);
      const conversation = await makeDirect(t, ayse, bora);
      const device = await openDevice(processes.realtime.url, ayse.accessToken);
      closing.push(() => device.close());
      const post = await as.post('/posts', { content: 'Merhaba kampüs' });
      const report = { subjectType: 'post', subjectId: post.id, reason: 'spam' };
      await client(processes.app, bora.accessToken).post('/reports', report);
      return async () => {
        await as.post('/posts', { content: 'Yine merhaba' });
        await as.get('/feed/home');
        const message = { conversationId: conversation.id, clientId: newId(), content: 'Selam' };
        await device.request('message', message);
        await t.settled();
        await t.ctx.pool.query('delete from platform.measurements');
        for (const sweep of measurementSweeps((await allJobs()).measurements)) await sweep.run(t.ctx);
      };
    }

    const concrete = (expr: string) => expr.replaceAll('$__rate_interval', '1m').replaceAll('RANGE', '1m');

    test('it understands every rule', async () => {
      const answers = await Promise.all(
        rules.map(async ({ name, expr }) => ({ name, ...(await query(expr)) })),
      );
      expect(answers.filter(({ status }) => status !== 'success')).toEqual([]);
    });

    test.each([
      ['AlertsNotDelivered', 'alertmanager_notifications_failed_total{integration="email",reason="other"}'],
      ['RoleGranted', 'audit_events_total{event="role_granted"}'],
      ['WalArchiveFails', 'database_archive_failures_total{instance="before"}'],
    ])('what was before its first start does not fire %s, and what comes then does', async (name, series) => {
      const { expr = '' } = rules.find((rule) => rule.name === name) ?? {};
      // Hours ago, when nothing else was scraped.
      const start = Date.now() - 3 * 3_600_000;
      const minutes = Array.from({ length: 60 }, (_, minute) => minute);
      const lines = minutes.map((minute) => `${series} ${minute < 30 ? 3 : 4} ${start + minute * 60_000}`);
      await fetch(`${address}/api/v1/import/prometheus`, { method: 'POST', body: lines.join('\n') });
      await fetch(`${address}/internal/force_flush`);
      const firing = [];
      for (const minute of minutes)
        if ((await query(expr, start / 1_000 + minute * 60 + 1)).series > 0) firing.push(minute);
      expect(firing).toEqual(minutes.slice(30, 44));
    });

    test('every query of a dashboard and of the admin app gives a series', async () => {
      const isExpected = (name: string) => NOTHING_YET.some(([pattern]) => pattern.test(name));
      const all = [...panels, ...adminLines];
      let without: string[] = [];
      // A rate needs two scrapes, and a share something that happened between them.
      const missing = async () => {
        await act();
        const answers = await Promise.all(
          all.map(async ({ name, expr }) => ({ name, ...(await query(concrete(expr))) })),
        );
        without = answers.filter(({ series }) => series === 0).map(({ name }) => name);
        return answers
          .filter(({ name, status, series }) => status !== 'success' || (series === 0 && !isExpected(name)))
          .map(({ name, error }) => `${name} ${error ?? 'gives no series'}`);
      };
      await expect.poll(missing, { timeout: 20_000, interval: 500 }).toEqual([]);
      const unneeded = NOTHING_YET.filter(([pattern]) => !without.some((name) => pattern.test(name)));
      expect(unneeded).toEqual([]);
    });

    test('the admin app gets its charts from it', async () => {
      await act();
      const end = Math.floor(Date.now() / 1_000);
      const span = { start: end - 10, end, step: 1 };
      for (const { name, expr } of adminLines) {
        const values = await queryRange(address, concrete(expr), span);
        expect(values, name).toHaveLength(11);
        expect(
          values.some((value) => value !== null),
          name,
        ).toBe(true);
      }
    });
  },
);
