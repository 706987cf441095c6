import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../testing/server.ts';
import type { Context } from './context.ts';
import { openMetrics } from './metrics.ts';
import { conflictCounter, MAX_ATTEMPTS, retryOnConflict } from './retry-on-conflict.ts';

const IN_AN_HOUR = new Date(Date.now() + 3_600_000);

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
  // graphile-worker stores a job's name at its first use; concurrent uses wait for that.
  await t.ctx.jobs.add('platform.deleteExpiredKeys', {}, { key: 'first', runAt: IN_AN_HOUR });
  await t.ctx.pool.query(
    'create table public.things (name text primary key, changes int not null default 0)',
  );
});
afterAll(() => t.close());

/** Ways to lock a row until the transaction ends. */
const lockWays: Record<string, (tx: Context, name: string) => Promise<unknown>> = {
  row: (tx, name) => sql`update public.things set changes = changes + 1 where name = ${name}`.execute(tx.db),
  'advisory lock': (tx, name) =>
    sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db),
};
const isSoon = (tx: Context) => sql`set local deadlock_timeout = '20ms'`.execute(tx.db);
const changesOf = async (name: string): Promise<number | undefined> => {
  const { rows } = await t.ctx.pool.query<{ changes: number }>(
    'select changes from public.things where name = $1',
    [name],
  );
  return rows[0]?.changes;
};
const conflictCount = async (reason: string, outcome: string): Promise<number> => {
  const { values } = await conflictCounter.get();
  return values.find(({ labels }) => labels.reason === reason && labels.outcome === outcome)?.value ?? 0;
};
/** Fails the transaction with a PostgreSQL error of this code. */
const fail = (tx: Context, code: string) =>
  sql`do ${sql.raw(`$$ begin raise exception 'ended' using errcode = '${code}'; end $$`)}`.execute(tx.db);

test.for(Object.keys(lockWays))(
  'two transactions that each hold one %s and want the other’s both commit, each once',
  async (kind) => {
    const names = [`${kind} one`, `${kind} two`] as const;
    for (const name of names) await t.ctx.pool.query('insert into public.things values ($1)', [name]);
    const lockRow = lockWays[kind] as (tx: Context, name: string) => Promise<unknown>;
    const retriedBefore = await conflictCount('deadlock', 'retried');
    const published: string[] = [];
    let runs = 0;
    let lockedCount = 0;
    let bothLocked = () => {};
    const met = new Promise<void>((resolve) => (bothLocked = resolve));
    const work = (own: string, other: string) =>
      t.ctx.transaction(async (tx) => {
        runs += 1;
        await isSoon(tx);
        tx.afterCommit(() => published.push(own));
        await tx.jobs.add('platform.deleteExpiredKeys', {}, { key: own, runAt: IN_AN_HOUR });
        const { count } = await tx.cache.increment(own, 60);
        await lockRow(tx, own);
        lockedCount += 1;
        if (lockedCount === 2) bothLocked();
        await met;
        await lockRow(tx, other);
        return count;
      });
    expect(await Promise.all([work(names[0], names[1]), work(names[1], names[0])])).toEqual([1, 1]);
    expect(runs).toBe(3);
    expect(await conflictCount('deadlock', 'retried')).toBe(retriedBefore + 1);
    expect(published.sort()).toEqual([...names]);
    // The first attempt's increments are not repeated.
    for (const name of names) expect((await t.ctx.cache.increment(name, 60)).count).toBe(2);
    if (kind === 'row') expect(await Promise.all(names.map(changesOf))).toEqual([2, 2]);
    const { rows } = await t.ctx.pool.query('select from graphile_worker.jobs where key = any($1)', [names]);
    expect(rows).toHaveLength(2);
  },
);

test.for(['40P01', '40001'])(
  'a transaction that always fails with %s fails with it in the end, and is logged',
  async (code) => {
    const lines: object[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const reason = code === '40P01' ? 'deadlock' : 'serialization';
    const givenUp = await conflictCount(reason, 'failed');
    let runs = 0;
    const work = () =>
      t.ctx.db.transaction().execute(async (trx) => {
        runs += 1;
        await fail({ ...t.ctx, db: trx }, code);
      });
    await expect(retryOnConflict(log, work)).rejects.toMatchObject({ code });
    expect(runs).toBe(MAX_ATTEMPTS);
    expect(lines).toMatchObject([{ msg: 'database.conflict', reason, runs: MAX_ATTEMPTS }]);
    expect(await conflictCount(reason, 'failed')).toBe(givenUp + 1);

    runs = 0;
    const published: string[] = [];
    const always = t.ctx.transaction(async (tx) => {
      runs += 1;
      tx.afterCommit(() => published.push('never'));
      await fail(tx, code);
    });
    await expect(always).rejects.toMatchObject({ code });
    expect({ runs, published }).toEqual({ runs: MAX_ATTEMPTS, published: [] });
  },
);

test.for(['23505', '55P03', '57014'])('a transaction that fails with %s is not retried', async (code) => {
  let runs = 0;
  const work = t.ctx.transaction(async (tx) => {
    runs += 1;
    await fail(tx, code);
  });
  await expect(work).rejects.toMatchObject({ code });
  expect(runs).toBe(1);
});

test('a nested transaction is retried with the outer one, never alone', async () => {
  await t.ctx.pool.query("insert into public.things values ('whole')");
  const runs: string[] = [];
  await t.ctx.transaction(async (tx) => {
    runs.push('outer');
    await lockWays.row?.(tx, 'whole');
    await tx.transaction(async (inner) => {
      runs.push('inner');
      if (runs.length < 4) await fail(inner, '40P01');
    });
  });
  expect(runs).toEqual(['outer', 'inner', 'outer', 'inner']);
  expect(await changesOf('whole')).toBe(1);
});

test('each increment counts once, as often as one attempt makes it', async () => {
  let runs = 0;
  const counts = await t.ctx.transaction(async (tx) => {
    runs += 1;
    const first = await tx.cache.increment('posts', 60);
    const second = await tx.cache.increment('posts', 60);
    const third = runs < 2 ? undefined : await tx.cache.increment('posts', 60, 5);
    if (runs < 3) await fail(tx, '40001');
    return [first, second, third].map((counted) => counted?.count);
  });
  expect(counts).toEqual([1, 2, 7]);
  expect((await t.ctx.cache.increment('posts', 60)).count).toBe(8);
});

test('conflicts are among the metrics of a process', async () => {
  expect(await openMetrics(t.ctx).registry.metrics()).toContain(
    'database_conflicts_total{reason="deadlock",outcome="retried"}',
  );
});
