import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { nodesOf, plansOf } from '../../../testing/plans.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { findOpenCases } from '../resolution/queries.ts';
import type { Case } from '../resolution/schemas.ts';
import type { CaseAssessment, Classifier } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
let admin: TestMember;
let moderator: TestMember;
let authors: TestMember[];
let reporter: TestMember;
let other: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  authors = await t.members(12);
  [reporter, other] = (await t.members(2)) as [TestMember, TestMember];
});

const SPAM = [
  'Günde beş bin lira kazan, hemen yaz bana',
  'Bedava bahis bonusu için hemen tıkla',
  'Kolay para, yatırım yok, hemen kazan',
  'Hemen tıkla bedava kazan, kolay para burada',
];
const GOOD = [
  'Yarın kütüphanede ders çalışan var mı',
  'Vize notları açıklandı mı, ders programı değişmiş',
  'Yemekhanede bugün mercimek vardı, güzeldi',
  'Ders çalışmak için sessiz bir yer arıyorum',
];

let made = 0;
/** Decided cases, one a minute, without the requests that would make them. */
async function decide(
  count: number,
  outcome: 'post_removed' | 'dismissed',
  text: (index: number) => string,
  { by = authors, startsAt = t.ctx.clock().getTime() - 60 * DAY_MS, visibility = 'public' } = {},
): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    made += 1;
    return {
      author: by[index % by.length]!.id,
      snapshot: { content: text(index), visibility, createdAt: new Date(startsAt).toISOString() },
      at: new Date(startsAt + index * 120_000 + made).toISOString(),
    };
  });
  await t.ctx.pool.query(
    `with given as (select author, snapshot, at, platform.uuid_floor(at) as id
       from json_to_recordset($1) as x (author uuid, snapshot jsonb, at timestamptz)),
     decided as (insert into moderation.decisions (id, subject_type, subject_id, subject_owner_id, outcome, decided_at)
       select id, 'post', id, author, $2, at from given)
     insert into moderation.reports (id, subject_type, subject_id, subject_owner_id, snapshot, reason, status, created_at, resolved_at, decision_id, due_at)
       select id, 'post', id, author, snapshot, 'spam', case when $2 = 'dismissed' then 'dismissed' else 'upheld' end, at, at, id, at from given`,
    [JSON.stringify(rows), outcome],
  );
}
const forgetAll = async () => {
  await t.ctx.pool.query(
    `update moderation.classifier set is_on = false, model_id = null;
     delete from moderation.classifier_models; delete from moderation.appeals; delete from moderation.reports; delete from moderation.decisions`,
  );
};
beforeEach(forgetAll);

const learn = async (): Promise<Classifier> => {
  await t.ctx.jobs.add('moderation.trainClassifier', {});
  await t.settled();
  return read();
};
const read = (): Promise<Classifier> => t.as(moderator).get('/admin/classifier');
const switchTo = async (isOn: boolean): Promise<Classifier> => {
  const answer = await t.as(admin).put('/admin/classifier', { isOn });
  await t.settled();
  return answer;
};
const usual = async () => {
  await decide(130, 'post_removed', (index) => `${SPAM[index % 4]} ${index}`);
  await decide(130, 'dismissed', (index) => `${GOOD[index % 4]} ${index}`);
};
const queue = async (): Promise<Case[]> => (await t.as(moderator).get('/admin/reports?limit=100')).items;
const report = async (by: TestMember, subjectId: string, reason = 'spam', subjectType = 'post') => {
  const made = await t.as(by).post('/reports', { subjectType, subjectId, reason });
  await t.settled();
  return made;
};
const post = async (content: string, more: object = {}) =>
  (await makePost(t, { author: authors[0]!, content, ...more })).id;
const assessment = async (id: string, by = moderator): Promise<CaseAssessment['assessment']> =>
  (await t.as(by).get(`/admin/reports/${id}/assessment`)).assessment;

test('it learns from decisions, is switched on by an admin, and only then sorts an hour of the queue', async () => {
  await usual();
  const ids = [
    await post('Kütüphanede sessiz bir yer arıyorum'),
    await post('Bedava bonus için hemen tıkla, kolay para'),
  ];
  for (const id of ids) await report(reporter, id);
  // Both are promised for the same hour.
  await t.ctx.pool.query(
    "update moderation.reports set due_at = date_trunc('hour', due_at) + case when subject_id = $1 then interval '1 minute' else interval '59 minutes' end where status = 'open'",
    [ids[0]],
  );
  const order = async () => (await queue()).map(({ subjectId }) => subjectId);
  expect(await t.as(admin).raw('PUT', '/admin/classifier', { body: { isOn: true } })).toMatchObject({
    status: 409,
    body: { code: 'classifier_not_trained' },
  });
  const learnt = await learn();
  expect(learnt).toMatchObject({
    isOn: false,
    upheld: 130,
    dismissed: 130,
    lastTraining: { result: 'taken' },
  });
  expect(learnt.model?.auc).toBeGreaterThan(0.9);
  expect(learnt.model).toMatchObject({ precision: 1, recall: expect.any(Number) });
  expect(learnt.model?.recall).toBeGreaterThan(0.5);
  expect(await order()).toEqual(ids);
  expect((await queue()).map(({ likelihood }) => likelihood)).toEqual([null, null]);

  expect(await t.as(moderator).raw('PUT', '/admin/classifier', { body: { isOn: true } })).toMatchObject({
    status: 403,
  });
  expect((await switchTo(true)).isOn).toBe(true);
  expect(await order()).toEqual(ids.toReversed());
  const [spam, good] = await queue();
  expect(spam?.likelihood).toBeGreaterThan(0.7);
  expect(good?.likelihood).toBeLessThan(0.3);
  // An hour later is later, however likely it is.
  await t.ctx.pool.query(
    "update moderation.reports set due_at = due_at + interval '1 hour' where subject_id = $1",
    [ids[1]],
  );
  expect(await order()).toEqual(ids);
  // Page by page it is the same order.
  const first = await t.as(moderator).get('/admin/reports?limit=1');
  const second = await t.as(moderator).get(`/admin/reports?limit=1&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ subjectId }: Case) => subjectId)).toEqual(ids);

  await t.ctx.pool.query(
    "update moderation.reports set due_at = due_at - interval '1 hour' where subject_id = $1",
    [ids[1]],
  );
  await switchTo(false);
  expect(await order()).toEqual(ids);
  expect((await queue()).map(({ likelihood }) => likelihood)).toEqual([null, null]);
  const { rows } = await t.ctx.pool.query(
    "select likelihood, precedence from moderation.reports where status = 'open'",
  );
  expect(rows).toEqual([
    { likelihood: null, precedence: null },
    { likelihood: null, precedence: null },
  ]);
  expect(await assessment(good!.id)).toBeNull();
  const audited = await t.as(admin).get('/admin/audit-log?limit=2');
  expect(audited.items.map(({ action }: { action: string }) => action)).toEqual([
    'classifier_switched_off',
    'classifier_switched_on',
  ]);
});

test('within an hour what is urgent stays before what is likely, and a new report waits for nobody', async () => {
  await usual();
  await learn();
  await switchTo(true);
  const likely = await post('Bedava bonus için hemen tıkla');
  const harmless = await post('Ders çalışmak için yer arıyorum');
  await report(reporter, likely);
  await report(other, harmless, 'self_harm');
  await t.ctx.pool.query(
    "update moderation.reports set due_at = timestamptz '2030-01-01 10:30:00+00' where status = 'open'",
  );
  await t.ctx.pool.query(
    "update moderation.reports set due_at = due_at + interval '20 minutes' where subject_id = $1",
    [harmless],
  );
  expect((await queue()).map(({ subjectId }) => subjectId)).toEqual([harmless, likely]);
});

test('a second look names parts of this text and what is said of it as a whole', async () => {
  await usual();
  await learn();
  await switchTo(true);
  const content = 'B\u200bedava bahis bonusu için h e m e n tıkla, kolay para kazan: https://kumar.example/1';
  const id = await post(content);
  const { id: reportId } = (await report(reporter, id)) as { id: string };
  const found = (await assessment(reportId))!;
  expect(found).toMatchObject({ leaning: 'act', text: content });
  expect(found.reasons.length).toBeGreaterThan(0);
  for (const { start, end } of found.reasons) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(content.length);
  }
  const named = found.reasons
    .filter(({ weight }) => weight > 0)
    .map(({ start, end }) => content.slice(start, end));
  expect(named.join(' ')).toMatch(/B\u200bedava/);
  expect(named.join(' ')).toContain('h e m e n');
  // The decision is the moderator's.
  const decided = await t
    .as(moderator)
    .patch(`/admin/reports/${reportId}`, { decision: 'dismiss', note: 'Tamam' });
  expect(decided.decision.outcome).toBe('dismissed');
  expect(await assessment(reportId)).toBeNull();
  expect((await read()).agreement).toMatchObject({ cases: 1, agreed: 0, high: 1, highUpheld: 0 });
});

test('messages, posts for followers, private accounts and the viewer’s own case are not read', async () => {
  await usual();
  await learn();
  await switchTo(true);
  const [own] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const [shy] = (await t.members(1)) as [TestMember];
  await t.as(shy).patch('/users/me', { isPrivate: true });
  const posts = [
    await post('Bedava bonus için hemen tıkla', { visibility: 'followers' }),
    (await makePost(t, { author: shy, content: 'Bedava bonus için hemen tıkla' })).id,
  ];
  const mine = (await makePost(t, { author: own, content: 'Bedava bonus için hemen tıkla' })).id;
  for (const id of posts) {
    const { id: reportId } = (await report(reporter, id)) as { id: string };
    expect(await assessment(reportId)).toBeNull();
  }
  const { id: ownReport } = (await report(reporter, mine)) as { id: string };
  expect(await assessment(ownReport, own)).toBeNull();
  expect(await assessment(ownReport)).not.toBeNull();
  const { id: profile } = (await report(reporter, authors[1]!.id, 'spam', 'user')) as { id: string };
  expect(await assessment(profile)).toBeNull();
  // Not only left out of the answer.
  const { rows: scored } = await t.ctx.pool.query(
    'select subject_id from moderation.reports where likelihood is not null',
  );
  expect(scored).toEqual([{ subject_id: mine }]);
  const read = await queue();
  expect(read.filter(({ likelihood }) => likelihood !== null).map(({ subjectId }) => subjectId)).toEqual([
    mine,
  ]);
});

test('the same decisions give the same model, and nothing is learnt twice', async () => {
  await usual();
  const model = async () =>
    (
      await t.ctx.pool.query(
        'select id, encode(weights, $1) as weights, bias, scale, digest, auc from moderation.classifier_models',
        ['hex'],
      )
    ).rows;
  await learn();
  const [first] = await model();
  expect((await learn()).lastTraining?.result).toBe('unchanged');
  expect(await model()).toEqual([first]);
  await t.ctx.pool.query(
    'update moderation.classifier set model_id = null; delete from moderation.classifier_models',
  );
  await learn();
  const [again] = await model();
  expect({ ...again, id: null }).toEqual({ ...first, id: null });
  // Two trainings at once leave one model.
  await decide(1, 'dismissed', () => GOOD[0]!, { startsAt: t.ctx.clock().getTime() - DAY_MS });
  const { trainClassifier } = await import('./training.ts');
  await Promise.all([trainClassifier(t.ctx, {}), trainClassifier(t.ctx, {})]);
  await t.settled();
  expect(await model()).toHaveLength(1);
  expect((await read()).model).not.toBeNull();
});

test('with too few decisions of a kind nothing is learnt', async () => {
  await decide(130, 'post_removed', (index) => `${SPAM[index % 4]} ${index}`);
  await decide(99, 'dismissed', (index) => `${GOOD[index % 4]} ${index}`);
  expect(await learn()).toMatchObject({
    model: null,
    needed: 100,
    dismissed: 99,
    lastTraining: { result: 'too_few' },
  });
});

test('a model that does worse on the newest decisions is not taken', async () => {
  await usual();
  const before = await learn();
  // Somebody decides the other way round for a while; what follows is as before.
  const at = (days: number) => ({ startsAt: t.ctx.clock().getTime() - days * DAY_MS });
  await decide(200, 'dismissed', (index) => `${SPAM[index % 4]} ${index}`, at(50));
  await decide(200, 'post_removed', (index) => `${GOOD[index % 4]} ${index}`, at(50));
  await decide(90, 'post_removed', (index) => `${SPAM[index % 4]} ${index}`, at(20));
  await decide(90, 'dismissed', (index) => `${GOOD[index % 4]} ${index}`, at(20));
  const after = await learn();
  expect(after.lastTraining?.result).toBe('worse');
  expect(after.model).toEqual(before.model);
  // It goes all the same once somebody has left whose posts it learnt from.
  await t.ctx.pool.query(
    'update moderation.decisions set subject_owner_id = null where id = (select id from moderation.decisions order by id limit 1)',
  );
  expect((await learn()).lastTraining?.result).toBe('taken');
});

test('one author teaches no more than twenty posts of a kind', async () => {
  await decide(130, 'dismissed', (index) => `${GOOD[index % 4]} ${index}`);
  await decide(130, 'post_removed', (index) => `${SPAM[index % 4]} ${index}`, { by: authors.slice(0, 2) });
  expect(await learn()).toMatchObject({ upheld: 40, dismissed: 130, model: null });
});

test('an upheld appeal counts as a dismissal, an open one not at all', async () => {
  await usual();
  const { rows } = await t.ctx.pool.query(
    "select id, subject_owner_id from moderation.decisions where outcome = 'post_removed' order by id limit 3",
  );
  const appeal = (index: number, status: string) =>
    t.ctx.pool.query(
      `insert into moderation.appeals (id, decision_id, member_id, text, created_at, status, answer, decided_at)
       values ($1, $1, $2, 'İtiraz', now(), $3::text, case when $3::text <> 'open' then 'Cevap' end, case when $3::text <> 'open' then now() end)`,
      [rows[index].id, rows[index].subject_owner_id, status],
    );
  await appeal(0, 'upheld');
  await appeal(1, 'open');
  await appeal(2, 'rejected');
  await t.ctx.pool.query('update moderation.decisions set reversed_at = now() where id = $1', [rows[0].id]);
  expect(await learn()).toMatchObject({ upheld: 128, dismissed: 131 });
});

test('what fewer than five people wrote is not learnt, and who leaves takes their texts along', async () => {
  await usual();
  await decide(60, 'post_removed', () => 'Xqzwvk qjxwkz', { by: authors.slice(0, 4) });
  await learn();
  await switchTo(true);
  const id = await post('Xqzwvk qjxwkz');
  const { id: reportId } = (await report(reporter, id)) as { id: string };
  expect((await assessment(reportId))?.reasons).toEqual([]);

  const model = async () =>
    (await t.ctx.pool.query('select model_id from moderation.classifier')).rows[0].model_id;
  const before = await model();
  await t.ctx.pool.query(
    'update moderation.decisions set subject_owner_id = null where subject_owner_id = $1',
    [authors[11]!.id],
  );
  await learn();
  expect(await model()).not.toBe(before);
  // Too few are left: the model goes too, and with it the order.
  await t.ctx.pool.query(
    'update moderation.decisions set subject_owner_id = null where subject_owner_id = any($1)',
    [authors.slice(3, 11).map(({ id }) => id)],
  );
  expect(await learn()).toMatchObject({ isOn: false, model: null });
  expect((await queue()).map(({ likelihood }) => likelihood)).toEqual([null]);
});

test('members learn nothing of it', async () => {
  await usual();
  await learn();
  await switchTo(true);
  const id = await post('Bedava bonus için hemen tıkla');
  const made = await report(reporter, id);
  const seen = JSON.stringify([
    made,
    await t.as(reporter).get('/reports'),
    await t.as(reporter).get(`/posts/${id}`),
    await t.as(authors[0]!).get('/users/me/decisions'),
    await t.as(authors[0]!).get(`/posts/${id}`),
  ]);
  expect(seen).not.toMatch(/likelihood|precedence|assessment|classifier/);
  for (const path of [
    '/admin/classifier',
    '/admin/reports',
    `/admin/reports/${(made as { id: string }).id}/assessment`,
  ])
    expect(await t.as(reporter).raw('GET', path)).toMatchObject({ status: 403 });
});

test('a page of a long sorted queue reads its index, and no more than it shows', async () => {
  await t.ctx.pool.query(
    `insert into moderation.reports (id, reporter_id, subject_type, subject_id, snapshot, reason, created_at, due_at, likelihood, precedence)
     select platform.uuid_floor(now() + n * interval '1 second'), $1, 'post', platform.uuid_floor(timestamptz '2026-01-01' + n * interval '1 minute'),
       '{}', 'spam', now(), now() + n % 10 * interval '1 minute', random(), 3 + random() / 2
     from generate_series(1, 10000) n`,
    [reporter.id],
  );
  await t.ctx.pool.query('analyze moderation.reports');
  const { rows } = await t.ctx.pool.query(
    'select id from moderation.reports order by precedence offset 3000 limit 1',
  );
  for (const after of [null, rows[0].id]) {
    const plan = await plansOf(t, (db) =>
      findOpenCases(db, { subjectType: undefined, after, take: 21, scope: null, isSorted: true }),
    );
    const found = nodesOf(plan, 'reports');
    expect([...found.scanTypes]).not.toContain('Seq Scan');
    expect([...found.indexes]).toContain('reports_sorted');
    expect(found.rows).toBeLessThan(200);
  }
});
