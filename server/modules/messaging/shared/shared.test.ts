import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePicture, upload } from '../../media/factory.ts';
import { makeBlock } from '../../social/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../factory.ts';
import type { Message } from '../schemas.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const some = async (count: number) => (await t.members(count)) as TestMember[];
const three = async () => (await some(3)) as [TestMember, TestMember, TestMember];

let count = 0;
async function send(member: TestMember, id: string, body: object): Promise<Message> {
  count += 1;
  const sent = await t
    .as(member)
    .raw('POST', `/conversations/${id}/messages`, { body: { clientId: `paylaşılan-${count}`, ...body } });
  if (sent.status !== 201) throw new Error(JSON.stringify(sent.body));
  return sent.body as Message;
}
const sendPicture = async (member: TestMember, id: string) =>
  send(member, id, { type: 'image', mediaIds: [(await makePicture(t, member)).id] });
const shared = (member: TestMember, id: string, kind: string, more = '') =>
  t.as(member).get(`/conversations/${id}/shared?kind=${kind}${more}`);
const idsOf = async (member: TestMember, id: string, kind = 'image') =>
  (await shared(member, id, kind)).items.map((message: Message) => message.id);

test('each kind has its own messages, the newest first, with their files and links', async () => {
  const [ayse, bora] = await three();
  const { id } = await makeDirect(t, ayse, bora);
  const first = await sendPicture(ayse, id);
  await makeMessage(t, bora, { id }, 'Ne güzel');
  const link = await makeMessage(t, bora, { id }, 'Bak: https://example.com/yol?a=1');
  const text = await upload(t, ayse, Buffer.from('Ders notu'), 'not.txt');
  const file = await send(ayse, id, { type: 'file', mediaIds: [text.body.id], content: 'Not' });
  const second = await sendPicture(bora, id);
  const third = await send(bora, id, { forwardOfId: second.id });
  expect(await idsOf(bora, id)).toEqual([third.id, second.id, first.id]);
  expect(await shared(ayse, id, 'file')).toMatchObject({
    items: [{ id: file.id, content: 'Not', media: [{ kind: 'file', fileName: 'not.txt' }] }],
    nextCursor: null,
  });
  expect(await shared(ayse, id, 'link')).toMatchObject({
    items: [{ id: link.id, entities: [{ type: 'link', url: 'https://example.com/yol?a=1' }] }],
  });
  expect(await idsOf(ayse, id, 'video')).toEqual([]);
  expect(await idsOf(ayse, id, 'audio')).toEqual([]);
});

test('pages follow each other without a gap; a changed cursor is refused', async () => {
  const [ayse, bora] = await three();
  const { id } = await makeDirect(t, ayse, bora);
  const sent: string[] = [];
  for (let index = 0; index < 5; index++)
    sent.unshift((await makeMessage(t, ayse, { id }, `https://example.com/${index}`)).id);
  const read: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Message[]; nextCursor: string | null } = await shared(
      bora,
      id,
      'link',
      `&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
    );
    read.push(...page.items.map((message) => message.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(read).toEqual(sent);
  expect(await shared(bora, id, 'link', '&cursor=bozuk')).toMatchObject({
    status: 400,
    code: 'invalid_cursor',
  });
  expect(await shared(bora, id, 'notice')).toMatchObject({ status: 400, code: 'invalid_request' });
});

describe('only who may read a message finds it', () => {
  test('not others, not a former participant, not staff', async () => {
    const [ayse, bora, can] = await three();
    const group = await makeGroup(t, [ayse, bora]);
    await sendPicture(ayse, group.id);
    const [admin] = await t.members(1, { roles: ['admin'] });
    await t.as(bora).delete(`/conversations/${group.id}/participants/${bora.id}`);
    for (const member of [bora, can, admin!])
      expect(await shared(member, group.id, 'image')).toMatchObject({
        status: 404,
        code: 'conversation_not_found',
      });
  });

  test('a new member finds what came before only if the history is open', async () => {
    const [ayse, bora, can] = await three();
    for (const [history, before] of [
      ['all', 1],
      ['joined', 0],
    ] as const) {
      const group = await makeGroup(t, [ayse, bora]);
      await t.as(ayse).patch(`/conversations/${group.id}`, { history });
      await sendPicture(ayse, group.id);
      await t.as(ayse).put(`/conversations/${group.id}/participants/${can.id}`, {});
      await t.as(can).put(`/conversations/${group.id}/accept`);
      const after = await sendPicture(bora, group.id);
      const found = await idsOf(can, group.id);
      expect(found).toHaveLength(before + 1);
      expect(found[0]).toBe(after.id);
    }
  });

  test('not after they cleared the conversation, nor what was deleted for all or for them', async () => {
    const [ayse, bora] = await three();
    const { id } = await makeDirect(t, ayse, bora);
    const [forAll, forMe, kept] = [
      await sendPicture(ayse, id),
      await sendPicture(ayse, id),
      await sendPicture(ayse, id),
    ];
    await t.as(ayse).delete(`/messages/${forAll.id}`);
    await t.as(bora).delete(`/messages/${forMe.id}?for=me`);
    expect(await idsOf(bora, id)).toEqual([kept.id]);
    expect(await idsOf(ayse, id)).toEqual([kept.id, forMe.id]);
    await t.as(bora).delete(`/conversations/${id}`);
    const next = await sendPicture(ayse, id);
    expect(await idsOf(bora, id)).toEqual([next.id]);
  });

  test('not the files of a group member whom they block, nor what a blocked member sends them', async () => {
    const [ayse, bora, can] = await three();
    const group = await makeGroup(t, [ayse, bora, can]);
    const direct = await makeDirect(t, ayse, bora);
    const [hers, his] = [await sendPicture(ayse, group.id), await sendPicture(bora, group.id)];
    const before = await sendPicture(bora, direct.id);
    await makeBlock(t, ayse, bora);
    expect(await idsOf(ayse, group.id)).toEqual([hers.id]);
    expect(await idsOf(can, group.id)).toEqual([his.id, hers.id]);
    expect(await idsOf(ayse, direct.id)).toEqual([before.id]);
  });

  test('not a link that a blocked member adds by an edit', async () => {
    const [ayse, bora] = await three();
    const { id } = await makeDirect(t, ayse, bora);
    const message = await makeMessage(t, bora, { id }, 'Merhaba');
    await makeBlock(t, ayse, bora);
    await t.as(bora).patch(`/messages/${message.id}`, { content: 'https://example.com/sonra' });
    expect(await idsOf(ayse, id, 'link')).toEqual([]);
    expect(await idsOf(bora, id, 'link')).toEqual([message.id]);
  });

  test('not a message that has expired', async () => {
    const [ayse, bora] = await three();
    const { id } = await makeDirect(t, ayse, bora);
    await t.as(ayse).patch(`/conversations/${id}`, { disappearAfterSeconds: 86_400 });
    const message = await sendPicture(ayse, id);
    expect(await idsOf(bora, id)).toEqual([message.id]);
    await t.ctx.pool.query('update messaging.messages set expires_at = $2 where id = $1', [
      message.id,
      new Date(t.ctx.clock().getTime() - 1),
    ]);
    expect(await idsOf(bora, id)).toEqual([]);
    expect(await idsOf(ayse, id)).toEqual([]);
  });

  test('a cursor of another conversation is refused', async () => {
    const [ayse, bora, can] = await three();
    const [direct, other] = [await makeDirect(t, ayse, bora), await makeDirect(t, ayse, can)];
    for (let index = 0; index < 2; index++) await makeMessage(t, ayse, other, `https://example.com/${index}`);
    const { nextCursor } = await shared(ayse, other.id, 'link', '&limit=1');
    expect(nextCursor).toEqual(expect.any(String));
    expect(await shared(ayse, direct.id, 'link', `&cursor=${nextCursor}`)).toMatchObject({
      status: 400,
      code: 'invalid_cursor',
    });
  });
});
