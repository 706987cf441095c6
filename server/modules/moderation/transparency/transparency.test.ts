import { countActs } from '@chitlaq/protocol/moderation-log';
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { MonthlyReports } from './schemas.ts';

const t = await testServer();
afterAll(t.close);
const DAY_MS = 86_400_000;
t.clock.advance(Date.parse('2030-09-10T12:00:00Z') - Date.now());

/** Somebody new: an access token does not outlive a leap of the clock. */
const staff = async (role: 'auditor' | 'moderator') =>
  (await t.members(1, { roles: [role] }))[0] as TestMember;
const warn = async (count: number, rule: string) => {
  const moderator = await staff('moderator');
  for (const { id } of await t.members(count))
    await t.as(moderator).post(`/admin/users/${id}/warn`, { reason: 'Kes artık', rule });
};
/** @returns the id of the case */
const report = async (count: number, reason: string): Promise<string> => {
  const [author] = (await t.members(1)) as [TestMember];
  const { id: subjectId } = await makePost(t, { author });
  for (const reporter of await t.members(count))
    await t.as(reporter).post('/reports', { subjectType: 'post', subjectId, reason });
  const { rows } = await t.ctx.pool.query('select id from moderation.reports where subject_id = $1 limit 1', [
    subjectId,
  ]);
  return rows[0].id;
};
const publish = async (job: 'moderation.publishMonths' | 'moderation.publishHead') => {
  await t.ctx.jobs.add(job, {});
  await t.settled();
};
const months = async () =>
  MonthlyReports.strict().parse(await t.anyone.get('/moderation/transparency')).items;

test('a month is published when it has ended, once, and nothing in it points to fewer than five', async () => {
  await warn(6, 'spam');
  await warn(2, 'hate');
  await report(7, 'spam');
  await report(3, 'hate');
  await publish('moderation.publishMonths');
  expect(await months()).toEqual([]);
  t.clock.advance(21 * DAY_MS);
  await warn(1, 'hate');
  await publish('moderation.publishMonths');
  const [september, ...others] = await months();
  expect(others).toEqual([]);
  expect(september).toMatchObject({
    month: '2030-09',
    lastSeq: 8,
    // The second is hidden, and so is the first: the sum would give the second away.
    acts: [
      {
        act: 'warned',
        count: 8,
        rules: [
          { rule: 'spam', count: null },
          { rule: 'hate', count: null },
        ],
      },
    ],
    reports: [
      { reason: 'spam', count: 7 },
      { reason: 'hate', count: null },
    ],
    decided: 0,
    medianHours: null,
  });
  await publish('moderation.publishMonths');
  expect(await months()).toEqual([september]);
});

test('an auditor counts the same from the log', async () => {
  const { items } = await t.as(await staff('auditor')).get('/admin/moderation/log?limit=1000');
  const [september] = await months();
  expect(countActs(items, '2030-09')).toEqual(september?.acts);
});

test('the time to a decision counts from the report, and a month without acts is published too', async () => {
  const caseId = await report(5, 'harassment');
  t.clock.advance(3 * 3_600_000);
  const moderator = await staff('moderator');
  await t.as(moderator).patch(`/admin/reports/${caseId}`, { decision: 'dismiss', note: 'Taciz değil' });
  t.clock.advance(61 * DAY_MS);
  await publish('moderation.publishMonths');
  const [november, october] = await months();
  expect(november).toMatchObject({ month: '2030-11', acts: [], reports: [], decided: 0 });
  expect(october).toMatchObject({ month: '2030-10', decided: 5, medianHours: 3 });
});

test('the database refuses to change a published month', async () => {
  for (const change of [
    "update moderation.monthly_figures set figures = '{}'",
    'delete from moderation.monthly_figures',
  ])
    await expect(t.ctx.pool.query(change)).rejects.toThrow(/only grows/);
});

test('auditors get the head of a day with new entries by email, once', async () => {
  await publish('moderation.publishHead');
  const auditor = await staff('auditor');
  await warn(1, 'spam');
  for (let night = 0; night < 3; night++) {
    t.clock.advance(DAY_MS);
    await publish('moderation.publishHead');
  }
  const received = (await t.emails()).filter(({ to }) => to?.[0]?.address === auditor.email);
  const heads: { day: string; hash: string }[] = (await t.anyone.get('/moderation/log/heads')).items;
  // Three nights, one with a new entry, which the heads of all have.
  expect(new Set(heads.slice(0, 3).map(({ hash }) => hash)).size).toBe(1);
  expect(received).toHaveLength(1);
  expect(received[0]?.text).toContain(heads[2]?.hash);
  expect(received[0]?.text).toContain(heads[2]?.day);
});
