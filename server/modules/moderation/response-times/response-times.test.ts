import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import type { ResponseTime } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
});

const times = async (): Promise<ResponseTime[]> =>
  (await t.as(moderator).get('/admin/moderation/response-times')).items;
const hoursOf = async (reason: string) => (await times()).find((item) => item.reason === reason)?.hours;
const set = (reason: string, hours: number, by = admin) =>
  t.as(by).raw('PUT', `/admin/moderation/response-times/${reason}`, { body: { hours } });
/** The hours that a new reporter of spam is promised. */
const promised = async () => {
  const [reporter, about] = (await t.members(2)) as [TestMember, TestMember];
  const body = { subjectType: 'user', subjectId: about.id, reason: 'spam' };
  const { id, createdAt, answerBy } = await t.as(reporter).post('/reports', body);
  const hours = (Date.parse(answerBy) - Date.parse(createdAt)) / 3_600_000;
  return { id, reporter, answerBy, hours };
};

test('every reason has a time, the most urgent ones first', async () => {
  const all = await times();
  expect(all).toHaveLength(12);
  expect(all[0]).toEqual({ reason: 'self_harm', urgency: 'critical', hours: 1, maxHours: 24 });
  expect(all.at(-1)).toMatchObject({ urgency: 'normal', maxHours: 168 });
});

test('a change holds for the next reporter, breaks no promise, and is in the log', async () => {
  const before = await promised();
  expect(before.hours).toBe(48);
  expect(await set('spam', 12)).toMatchObject({ status: 200, body: { reason: 'spam', hours: 12 } });
  expect((await promised()).hours).toBe(12);
  const { items } = await t.as(before.reporter).get('/reports');
  expect(items).toMatchObject([{ id: before.id, answerBy: before.answerBy }]);
  const waiting = await t.as(moderator).get(`/admin/reports/${before.id}`);
  expect(waiting.dueAt).toBe(before.answerBy);
  await set('spam', 12);
  const log = (await t.as(admin).get('/admin/audit-log?action=response_time_changed')).items;
  expect(log.map(({ details }: { details: object }) => details)).toEqual([
    { reason: 'spam', before: 48, after: 12 },
  ]);
});

test('a time is bounded, by urgency as well, and moderators read it only', async () => {
  for (const hours of [0, -1, 1.5, 169]) expect((await set('spam', hours)).status).toBe(400);
  expect(await set('violence', 25)).toMatchObject({
    status: 422,
    body: { code: 'response_time_too_long', errors: [{ path: 'hours' }] },
  });
  expect(await set('harassment', 73)).toMatchObject({ status: 422 });
  expect(await set('weather', 1)).toMatchObject({ status: 400 });
  expect(await set('violence', 2, moderator)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await hoursOf('violence')).toBe(1);
  expect((await set('violence', 24)).status).toBe(200);
  const both = await Promise.all([set('other', 100), set('other', 90)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const log = (await t.as(admin).get('/admin/audit-log?action=response_time_changed')).items;
  expect(log[0].details.before).toBe(log[1].details.after);
});
