import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { QueuedJobPage } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  await t.settled();
});

/** A job that has failed `attempts` times. @returns its id */
async function failedJob(attempts: number, error = 'No room'): Promise<string> {
  const { rows } = await t.ctx.pool.query(
    "select id from graphile_worker.add_job('moderation.publishMonths', '{}', max_attempts => 3)",
  );
  await t.ctx.pool.query(
    `update graphile_worker._private_jobs set attempts = $2, last_error = $3, run_at = now() + interval '1 hour' where id = $1`,
    [rows[0].id, attempts, error],
  );
  return String(rows[0].id);
}
const list = async (query = '') =>
  QueuedJobPage.strict().parse(await t.as(admin).get(`/admin/jobs${query}`)).items;
const actsOf = async (id: string) =>
  (
    await t.ctx.pool.query(
      "select event, details from auth.audit_log where subject_type = 'job' and subject_id = $1 order by id",
      [id],
    )
  ).rows;

test('jobs are listed with their state and the first line of their error, without addresses', async () => {
  const waiting = await failedJob(0);
  const failing = await failedJob(1, 'Mail to <ayse@metu.edu.tr> was refused\n    at send (mail.ts:12)');
  const givenUp = await failedJob(3);
  const jobs = await list();
  expect(jobs.filter(({ id }) => [waiting, failing, givenUp].includes(id))).toMatchObject([
    { id: givenUp, state: 'given_up', attempts: 3, maxAttempts: 3, error: 'No room' },
    { id: failing, state: 'failing', name: 'moderation.publishMonths', error: 'Mail to <…@…> was refused' },
    { id: waiting, state: 'waiting' },
  ]);
  expect((await list('?state=given_up')).map(({ id }) => id)).toEqual([givenUp]);
  expect(await list('?name=media.nothing')).toEqual([]);
});

test('pages go through all jobs', async () => {
  const all = (await list('?limit=100')).map(({ id }) => id);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await t.as(admin).get(`/admin/jobs?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all);
  expect(await t.as(admin).get('/admin/jobs?cursor=x')).toMatchObject({
    status: 400,
    code: 'invalid_cursor',
  });
});

test('a job that was given up runs again, and the log names who asked', async () => {
  const id = await failedJob(3);
  expect((await t.as(admin).raw('POST', `/admin/jobs/${id}/retry`)).status).toBe(204);
  expect((await list()).find((job) => job.id === id)).toMatchObject({ state: 'waiting', attempts: 0 });
  await t.settled();
  expect((await list()).find((job) => job.id === id)).toBeUndefined();
  expect(await actsOf(id)).toEqual([{ event: 'job_retried', details: { name: 'moderation.publishMonths' } }]);
});

test('a cancelled job is gone', async () => {
  const id = await failedJob(1);
  expect((await t.as(admin).raw('DELETE', `/admin/jobs/${id}`)).status).toBe(204);
  expect((await list()).find((job) => job.id === id)).toBeUndefined();
  expect((await actsOf(id)).map(({ event }) => event)).toEqual(['job_cancelled']);
  expect(await t.as(admin).raw('DELETE', `/admin/jobs/${id}`)).toMatchObject({
    status: 404,
    body: { code: 'job_not_found' },
  });
});

test('a running job is left alone, also when a worker takes it at that moment', async () => {
  for (const [method, path] of [
    ['POST', '/retry'],
    ['DELETE', ''],
  ] as const) {
    const id = await failedJob(1);
    const worker = await holdLock(
      t,
      "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w' where id = $1",
      [id],
    );
    const answer = t.as(admin).raw(method, `/admin/jobs/${id}${path}`);
    await worker.waitForBlocked(1);
    await worker.release();
    expect(await answer).toMatchObject({ status: 409, body: { code: 'job_running' } });
    expect((await list('?state=running')).map((job) => job.id)).toContain(id);
    await t.ctx.pool.query('delete from graphile_worker._private_jobs where id = $1', [id]);
    expect(await actsOf(id)).toEqual([]);
  }
});
