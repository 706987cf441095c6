import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { moderation } from '../index.ts';
import type { AutomaticRuleDetails, NewAutomaticRule, Rehearsal } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
let admin: TestMember;
let moderator: TestMember;
let other: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [moderator, other] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
});

const draft = (text: string, changes: Partial<NewAutomaticRule> = {}): NewAutomaticRule => ({
  name: 'Deneme kuralı',
  text,
  action: 'report',
  campusRuleId: 'spam',
  noticeTr: 'Yeni hesaplardan gelen çok bağlantılı gönderiler',
  noticeEn: 'Posts with many links from new accounts',
  limitPercent: 30,
  limitMinimum: 5,
  ...changes,
});
const write = (text: string, changes?: Partial<NewAutomaticRule>): Promise<AutomaticRuleDetails> =>
  t.as(admin).post('/admin/automatic-rules', draft(text, changes));
const read = (id: string): Promise<AutomaticRuleDetails> =>
  t.as(moderator).get(`/admin/automatic-rules/${id}`);
async function rehearse({ id, version }: AutomaticRuleDetails): Promise<Rehearsal> {
  await t.as(admin).post(`/admin/automatic-rules/${id}/rehearsal`, { version });
  await t.settled();
  return t.as(moderator).get(`/admin/automatic-rules/${id}/rehearsal`);
}
async function switchedOn(text: string, changes?: Partial<NewAutomaticRule>): Promise<AutomaticRuleDetails> {
  const rule = await write(text, changes);
  await rehearse(rule);
  return t.as(admin).put(`/admin/automatic-rules/${rule.id}/on`, { version: rule.version });
}
const switchOff = ({ id }: { id: string }) => t.as(admin).delete(`/admin/automatic-rules/${id}/on`);
const casesOf = async (subjectId: string) =>
  (await t.as(moderator).get('/admin/reports?limit=100')).items.filter(
    (item: { subjectId: string }) => item.subjectId === subjectId,
  );
const decide = (reportId: string, decision: string, by = moderator) =>
  t.as(by).raw('PATCH', `/admin/reports/${reportId}`, { body: { decision, note: 'Bakıldı.' } });
const logged = async () =>
  (await t.as(moderator).get('/admin/moderation/log?limit=1000')).items.map(({ entry }: { entry: string }) =>
    JSON.parse(entry),
  );

test('a rule is written, rehearsed, and only then switched on', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  await makePost(t, { author: ayse, content: 'Kolay para için b4hıs: https://kumar.example/1' });
  const rule = await write('post where text contains "bahis" AND links>=1');
  expect(rule).toMatchObject({
    version: 1,
    state: 'draft',
    text: 'post where text contains "bahis" and links >= 1',
    writtenBy: { id: admin.id },
    onVersion: null,
  });
  const on = (version = rule.version) =>
    t.as(admin).raw('PUT', `/admin/automatic-rules/${rule.id}/on`, { body: { version } });
  expect(await on()).toMatchObject({ status: 409, body: { code: 'rehearsal_required' } });

  const rehearsal = await rehearse(rule);
  expect(rehearsal).toMatchObject({
    status: 'done',
    version: 1,
    result: { posts: 1, hits: 1, people: null, byUniversity: { items: [], hiddenGroups: 1 } },
    sample: [{ content: 'Kolay para için b4hıs: https://kumar.example/1' }],
  });
  expect((await read(rule.id)).state).toBe('rehearsed');

  // Another version needs its own rehearsal.
  const body = { ...draft('post where text contains "kumar"'), basedOn: 1 };
  await t.as(admin).put(`/admin/automatic-rules/${rule.id}`, body);
  expect(await t.as(admin).raw('PUT', `/admin/automatic-rules/${rule.id}`, { body })).toMatchObject({
    status: 409,
    body: { code: 'automatic_rule_changed' },
  });
  expect(await on(1)).toMatchObject({ status: 409, body: { code: 'automatic_rule_changed' } });
  expect(await on(2)).toMatchObject({ status: 409, body: { code: 'rehearsal_required' } });
  await rehearse(await read(rule.id));
  expect(await on(2)).toMatchObject({ status: 200, body: { state: 'on', onVersion: 2 } });
  expect((await read(rule.id)).versions.map(({ version }) => version)).toEqual([2, 1]);
  await switchOff(rule);
  expect((await logged()).slice(-2)).toMatchObject([
    { act: 'automatic_rule_on', automaticRule: `${rule.id}:2` },
    { act: 'automatic_rule_off', automaticRule: `${rule.id}:2` },
  ]);
});

test('a text that is no rule is refused with its place', async () => {
  const answer = await t
    .as(admin)
    .raw('POST', '/admin/automatic-rules', { body: draft('post where text ~ "(a+)+"') });
  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'rule_syntax', errors: [{ path: 'text', message: 'At character 17: unexpected.' }] },
  });
});

test('a report of a rule is a case like any other, once, and hides nothing', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const rule = await switchedOn('post or reply where hashtags >= 3');
  const post = await makePost(t, { author: ayse, content: '#bir #iki #uc' });
  await t.settled();
  await t.ctx.jobs.add('moderation.applyRules', { postId: post.id, authorId: ayse.id });
  await t.settled();
  const [found, ...more] = await casesOf(post.id);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    reportCount: 1,
    post: { content: '#bir #iki #uc' },
    reports: [{ reporter: null, reason: 'spam', automaticRule: { id: rule.id, name: 'Deneme kuralı' } }],
  });
  await t.as(bora).get(`/posts/${post.id}`);
  expect((await read(rule.id)).hits).toBe(1);
  // Neither of the two is told.
  expect((await t.as(ayse).get('/users/me/decisions')).items).toEqual([]);

  expect(await decide(found.id, 'remove_post')).toMatchObject({ status: 200 });
  expect(await read(rule.id)).toMatchObject({ judged: 1, dismissed: 0 });
  await switchOff(rule);
});

test('an edit is read again; posts for followers and private accounts are not read', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const rule = await switchedOn('post where text contains "satılık sınav"');
  const edited = await makePost(t, { author: ayse, content: 'Merhaba' });
  await t.as(ayse).patch(`/posts/${edited.id}`, { content: 'Satılık sınavlar burada' });
  const followers = await makePost(t, { author: ayse, content: 'satılık sınav', visibility: 'followers' });
  await t.as(bora).patch('/users/me', { isPrivate: true });
  const ofPrivate = await makePost(t, { author: bora, content: 'satılık sınav' });
  const reply = await makePost(t, { author: ayse, content: 'satılık sınav', replyTo: edited });
  await t.settled();
  expect(await casesOf(edited.id)).toHaveLength(1);
  for (const unread of [followers, ofPrivate, reply]) expect(await casesOf(unread.id)).toEqual([]);
  await switchOff(rule);
});

test('a held post is hidden until a moderator looks, and its author is told why', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const rule = await switchedOn('post where link to "kumar.example"', { action: 'hold' });
  const post = await makePost(t, { author: ayse, content: 'Bak: https://www.kumar.example/a' });
  await t.settled();
  expect((await t.as(bora).raw('GET', `/posts/${post.id}`)).status).toBe(404);
  const own = (await t.as(ayse).get('/users/me/decisions')).items;
  expect(own).toMatchObject([
    {
      act: 'post_held',
      rule: { id: 'spam' },
      automaticRule: { noticeEn: 'Posts with many links from new accounts' },
      content: 'Bak: https://www.kumar.example/a',
      canAppeal: true,
    },
  ]);
  expect((await t.as(ayse).get('/notifications')).items).toMatchObject([{ topic: 'post_held' }]);
  expect((await logged()).at(-1)).toMatchObject({ act: 'post_held', automaticRule: `${rule.id}:1` });

  // The author can prove that it is in the log.
  const receipt = await t.as(ayse).get(`/moderation/receipts/${own[0].id}`);
  expect(receipt.openings).toMatchObject({
    member: { value: ayse.id },
    subject: { value: `post:${post.id}` },
  });

  const [found] = await casesOf(post.id);
  // Nobody has judged its author.
  expect(await t.as(ayse).get('/users/me/trust')).toMatchObject({ decisions: 0 });
  expect((await t.as(admin).get(`/admin/reports/${found.id}/context`)).member).toMatchObject({ strikes: 0 });
  await decide(found.id, 'dismiss');
  await t.settled();
  expect(await t.as(bora).get(`/posts/${post.id}`)).toMatchObject({
    content: 'Bak: https://www.kumar.example/a',
  });
  expect((await t.as(ayse).get('/users/me/decisions')).items[0]).toMatchObject({
    reversedAt: expect.any(String),
    canAppeal: false,
  });
  expect((await t.as(ayse).get('/notifications')).items[0]).toMatchObject({ topic: 'hold_lifted' });
  expect((await logged()).at(-1)).toMatchObject({ act: 'hold_lifted', automaticRule: `${rule.id}:1` });
  await switchOff(rule);
});

test('an appeal against a hold goes to a person, brings the post back and answers the case', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const rule = await switchedOn('post where link to "sans.example"', { action: 'hold' });
  const post = await makePost(t, { author: ayse, content: 'https://sans.example' });
  await t.settled();
  const [{ id: decisionId }] = (await t.as(ayse).get('/users/me/decisions')).items;
  const { id } = await t.as(ayse).post('/appeals', { decisionId, text: 'Ödev konusu' });
  expect((await t.as(other).get('/admin/appeals')).items).toMatchObject([
    {
      id,
      mayDecide: 'yes',
      decision: { act: 'post_held', content: 'https://sans.example', decidedBy: null },
    },
  ]);
  await t.as(other).patch(`/admin/appeals/${id}`, { outcome: 'upheld', answer: 'Haklısın' });
  await t.settled();
  await t.as(bora).get(`/posts/${post.id}`);
  expect(await casesOf(post.id)).toEqual([]);
  expect(await read(rule.id)).toMatchObject({ judged: 1, dismissed: 1, state: 'on' });
  await switchOff(rule);
});

test('a held post that a moderator removes stays away, and is erased after 30 days', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const rule = await switchedOn('post where link to "uc.example"', { action: 'hold' });
  const post = await makePost(t, { author: ayse, content: 'https://uc.example' });
  await t.settled();
  const [found] = await casesOf(post.id);
  const eraseAt = async () =>
    (await t.ctx.pool.query('select erase_at from content.hidden_posts where post_id = $1', [post.id]))
      .rows[0].erase_at as Date | null;
  expect(await eraseAt()).toBeNull();
  await decide(found.id, 'remove_post');
  expect(Number(await eraseAt())).toBeGreaterThan(Date.now() + 29 * DAY_MS);
  expect((await t.as(ayse).get('/users/me/decisions')).items).toMatchObject([
    { act: 'post_removed' },
    { act: 'post_held' },
  ]);
  await switchOff(rule);
});

test('an appeal against the removal of a held post brings it back, and counts against the rule', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const rule = await switchedOn('post where link to "dort.example"', { action: 'hold' });
  const post = await makePost(t, { author: ayse, content: 'https://dort.example' });
  await t.settled();
  const [found] = await casesOf(post.id);
  expect(found.owner).toMatchObject({ priorViolations: 0 });
  await decide(found.id, 'remove_post');
  expect(await read(rule.id)).toMatchObject({ judged: 1, dismissed: 0 });
  const [removal] = (await t.as(ayse).get('/users/me/decisions')).items;
  expect(removal).toMatchObject({ act: 'post_removed' });
  const { id } = await t.as(ayse).post('/appeals', { decisionId: removal.id, text: 'Ödev' });
  await t.as(other).patch(`/admin/appeals/${id}`, { outcome: 'upheld', answer: 'Haklısın' });
  await t.as(bora).get(`/posts/${post.id}`);
  for (const decision of (await t.as(ayse).get('/users/me/decisions')).items)
    expect(decision).toMatchObject({ reversedAt: expect.any(String) });
  expect(await read(rule.id)).toMatchObject({ judged: 1, dismissed: 1 });
  await switchOff(rule);
});

test('a rehearsal that fails says so, and can be started again', async () => {
  const rule = await write('post where links > 50');
  await t.as(admin).post(`/admin/automatic-rules/${rule.id}/rehearsal`, { version: 1 });
  expect(
    await t.as(admin).raw('POST', `/admin/automatic-rules/${rule.id}/rehearsal`, { body: { version: 1 } }),
  ).toMatchObject({ status: 409, body: { code: 'rehearsal_in_progress' } });
  await t.ctx.pool.query(
    `update moderation.automatic_rule_versions set text = 'nothing' where rule_id = $1`,
    [rule.id],
  );
  await t.settled();
  expect(await t.as(moderator).get(`/admin/automatic-rules/${rule.id}/rehearsal`)).toMatchObject({
    status: 'failed',
    result: null,
  });
  expect((await read(rule.id)).state).toBe('draft');
  await t.ctx.pool.query(
    `update moderation.automatic_rule_versions set text = 'post where links > 50' where rule_id = $1`,
    [rule.id],
  );
  expect(await rehearse(rule)).toMatchObject({ status: 'done' });
});

test('a rule that is wrong too often switches itself off, and says so', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const rule = await switchedOn('post where text contains "yanılgı"', { limitPercent: 50, limitMinimum: 3 });
  const hit = async () => {
    const post = await makePost(t, { author: ayse, content: 'yanılgı' });
    await t.settled();
    return (await casesOf(post.id))[0]?.id as string;
  };
  const reports = [await hit(), await hit(), await hit()] as const;
  await decide(reports[0], 'dismiss');
  await decide(reports[1], 'warn');
  expect(await read(rule.id)).toMatchObject({ state: 'on', judged: 2, dismissed: 1 });
  // Two of three, at once from two moderators: each verdict counts, and the last one switches it off.
  await decide(reports[2], 'dismiss');
  expect(await read(rule.id)).toMatchObject({
    state: 'stopped',
    onVersion: null,
    stoppedAt: expect.any(String),
    judged: 3,
    dismissed: 2,
  });
  expect((await logged()).at(-1)).toMatchObject({
    act: 'automatic_rule_stopped',
    rule: 'spam',
    automaticRule: `${rule.id}:1`,
  });
  await t.settled();
  for (const staff of [admin, moderator])
    expect((await t.as(staff).get('/notifications')).items[0]).toMatchObject({ topic: 'rule_stopped' });
  expect(await hit()).toBeUndefined();

  // Not again without another rehearsal.
  const on = () => t.as(admin).raw('PUT', `/admin/automatic-rules/${rule.id}/on`, { body: { version: 1 } });
  expect(await on()).toMatchObject({ status: 409, body: { code: 'rehearsal_required' } });
  await rehearse(rule);
  expect(await on()).toMatchObject({ status: 200, body: { state: 'on', judged: 0 } });
  await switchOff(rule);
});

test('of verdicts at once, each counts', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const rule = await switchedOn('post where text contains "yarış"', { limitPercent: 60, limitMinimum: 4 });
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1)
    ids.push((await makePost(t, { author: ayse, content: 'yarış' })).id);
  await t.settled();
  const cases = await Promise.all(ids.map(casesOf));
  const answers = await Promise.all(cases.map(([found]) => decide(found.id, 'dismiss')));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await read(rule.id)).toMatchObject({ state: 'stopped', judged: 4, dismissed: 4 });
  const stops = (await logged()).filter(
    (entry: { act: string; automaticRule?: string }) =>
      entry.act === 'automatic_rule_stopped' && entry.automaticRule === `${rule.id}:1`,
  );
  expect(stops).toHaveLength(1);
  expect((await moderation.checkLog(t.ctx, [])).faults).toEqual([]);
});
