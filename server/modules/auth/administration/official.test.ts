import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let office: TestMember;
let reader: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [office, reader] = (await t.members(2)) as [TestMember, TestMember];
});

const mark = (id: string, body: object) => t.as(admin).raw('PUT', `/admin/users/${id}/official`, { body });
const unmark = (id: string) => t.as(admin).raw('DELETE', `/admin/users/${id}/official`);
const events = async (id: string) =>
  (await t.as(admin).get(`/admin/audit-log?subject=${id}&subjectType=member`)).items.map(
    ({ action }: { action: string }) => action,
  );

test('the mark stands wherever the name does, and goes at once', async () => {
  const { id: postId } = await makePost(t, { author: office, content: 'Kayıtlar başladı' });
  await t.as(reader).put(`/users/${office.id}/follow`);
  const conversation = await t
    .as(office)
    .post('/conversations', { type: 'direct', participantIds: [reader.id] });
  const message = await t
    .as(office)
    .post(`/conversations/${conversation.id}/messages`, { clientId: 'a'.repeat(16), content: 'Merhaba' });
  await t.as(reader).put(`/messages/${message.id}/pin`);
  await t.as(office).put(`/users/${reader.id}/follow`);
  await t.settled();
  // Into the cache of texts, without the mark.
  expect((await t.as(reader).get(`/posts/${postId}`)).author.official).toBeNull();

  expect(await mark(office.id, { tr: 'Öğrenci İşleri', en: '' })).toMatchObject({ status: 204 });
  const official = { tr: 'Öğrenci İşleri', en: 'Öğrenci İşleri' };
  const surfaces = async () => {
    const name = office.username;
    return [
      (await t.as(reader).get(`/posts/${postId}`)).author,
      await t.as(reader).get(`/users/${name}`),
      (await t.as(reader).get(`/users/${reader.id}/following`)).items[0],
      (await t.as(reader).get(`/search/users?q=${name}`)).items[0],
      (await t.as(reader).get(`/search/completions?q=@${name}`)).users[0],
      (await t.as(reader).get(`/conversations/${conversation.id}`)).participants[0],
      (await t.as(reader).get(`/conversations/${conversation.id}/messages`)).items[0].sender,
      (await t.as(reader).get(`/conversations/${conversation.id}/pins`)).items[0].sender,
      (await t.as(reader).get('/conversations/search?q=merhaba')).items[0].sender,
      (await t.as(reader).get('/notifications?kinds=follow')).items[0].actors[0],
      await t.as(admin).get(`/admin/users/${office.id}`),
    ].map((member) => member.official);
  };
  expect(await surfaces()).toEqual(Array(11).fill(official));
  await t.settled();
  const [told] = (await t.as(office).get('/notifications')).items;
  expect(told).toMatchObject({ kind: 'system', topic: 'official_given' });

  expect(await unmark(office.id)).toMatchObject({ status: 204 });
  expect(await surfaces()).toEqual(Array(11).fill(null));
  expect(await unmark(office.id)).toMatchObject({ status: 204 });
  expect(await events(office.id)).toEqual(['official_mark_removed', 'account_made_official']);
});

test('it needs a text, an active account, another account than one’s own, and rank', async () => {
  expect(await mark(office.id, { tr: ' ', en: '\u200b' })).toMatchObject({ status: 400 });
  expect(await mark(office.id, { tr: 'a'.repeat(61), en: '' })).toMatchObject({ status: 400 });
  expect(await mark(office.id, { tr: 'a\u202eb', en: '' })).toMatchObject({ status: 400 });
  expect(await mark(admin.id, { tr: 'Ben', en: '' })).toMatchObject({ status: 422 });
  const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  expect(await mark(owner.id, { tr: 'Rektörlük', en: '' })).toMatchObject({
    status: 403,
    body: { code: 'insufficient_rank' },
  });
  const [suspended] = (await t.members(1)) as [TestMember];
  await t.as(admin).put(`/admin/users/${suspended.id}/suspend`, { reason: 'Deneme' });
  expect(await mark(suspended.id, { tr: 'Kulüp', en: '' })).toMatchObject({ status: 409 });
});

test.for(['Rektörlük ✓', 'Rektörlük ✔\ufe0f', 'Rektörlük☑', '✅ Duyurular', 'v\u20dd Kulüp', '🏵 Kulüp'])(
  'the name of a group cannot imitate it: %s',
  async (name) => {
    const other = (await t.members(1))[0] as TestMember;
    const refused = {
      status: 400,
      body: {
        code: 'forbidden_character',
        errors: [{ path: 'name', message: expect.stringContaining('✓') }],
      },
    };
    const group = { type: 'group', participantIds: [other.id] };
    expect(await t.as(reader).raw('POST', '/conversations', { body: { ...group, name } })).toMatchObject(
      refused,
    );
    const { id } = await t.as(reader).post('/conversations', { ...group, name: 'Kulüp ⭐' });
    expect(await t.as(reader).raw('PATCH', `/conversations/${id}`, { body: { name } })).toMatchObject(
      refused,
    );
  },
);

test('a display name cannot imitate it', async () => {
  for (const displayName of ['Rektörlük ✓', 'Rektörlük ☑', '✅', 'Rektörlük 🗸'])
    expect(await t.as(reader).raw('PATCH', '/users/me', { body: { displayName } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path: 'displayName' }] },
    });
  expect(await t.as(reader).raw('PATCH', '/users/me', { body: { displayName: 'Zoë ⭐' } })).toMatchObject({
    status: 200,
  });
});
