import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Asked, matrix, openMetricsStore, type StoreAnswer } from '../../../testing/metrics-store.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { ONLINE, resources } from './resources.ts';
import { Capacity } from './schemas.ts';
import { capacity } from './service.ts';

const GB = 1024 ** 3;
const DAY = 86_400;
let answer: (asked: Asked) => StoreAnswer;
const store = await openMetricsStore((one) => answer(one));
let t: TestServer;
let admin: TestMember;
beforeAll(async () => {
  t = await testServer({ METRICS_URL: store.url });
});
afterAll(async () => {
  await t.close();
  store.close();
});
beforeEach(() => nextStep());

/** A step further, which is not cached. The session of an admin does not last as long as all steps. */
async function nextStep(): Promise<void> {
  t.clock.advance(600_000);
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  store.asked.length = 0;
}

const read = async () => Capacity.parse(await t.as(admin).get('/admin/system/capacity'));
/** Up to a thousand members online each day. */
const onlineAt = (at: number) => Math.round(500 * (1 - Math.cos((2 * Math.PI * at) / DAY)));
/** A store in which queries have these values. */
const serve =
  (values: Record<string, (at: number, start: number) => number>) =>
  ({ query, start, end, step }: Asked): StoreAnswer => {
    const valueAt = values[query];
    if (!valueAt) return { body: matrix() };
    const points: [number, string][] = [];
    for (let at = start; at <= end; at += step) points.push([at, String(valueAt(at, start))]);
    return { body: matrix(points) };
  };
const campus = {
  [ONLINE]: onlineAt,
  [resources.processor.used]: (at: number) => 0.4 + 0.002 * onlineAt(at),
  [resources.processor.available]: () => 8,
  [resources.memory.used]: (at: number) => 2 * GB + 0.001 * GB * onlineAt(at),
  [resources.memory.available]: () => 16 * GB,
  [resources.sockets.used]: (at: number) => 1.5 * onlineAt(at),
  [resources.sockets.available]: () => 20_000,
};

test('it says how many fit, and what runs out first', async () => {
  answer = serve(campus);
  const found = await read();
  // 0.7 × 8 cores − 0.4, at 0.002 a member.
  expect(found.fits! / 2_600).toBeCloseTo(1, 2);
  expect(found).toMatchObject({
    isConfigured: true,
    limitedBy: 'processor',
    highest: 1_000,
    diskFullAt: null,
  });
  const fits = new Map(found.resources.map((one) => [one.name, one.fits]));
  expect(fits.get('memory')! / ((0.85 * 16 - 2) * 1_000)).toBeCloseTo(1, 2);
  expect(fits.get('sockets')! / (16_000 / 1.5)).toBeCloseTo(1, 2);
  expect(fits.has('process')).toBe(false);
});

test('a server with more processors and memory holds more, by the scarcer of both', async () => {
  answer = serve(campus);
  const { servers } = await read();
  const byDollars = new Map(servers.map((one) => [one.dollars, one.fits!]));
  expect(byDollars.get(60)! / 2_600).toBeCloseTo(1, 2);
  expect(byDollars.get(120)! / 5_400).toBeCloseTo(1, 2);
  answer = serve({ ...campus, [resources.memory.used]: (at) => 2 * GB + 0.02 * GB * onlineAt(at) });
  await nextStep();
  expect((await read()).servers.find(({ dollars }) => dollars === 60)!.fits! / 580).toBeCloseTo(1, 1);
});

test('a disk that fills has a date', async () => {
  answer = serve({
    ...campus,
    'min(data_disk_bytes{state="free"})': (at, start) => 100 * GB - ((at - start) / DAY) * GB,
  });
  const { diskFullAt, observedTo } = await read();
  expect((Date.parse(diskFullAt!) - Date.parse(observedTo)) / (DAY * 1_000)).toBeCloseTo(93, 1);
});

test('a campus of which too little is known gets no number', async () => {
  answer = serve({ ...campus, [ONLINE]: () => 0 });
  expect(await read()).toMatchObject({ fits: null, limitedBy: null, resources: [], online: 0 });
  await nextStep();
  answer = () => ({ body: matrix() });
  const found = await read();
  expect(found).toMatchObject({ fits: null, online: null, highest: null });
  expect(found.servers.every(({ fits }) => fits === null)).toBe(true);
});

test('a store that is away is a problem of its own, and is asked again', async () => {
  answer = () => ({ status: 503, body: '' });
  expect(await t.as(admin).get('/admin/system/capacity')).toMatchObject({
    status: 502,
    code: 'metrics_unavailable',
  });
  answer = serve(campus);
  expect((await read()).limitedBy).toBe('processor');
});

test('admins at the same time share one look', async () => {
  answer = serve(campus);
  expect(await read()).toEqual(await read());
  expect(store.asked).toHaveLength(12);
});

test('without a store nothing is asked', async () => {
  const ctx = { ...t.ctx, config: { ...t.ctx.config, metricsUrl: undefined } };
  expect(await capacity(ctx)).toMatchObject({ isConfigured: false, fits: null, resources: [] });
  expect(store.asked).toEqual([]);
});
