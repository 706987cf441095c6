import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeDirect, makeMessage } from '../../messaging/factory.ts';
import { MemberStatistics } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
// A Monday, the first of its month.
t.clock.advance(Date.parse('2030-04-01T12:00:00Z') - t.ctx.clock().getTime());
const count = () => t.ctx.jobs.add('analytics.countMembers', {}).then(t.settled);
const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
const signIn = ({ username, password }: TestMember) =>
  t.anyone.post('/auth/login', { identifier: username, password });
const read = async (query = '') => {
  return MemberStatistics.parse(await t.as(await signIn(admin)).get(`/admin/statistics/members${query}`));
};

test('registrations, activity and messages by day, week and month, and retention by cohort', async () => {
  expect(await read()).toEqual({
    countedAt: null,
    by: 'day',
    universityId: null,
    items: [],
    universities: [],
    cohorts: [],
  });
  const joined = await t.members(9);
  await t.members(6, { university: 'nar' });
  await count();
  const first = await read();
  expect(first.items).toEqual([
    { startsOn: '2030-04-01', members: 16, registered: 16, active: 16, messages: null },
  ]);
  expect(first.universities.map(({ members, active }) => ({ members, active }))).toEqual([
    { members: 10, active: 10 },
    { members: 6, active: 6 },
  ]);
  const own = await read(`?universityId=${first.universities[1]?.id}`);
  expect(own.items).toEqual([
    { startsOn: '2030-04-01', members: 6, registered: 6, active: 6, messages: null },
  ]);

  // Two days later nine are here; one of them signs out before the count.
  t.clock.advance(2 * DAY_MS);
  const sessions = await Promise.all(joined.map(signIn));
  await t.as(sessions[0]!).post('/auth/logout');
  const conversation = await makeDirect(t, joined[1]!, joined[2]!);
  await makeMessage(t, joined[1]!, conversation);
  await count();
  const second = await read();
  expect(second.items.map(({ startsOn }) => startsOn)).toEqual(['2030-04-01', '2030-04-03']);
  expect(second.items[1]).toEqual({
    startsOn: '2030-04-03',
    members: 16,
    registered: 0,
    active: 9,
    // The day before was not counted.
    messages: null,
  });
  expect((await read('?by=week')).items).toEqual([
    { startsOn: '2030-04-01', members: 16, registered: 16, active: 16, messages: null },
  ]);
  // Six write the day after, and two on another day: those two are not shown.
  t.clock.advance(DAY_MS);
  await Promise.all(joined.slice(1, 7).map(signIn));
  await makeMessage(t, joined[2]!, conversation);
  await count();
  expect((await read()).items.at(-1)).toMatchObject({ startsOn: '2030-04-04', active: 6, messages: 1 });
  t.clock.advance(DAY_MS);
  await Promise.all(joined.slice(1, 3).map(signIn));
  await makeMessage(t, joined[1]!, conversation);
  await count();
  expect((await read()).items.at(-1)).toMatchObject({
    startsOn: '2030-04-05',
    active: null,
    messages: null,
  });

  // The next month: six new members, and of those of April five come back.
  t.clock.advance(27 * DAY_MS);
  await t.members(6);
  await Promise.all(joined.slice(0, 5).map(signIn));
  await count();
  const { cohorts } = await read('?by=month');
  expect(cohorts).toEqual([
    {
      startsOn: '2030-04-01',
      months: [
        { startsOn: '2030-04-01', members: 16, active: 16 },
        { startsOn: '2030-05-01', members: 16, active: 5 },
      ],
    },
    { startsOn: '2030-05-01', months: [{ startsOn: '2030-05-01', members: 6, active: 6 }] },
  ]);
});

test('a count repeated in the same hour changes nothing, and other spans are refused', async () => {
  const session = await signIn(admin);
  await count();
  const before = await read('?by=month&take=366');
  await count();
  expect(await read('?by=month&take=366')).toEqual({ ...before, countedAt: expect.anything() });
  expect(await t.as(session).get('/admin/statistics/members?by=hour')).toMatchObject({ status: 400 });
  expect(await t.as(session).get('/admin/statistics/members?take=367')).toMatchObject({ status: 400 });
});
