import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';

const t = await testServer();
afterAll(t.close);

let owner: TestMember;
let local: TestMember;
let here: TestMember;
let there: TestMember;
/** Ids of a report about a member of the moderator's university, and of another one. */
let own: string;
let other: string;
beforeAll(async () => {
  [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  [local] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  [here] = (await t.members(1)) as [TestMember];
  [there] = (await t.members(1, { university: 'nar' })) as [TestMember];
  own = await report(there, here);
  other = await report(here, there);
});

const report = async (by: TestMember, about: TestMember): Promise<string> => {
  const { id: subjectId } = await makePost(t, { author: about });
  return (await t.as(by).post('/reports', { subjectType: 'post', subjectId, reason: 'spam' })).id;
};
const setScope = (allUniversities: boolean) =>
  t
    .as(owner)
    .raw('PUT', `/admin/users/${local.id}/roles`, { body: { roles: ['moderator'], allUniversities } });
const idsOf = async (by: TestMember, status = 'open') =>
  (await t.as(by).get(`/admin/reports?status=${status}`)).items.map(({ id }: { id: string }) => id);

test('a moderator sees, claims and decides the reports about members of their own university alone', async () => {
  expect(await idsOf(local)).toEqual([own]);
  expect(await idsOf(owner)).toEqual([own, other]);
  const as = t.as(local);
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['GET', '/context', undefined],
    ['POST', '/open', { reason: 'Bakılacak' }],
    ['POST', '/notes', { text: 'Not' }],
    ['PUT', '/claim', {}],
    ['DELETE', '/claim', undefined],
    ['PATCH', '', { decision: 'dismiss', note: 'Yok' }],
  ] as const)
    expect(await as.raw(method, `/admin/reports/${other}${path}`, body ? { body } : {}), path).toMatchObject({
      status: 404,
      body: { code: 'report_not_found' },
    });
  expect(await as.raw('GET', `/admin/reports/${own}/context`)).toMatchObject({ status: 200 });
});

test('a moderator who was granted all sees every report, from the next request on, and loses it as fast', async () => {
  expect(await setScope(true)).toMatchObject({ status: 200, body: { moderatesAll: true } });
  expect(await idsOf(local)).toEqual([own, other]);
  expect(await setScope(false)).toMatchObject({ status: 200, body: { moderatesAll: false } });
  expect(await idsOf(local)).toEqual([own]);
  const { items } = await t.as(owner).get(`/admin/audit-log?action=role_granted&subject=${local.id}`);
  expect(items.slice(0, 2).map(({ details }: { details: object }) => details)).toEqual([
    { role: 'moderator', allUniversities: false },
    { role: 'moderator', allUniversities: true },
  ]);
});

test('appeals and decided cases are theirs by the same rule', async () => {
  for (const [id, member] of [
    [own, here],
    [other, there],
  ] as const) {
    await t.as(owner).patch(`/admin/reports/${id}`, { decision: 'warn', note: 'Uyarıldı' });
    const [decision] = (await t.as(member).get('/users/me/decisions')).items;
    await t.as(member).post('/appeals', { decisionId: decision.id, text: 'Haksızlık' });
  }
  expect(await idsOf(local, 'resolved')).toEqual([own]);
  const appealsOf = async (by: TestMember) =>
    (await t.as(by).get('/admin/appeals')).items as { id: string; member: { id: string } }[];
  expect((await appealsOf(local)).map(({ member }) => member.id)).toEqual([here.id]);
  const foreign = (await appealsOf(owner)).find(({ member }) => member.id === there.id);
  expect(
    await t
      .as(local)
      .raw('PATCH', `/admin/appeals/${foreign?.id}`, { body: { outcome: 'upheld', answer: 'Olur' } }),
  ).toMatchObject({ status: 404, body: { code: 'appeal_not_found' } });
});

test('a case that somebody of another university reported names them, and is decided like the others', async () => {
  const { id } = await t
    .as(there)
    .post('/reports', { subjectType: 'user', subjectId: here.id, reason: 'spam' });
  const as = t.as(local);
  const { reports } = await as.get(`/admin/reports/${id}`);
  expect(reports.map(({ reporter }: { reporter: { id: string } }) => reporter.id)).toEqual([there.id]);
  expect(await as.raw('GET', `/admin/users/${there.id}`)).toMatchObject({
    status: 403,
    body: { code: 'other_university' },
  });
  const decision = { decision: 'dismiss', note: 'Yok' };
  expect((await as.raw('PATCH', `/admin/reports/${id}`, { body: decision })).status).toBe(200);
});
