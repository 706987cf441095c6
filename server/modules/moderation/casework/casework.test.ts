import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { CaseContext, CaseNote } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let first: TestMember;
let second: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [first, second] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
});

const twoMembers = async () => (await t.members(2)) as [TestMember, TestMember];
const report = async (by: TestMember, subjectType: 'post' | 'user', subjectId: string, reason = 'spam') =>
  (await t.as(by).post('/reports', { subjectType, subjectId, reason })).id as string;
const contextOf = async (id: string, by = second): Promise<CaseContext> =>
  CaseContext.parse(await t.as(by).get(`/admin/reports/${id}/context`));
const addNote = (by: TestMember, id: string, text: string) =>
  t.as(by).raw('POST', `/admin/reports/${id}/notes`, { body: { text } });

test('staff read each other’s notes on a case, nobody else does, and nobody changes them', async () => {
  const [ayse, bora] = await twoMembers();
  const id = await report(ayse, 'user', bora.id);
  const note = await addNote(first, id, ' Dün de yazmıştı. ');
  expect(note.status).toBe(201);
  expect(CaseNote.strict().parse(note.body)).toMatchObject({
    author: { id: first.id, username: first.username },
    text: 'Dün de yazmıştı.',
  });
  await addNote(second, id, 'Uyarıldı.');
  expect((await contextOf(id)).notes.map(({ text }) => text)).toEqual(['Dün de yazmıştı.', 'Uyarıldı.']);
  expect(await addNote(first, id, '  ')).toMatchObject({ status: 400 });
  expect(await addNote(ayse, id, 'Ben de')).toMatchObject({ status: 403 });
  const log = (
    await t.as(admin).get(`/admin/audit-log?action=case_note_added&subjectType=report&subject=${id}`)
  ).items;
  expect(log).toMatchObject([{ actor: { id: second.id } }, { actor: { id: first.id } }]);
  expect(JSON.stringify(log)).not.toContain('Uyarıldı');
  for (const statement of [
    'update moderation.notes set text = $2 where id = $1',
    'delete from moderation.notes where id = $1 or $2 = $1::text',
  ])
    await expect(t.ctx.pool.query(statement, [note.body.id, 'Başka'])).rejects.toThrow('notes of moderators');
  // The member concerned reads the decision, and no note.
  await t.as(first).patch(`/admin/reports/${id}`, { decision: 'warn', note: 'Uyarıldı.' });
  expect(JSON.stringify((await t.as(bora).get('/users/me/decisions')).items)).not.toContain('Dün de');
  // The notes belong to the subject: they are there when it is reported again.
  const again = await report(ayse, 'user', bora.id, 'hate');
  expect((await contextOf(again)).notes).toHaveLength(2);
});

test('the context shows what was decided before, with appeals, former names and the other open cases', async () => {
  const [ayse, bora] = await twoMembers();
  const posts = [await makePost(t, { author: bora }), await makePost(t, { author: bora })];
  const removed = await report(ayse, 'post', posts[0]?.id ?? '');
  await t
    .as(first)
    .patch(`/admin/reports/${removed}`, { decision: 'remove_post', note: 'Reklam', reason: 'Reklam yasak' });
  const warned = await report(ayse, 'user', bora.id, 'hate');
  await t.as(first).patch(`/admin/reports/${warned}`, { decision: 'warn', note: 'Sert' });
  const dismissed = await report(ayse, 'user', bora.id);
  await t.as(first).patch(`/admin/reports/${dismissed}`, { decision: 'dismiss', note: 'Yok' });
  const [decision] = (await t.as(bora).get('/users/me/decisions')).items;
  const { id: appealId } = await t.as(bora).post('/appeals', { decisionId: decision.id, text: 'Haksızlık' });
  await t.as(admin).patch(`/admin/appeals/${appealId}`, { outcome: 'upheld', answer: 'Haklısın' });
  const oldName = bora.username;
  await t.as(bora).patch('/users/me', { username: `yeni_${oldName}`.slice(0, 20), displayName: 'Yeni Ad' });

  const id = await report(ayse, 'post', posts[1]?.id ?? '', 'privacy');
  const other = await report(ayse, 'user', bora.id, 'violence');
  expect((await contextOf(id)).member).toMatchObject({
    memberSince: expect.any(String),
    formerNames: [{ username: oldName, until: expect.any(String) }],
    strikes: 1,
    counts: { warnings: 1, removals: 1, suspensions: 0, reversals: 1, dismissals: 1 },
    decisions: [
      { outcome: 'warned', rule: 'hate', appeal: 'upheld', reversedAt: expect.any(String) },
      { outcome: 'post_removed', rule: 'spam', reason: 'Reklam yasak', appeal: null, reversedAt: null },
    ],
    otherCases: [{ id: other, subjectType: 'user', urgency: 'critical', reportCount: 1 }],
  });
  // A rename that changes nothing is none.
  await t.as(bora).patch('/users/me', { displayName: 'Yeni Ad' });
  expect((await contextOf(id)).member?.formerNames).toHaveLength(1);
});

test('whom a case is about reads neither notes nor context, and writes none', async () => {
  const [ayse] = await twoMembers();
  const id = await report(ayse, 'user', second.id);
  await addNote(first, id, 'Gözlenecek');
  expect(await t.as(second).raw('GET', `/admin/reports/${id}/context`)).toMatchObject({
    status: 422,
    body: { code: 'own_case' },
  });
  expect(await addNote(second, id, 'Ben değildim')).toMatchObject({
    status: 422,
    body: { code: 'own_case' },
  });
});
