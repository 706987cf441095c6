import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../../platform/config.ts';
import { type Asked, matrix, openMetricsStore, type StoreAnswer } from '../../../testing/metrics-store.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { charts } from './charts.ts';
import { SystemCharts } from './schemas.ts';

/** What the store answers to a query; by default one series with a value at the start and at the end. */
let answer: (asked: Asked) => StoreAnswer;
const store = await openMetricsStore((one) => answer(one));
const { asked } = store;

let t: TestServer;
let admin: TestMember;
beforeAll(async () => {
  t = await testServer({ METRICS_URL: store.url });
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
});
afterAll(async () => {
  await t.close();
  store.close();
});
beforeEach(() => {
  asked.length = 0;
  t.clock.advance(30_000); // a step further, which is not cached
  answer = ({ start, end }) => ({
    body: matrix([
      [start, '1.5'],
      [end, 'NaN'],
    ]),
  });
});

const read = (query = '') => t.as(admin).get(`/admin/system/charts${query}`);

test('each line of each chart is asked for once, at the steps of the range', async () => {
  const found = SystemCharts.parse(await read('?range=day'));
  expect(found).toMatchObject({ isConfigured: true, range: 'day', stepSeconds: 600 });
  expect(found.charts.map(({ name }) => name)).toEqual(Object.keys(charts));
  for (const { name, unit, lines } of found.charts) {
    expect(unit).toBe(charts[name].unit);
    expect(lines.map((line) => line.name)).toEqual(Object.keys(charts[name].lines));
    for (const { values } of lines) expect(values).toEqual([1.5, ...Array(144).fill(null)]);
  }
  const queries = Object.values(charts).flatMap(({ lines }) => Object.values(lines));
  expect(asked.map(({ query }) => query).sort()).toEqual(
    queries.map((query) => query.replaceAll('RANGE', '10m')).sort(),
  );
  for (const { path, start, end, step } of asked) {
    expect(path).toBe('POST /select/api/v1/query_range');
    expect([end - start, step, end % step]).toEqual([86_400, 600, 0]);
    expect(new Date(start * 1_000).toISOString()).toBe(found.startsAt);
  }
});

test('without a range it is an hour, and admins at the same time share one look', async () => {
  const [first, second] = await Promise.all([read(), read('?range=hour')]);
  expect(second).toEqual(first);
  expect(first.charts[0].lines[0].values).toHaveLength(121);
  expect(asked.length).toBe(Object.values(charts).flatMap(({ lines }) => Object.keys(lines)).length);
});

test('a query of the caller is refused', async () => {
  for (const query of ['?query=up', '?range=year', '?range=hour&step=1'])
    expect(await read(query)).toMatchObject({ status: 400 });
  expect(asked).toEqual([]);
});

test('a metric that nobody measures is an empty line', async () => {
  answer = () => ({ body: matrix() });
  const { charts: found } = await read();
  expect(found[0].lines[0].values).toEqual(Array(121).fill(null));
});

test.for([
  ['refuses', { status: 422, body: '{"status":"error","error":"bad query"}' }],
  ['leads elsewhere', { status: 302, body: '' }],
  ['answers something else', { body: '<html>' }],
  ['never ends', { body: `"${'x'.repeat(2 * 1024 * 1024)}"` }],
] as const)('a store that %s is a problem of its own', async ([, given]) => {
  answer = () => given;
  expect(await read()).toMatchObject({ status: 502, code: 'metrics_unavailable' });
});

test('a store that was away is asked again', async () => {
  answer = () => ({ status: 503, body: '' });
  expect(await read()).toMatchObject({ status: 502 });
  answer = () => ({ body: matrix() });
  expect((await read()).isConfigured).toBe(true);
});

test('without a store the page learns that', async () => {
  const ctx = { ...t.ctx, config: { ...t.ctx.config, metricsUrl: undefined } };
  const { systemCharts } = await import('./service.ts');
  expect(await systemCharts(ctx, 'week')).toMatchObject({
    isConfigured: false,
    charts: [],
    stepSeconds: 3_600,
  });
  expect(asked).toEqual([]);
});

test.for(['ftp://metrics:21', 'metrics:8428', 'http://name:secret@metrics:8428', 'http://metrics/?a=b'])(
  'the address "%s" is refused at the start',
  (METRICS_URL) => {
    expect(() => readConfig({ METRICS_URL })).toThrow(/METRICS_URL/);
  },
);
