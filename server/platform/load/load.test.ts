import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { DOWN_MS, INITIAL, nextState, type Sample, UP_MS } from './level.ts';
import { loadOf } from './load.ts';
import { machineSampler } from './machine.ts';
import { SHEDDABLE } from './sheddable.ts';

const BUSY: Sample = { cpu: 0.95, memory: 0.5 };
const FULL: Sample = { cpu: 0.1, memory: 0.9 };
const BETWEEN: Sample = { cpu: 0.7, memory: 0.5 };
const CALM: Sample = { cpu: 0.2, memory: 0.5 };

describe('the level', () => {
  /** The level after samples that are five seconds apart. */
  const levelAfter = (...samples: Sample[]) =>
    samples.reduce((state, sample, index) => nextState(state, sample, index * 5_000), INITIAL).level;
  const times = (count: number, sample: Sample) => Array.from({ length: count }, () => sample);

  test('a short peak drops nothing, a lasting one drops one kind of work after the other', () => {
    expect(levelAfter(...times(3, BUSY))).toBe(0);
    expect(levelAfter(...times(4, BUSY))).toBe(1);
    expect(levelAfter(...times(7, BUSY))).toBe(2);
    expect(levelAfter(...times(100, BUSY))).toBe(SHEDDABLE.length);
    expect(levelAfter(...times(4, FULL))).toBe(1);
  });

  test('work is taken up again one kind a minute, and not while the machine is in between', () => {
    const dropped = times(7, BUSY);
    expect(levelAfter(...dropped, ...times(50, BETWEEN))).toBe(2);
    expect(levelAfter(...dropped, ...times(12, CALM))).toBe(2);
    expect(levelAfter(...dropped, ...times(13, CALM))).toBe(1);
    expect(levelAfter(...dropped, ...times(25, CALM))).toBe(0);
  });

  test('whatever the machine does: one step at a time, within bounds, and none sooner than its time', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const sample = fc.record({ cpu: share, memory: share, wait: fc.integer({ min: 1, max: 40_000 }) });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        let state = INITIAL;
        let at = 0;
        let changedAt = 0;
        for (const { wait, ...shares } of samples) {
          at += wait;
          const next = nextState(state, shares, at);
          const step = next.level - state.level;
          expect(Math.abs(step)).toBeLessThanOrEqual(1);
          expect(next.level).toBeGreaterThanOrEqual(0);
          expect(next.level).toBeLessThanOrEqual(SHEDDABLE.length);
          if (step !== 0) {
            expect(at - changedAt).toBeGreaterThanOrEqual(step > 0 ? UP_MS : DOWN_MS);
            changedAt = at;
          }
          state = next;
        }
      }),
    );
  });

  test('shares of this machine are shares', () => {
    const sample = machineSampler();
    const { cpu, memory } = sample();
    for (const share of [cpu, memory]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(memory).toBeGreaterThan(0);
  });
});

describe('a busy campus', () => {
  let t: TestServer;
  let member: TestMember;

  beforeAll(async () => {
    t = await testServer();
    [member] = (await t.members(1)) as [TestMember];
  });
  afterAll(() => t.close());

  /** Keeps the machine like this for some time. */
  const observe = (sample: Sample, seconds: number) => {
    const load = loadOf(t.ctx);
    for (let second = 0; second <= seconds; second += 5) {
      load.observe(sample);
      t.clock.advance(5_000);
    }
  };
  const statusOf = async (path: string) => (await t.as(member).raw('GET', path)).status;
  const postponed = async () =>
    (
      await t.ctx.pool.query(
        `select task_identifier as name, run_at > now() as later from graphile_worker.jobs
         where key like 'postponed: notifications.digests %'`,
      )
    ).rows;

  test('drops work in its order, says so, and keeps what matters', async () => {
    const paths = ['/feed/recommendations', '/search/suggestions?q=a'];
    expect(await Promise.all(paths.map(statusOf))).toEqual([200, 200]);
    observe(BUSY, 15);
    expect(await Promise.all(paths.map(statusOf))).toEqual([503, 200]);
    observe(BUSY, 60);
    expect(await Promise.all(paths.map(statusOf))).toEqual([503, 503]);

    const refused = await t.as(member).raw('GET', '/search/suggestions?q=a');
    expect(refused.body).toMatchObject({ status: 503, code: 'paused_under_load' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await statusOf('/feed/home')).toBe(200);
    expect(await statusOf('/search/posts?q=a')).toBe(200);
    expect((await t.as(member).raw('POST', '/posts', { body: { content: 'Yine de' } })).status).toBe(201);
    const metrics = await t.anyone.raw('GET', '//metrics');
    expect(metrics.body).toMatch(/load_shed_total\{work="suggestions"\} [1-9]/);
  });

  test('postpones jobs, each once, and runs them when it is calm', async () => {
    observe(BUSY, 60);
    await t.ctx.jobs.add('notifications.digests', {});
    await t.ctx.jobs.add('notifications.digests', {});
    await t.settled();
    expect(await postponed()).toEqual([{ name: 'notifications.digests', later: true }]);

    observe(CALM, 300);
    expect(await statusOf('/feed/recommendations')).toBe(200);
    await t.ctx.pool.query(
      `update graphile_worker._private_jobs set run_at = now() where key like 'postponed:%'`,
    );
    await t.settled();
    expect(await postponed()).toEqual([]);
  });

  test('shows operators what it drops', async () => {
    observe(CALM, 300);
    observe(BUSY, 15);
    const { body } = await t.anyone.raw('GET', '//status');
    expect(body.load).toEqual({ ...BUSY, shed: ['recommendations'] });
  });
});
