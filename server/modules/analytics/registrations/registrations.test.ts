import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import type { testUniversities } from '../../auth/factory.ts';
import { countCampus } from '../business/queries.ts';
import { RegistrationStatistics } from './schemas.ts';

const t = await testServer();
afterAll(t.close);
// The middle of a month.
t.clock.advance(Date.parse('2030-09-15T12:00:00Z') - Date.now());
const HOUR = 3600;

const staff = async () => (await t.members(1, { roles: ['admin'] }))[0] as TestMember;
const read = async (query = '') =>
  RegistrationStatistics.parse(await t.as(await staff()).get(`/admin/statistics/registrations${query}`));
const universityOf = async (university: keyof typeof testUniversities) =>
  (await t.members(1, { university }))[0]!.universityId;
/** What a job of the queue writes when a registration ends. */
async function ended(count: number, outcome: string, universityId: string, at: string, waitedHours = 2) {
  for (let index = 0; index < count; index += 1)
    await t.ctx.pool.query(
      'insert into auth.application_outcomes (id, university_id, outcome, waited_seconds, at) values ($1, $2, $3, $4, $5)',
      [newId(), universityId, outcome, waitedHours * HOUR, at],
    );
}

test('by month and university, with nothing about fewer than five people', async () => {
  const [cinar, nar] = [await universityOf('cinar'), await universityOf('nar')];
  await ended(6, 'approved', cinar, '2030-08-20T12:00:00Z', 4);
  await ended(2, 'refused', cinar, '2030-08-20T12:00:00Z', 4);
  await ended(7, 'approved', nar, '2030-08-21T12:00:00Z', 10);
  // Began in July, and withdrawn in August.
  await ended(5, 'withdrawn', nar, '2030-08-01T01:00:00Z', 48);
  const { items, universities } = await read();
  expect(items).toHaveLength(12);
  expect(items.slice(-3)).toEqual([
    { startsOn: '2030-07-01', applied: 5, approved: 0, refused: 0, medianHours: null },
    { startsOn: '2030-08-01', applied: 15, approved: 13, refused: null, medianHours: 4 },
    { startsOn: '2030-09-01', applied: 0, approved: 0, refused: 0, medianHours: null },
  ]);
  expect(universities.map(({ id }) => id).sort()).toEqual([cinar, nar].sort());
  const ofCinar = (await read(`?universityId=${cinar}`)).items.at(-2);
  expect(ofCinar).toEqual({ startsOn: '2030-08-01', applied: 8, approved: 6, refused: null, medianHours: 4 });
  expect((await read(`?universityId=${nar}`)).items.at(-2)).toMatchObject({ approved: 7, refused: 0 });
  expect((await read(`?universityId=${newId()}`)).items.at(-2)).toMatchObject({ applied: 0, approved: 0 });
});

test('who only waits is no new member, and becomes one when staff let them in', async () => {
  const admin = await staff();
  const { version } = await t.as(admin).get('/admin/campus');
  const body = { ...DEFAULT_CAMPUS.settings, registrationMode: 'approval', basedOn: version };
  expect((await t.as(admin).raw('PUT', '/admin/campus', { body })).status).toBe(200);
  const newMembers = async () => Number((await countCampus(t.ctx.db, t.ctx.clock())).registered_1d);
  const before = await newMembers();
  await t.anyone.raw('POST', '/auth/register', {
    body: {
      email: 'bekleyen@cinar.edu.tr',
      username: 'bekleyen',
      displayName: 'Bekleyen Biri',
      password: 'mor kestane bulut 71',
    },
  });
  await t.settled();
  const mail = (await t.emails()).at(-1);
  const token = mail?.text?.match(/token=([\w-]+)/)?.[1];
  const { user } = await t.anyone.post('/auth/verify-email', { token });
  expect(user.status).toBe('pending');
  expect(await newMembers()).toBe(before);
  t.clock.advance(3 * 86_400_000);
  const decider = await staff();
  await t.as(decider).post('/admin/registrations/decisions', { ids: [user.id], decision: 'approve' });
  t.clock.advance(11_000);
  await t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()');
  await t.settled();
  // The deciding staff member and the one who was let in.
  expect(await newMembers()).toBe(2);
});
