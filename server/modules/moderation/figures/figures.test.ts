import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { ModerationStatistics } from './schemas.ts';

const t = await testServer();
afterAll(t.close);
const HOUR_MS = 3_600_000;
// A Tuesday.
t.clock.advance(Date.parse('2030-09-10T12:00:00Z') - Date.now());

/** Somebody new: an access token does not outlive a leap of the clock. */
const staff = async () => (await t.members(1, { roles: ['admin'] }))[0] as TestMember;
const read = async (query = '') =>
  ModerationStatistics.parse(await t.as(await staff()).get(`/admin/statistics/moderation${query}`));
/** @returns the id of the case */
async function report(count: number, reason: string): Promise<string> {
  const [author] = (await t.members(1)) as [TestMember];
  const { id: subjectId } = await makePost(t, { author });
  for (const reporter of await t.members(count))
    await t.as(reporter).post('/reports', { subjectType: 'post', subjectId, reason });
  const { items } = await t.as(await staff()).get('/admin/reports');
  return items.find((item: { subjectId: string }) => item.subjectId === subjectId).id;
}
const dismiss = async (id: string) =>
  t.as(await staff()).patch(`/admin/reports/${id}`, { decision: 'dismiss', note: 'Sorun yok' });

test('reports of a week, what waits, and how long it took; nothing about one to four', async () => {
  const six = await report(6, 'spam');
  const two = await report(2, 'spam');
  expect(await read('?take=2')).toMatchObject({
    waiting: 8,
    overdue: 0,
    items: [
      { startsOn: '2030-09-02', received: 0, decided: 0, medianHours: null, inTime: 0 },
      { startsOn: '2030-09-09', received: 8, decided: 0, medianHours: null, inTime: 0 },
    ],
  });
  t.clock.advance(2 * HOUR_MS);
  await dismiss(two);
  // Two were decided: neither their number nor how long they waited is told.
  expect((await read('?take=1')).items).toEqual([
    { startsOn: '2030-09-09', received: 8, decided: null, medianHours: null, inTime: null },
  ]);
  t.clock.advance(2 * HOUR_MS);
  await dismiss(six);
  expect((await read('?take=1')).items).toEqual([
    { startsOn: '2030-09-09', received: 8, decided: 8, medianHours: 4, inTime: 8 },
  ]);
});

test('a late decision counts in the week in which it was made', async () => {
  const late = await report(5, 'harassment');
  t.clock.advance(7 * 24 * HOUR_MS);
  expect(await read()).toMatchObject({ waiting: 5, overdue: 5 });
  await dismiss(late);
  const { items, waiting } = await read();
  expect([waiting, items.length]).toEqual([0, 12]);
  expect(items.slice(-2)).toEqual([
    { startsOn: '2030-09-09', received: 13, decided: 8, medianHours: 4, inTime: 8 },
    { startsOn: '2030-09-16', received: 0, decided: 5, medianHours: 168, inTime: 0 },
  ]);
});
