import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { makePicture } from '../media/factory.ts';
import { makeBlock } from '../social/factory.ts';
import { makeDirect, makeGroup, makeMessage } from './factory.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

let clientIdCount = 0;
const send = (member: TestMember, id: string, body: object) => {
  clientIdCount += 1;
  return t
    .as(member)
    .raw('POST', `/conversations/${id}/messages`, { body: { clientId: `çevre-${clientIdCount}`, ...body } });
};
const twoMembers = async () => (await t.members(2)) as [TestMember, TestMember];
const threeMembers = async () => (await t.members(3)) as [TestMember, TestMember, TestMember];

describe('files', () => {
  test('have signed URLs that expire, for members of the conversation only', async () => {
    const [ayse, bora] = await twoMembers();
    const { id } = await makeDirect(t, ayse, bora);
    const picture = await makePicture(t, ayse);
    const sent = await send(ayse, id, { type: 'image', mediaIds: [picture.id], content: 'Bak' });
    expect(sent).toMatchObject({ status: 201, body: { type: 'image', content: 'Bak' } });
    const seen = (await t.as(bora).get(`/conversations/${id}/messages`)).items[0].media[0];
    expect(seen.url).toContain('/uploads/private/');
    expect((await t.anyone.raw('GET', `/${seen.url}`)).status).toBe(200);
    expect(
      (
        await t.anyone.raw(
          'GET',
          `/${seen.url.replace(/signature=(.)/, (_: string, first: string) => `signature=${first === 'x' ? 'y' : 'x'}`)}`,
        )
      ).status,
    ).toBe(404);
    // A file cannot be attached to two messages.
    expect((await send(ayse, id, { type: 'image', mediaIds: [picture.id] })).body.code).toBe(
      'media_already_attached',
    );
    expect((await send(bora, id, { type: 'image', mediaIds: [picture.id] })).body.code).toBe(
      'media_not_found',
    );
  });

  test('a forwarded file outlives the original message, and is deleted with the last one', async () => {
    const [ayse, bora, can] = await threeMembers();
    const [from, to] = [await makeDirect(t, ayse, bora), await makeDirect(t, bora, can)];
    const picture = await makePicture(t, ayse);
    const first = (await send(ayse, from.id, { type: 'image', mediaIds: [picture.id] })).body;
    const second = (await send(bora, to.id, { forwardOfId: first.id })).body;
    expect(second).toMatchObject({
      forwarded: true,
      type: 'image',
      media: [{ kind: 'image', status: 'ready' }],
    });
    expect(second.media[0].id).not.toBe(first.media[0].id);
    await t.as(ayse).delete(`/messages/${first.id}`);
    await t.settled();
    const { url } = (await t.as(can).get(`/messages/${second.id}`)).media[0];
    expect((await t.anyone.raw('GET', `/${url}`)).status).toBe(200);
    await t.as(bora).delete(`/messages/${second.id}`);
    await t.settled();
    expect((await t.anyone.raw('GET', `/${url}`)).status).toBe(404);
  });

  test('forwarding writes no bytes: the same object is stored once', async () => {
    const [ayse, bora, can] = await threeMembers();
    const [from, to] = [await makeDirect(t, ayse, bora), await makeDirect(t, bora, can)];
    const photo = await makePicture(t, ayse);
    const first = (await send(ayse, from.id, { type: 'image', mediaIds: [photo.id] })).body;
    await t.settled();
    const storedFiles = () =>
      readdirSync(join(t.ctx.config.dataDir, 'uploads', 'files'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const path = join(entry.parentPath, entry.name);
          return { path, inode: statSync(path).ino };
        });
    const before = storedFiles();
    expect(before.length).toBeGreaterThan(0);
    const second = (await send(bora, to.id, { forwardOfId: first.id })).body;
    await t.settled();
    expect(storedFiles()).toEqual(before);
    const [sent, forwarded] = await Promise.all(
      [first, second].map(({ media: [file] }) => t.app.inject({ method: 'GET', url: file.url })),
    );
    expect(forwarded?.rawPayload.equals(sent?.rawPayload ?? Buffer.alloc(0))).toBe(true);
    expect(await t.as(bora).get('/media/quota')).toMatchObject({ usedBytes: 0 });
  });

  test('unreadable, deleted and disappearing messages cannot be forwarded', async () => {
    const [ayse, bora, can] = await threeMembers();
    const [ownConversation, otherConversation] = [
      await makeDirect(t, ayse, bora),
      await makeDirect(t, ayse, can),
    ];
    const cansMessage = await makeMessage(t, can, otherConversation);
    expect((await send(bora, ownConversation.id, { forwardOfId: cansMessage.id })).body.code).toBe(
      'message_not_found',
    );
    const gone = await makeMessage(t, ayse, ownConversation);
    await t.as(ayse).delete(`/messages/${gone.id}`);
    expect((await send(ayse, otherConversation.id, { forwardOfId: gone.id })).body.code).toBe(
      'cannot_forward',
    );
    await t.as(ayse).patch(`/conversations/${ownConversation.id}`, { disappearAfterSeconds: 604_800 });
    const disappearing = await makeMessage(t, ayse, ownConversation);
    expect((await send(ayse, otherConversation.id, { forwardOfId: disappearing.id })).body.code).toBe(
      'cannot_forward',
    );
  });
});

describe('search', () => {
  test('finds word forms in one’s own conversations only, newest first, highlighted', async () => {
    const [ayse, bora, can] = await threeMembers();
    const [withBora, withCan] = [await makeDirect(t, ayse, bora), await makeDirect(t, ayse, can)];
    await makeMessage(t, ayse, withBora, 'Sınavlara çalışıyor musun?');
    await makeMessage(t, bora, withBora, 'Evet, SINAV yarın');
    await makeMessage(t, can, withCan, 'Sınavı geçtim!');
    const find = (member: TestMember, q: string, id?: string) =>
      t.as(member).get(`/conversations/${id ? `${id}/` : ''}search?q=${encodeURIComponent(q)}`);
    const contents = (page: { items: { content: string }[] }) => page.items.map((item) => item.content);
    const all = await find(ayse, 'sinav');
    expect(contents(all)).toEqual(['Sınavı geçtim!', 'Evet, SINAV yarın', 'Sınavlara çalışıyor musun?']);
    expect(all.items[0]).toMatchObject({ matches: [{ start: 0, end: 6 }] });
    expect(contents(await find(ayse, 'sinav', withBora.id))).toHaveLength(2);
    expect(contents(await find(bora, 'sinav'))).toHaveLength(2);
    expect(contents(await find(ayse, `sinav from:${can.username}`))).toEqual(['Sınavı geçtim!']);
    expect(contents(await find(ayse, '"sınav yarın"'))).toEqual(['Evet, SINAV yarın']);
    expect(await find(bora, 'sinav', withCan.id)).toMatchObject({ code: 'conversation_not_found' });
    expect(await find(bora, '-sinav')).toMatchObject({ code: 'empty_search' });
  });

  test('does not find deleted, edited-away or redacted text', async () => {
    const [ayse, bora] = await twoMembers();
    const { id } = await makeDirect(t, ayse, bora);
    const [gone, changed, mine] = [
      await makeMessage(t, ayse, { id }, 'karpuz bir'),
      await makeMessage(t, ayse, { id }, 'karpuz iki'),
      await makeMessage(t, ayse, { id }, 'karpuz üç'),
    ];
    await t.as(ayse).delete(`/messages/${gone.id}`);
    await t.as(ayse).patch(`/messages/${changed.id}`, { content: 'kavun' });
    await t.as(bora).delete(`/messages/${mine.id}?for=me`);
    await makeBlock(t, bora, ayse);
    await makeMessage(t, ayse, { id }, 'karpuz dört');
    expect((await t.as(bora).get('/conversations/search?q=karpuz')).items).toEqual([]);
    expect((await t.as(ayse).get('/conversations/search?q=karpuz')).items).toHaveLength(2);
  });

  test('pages neither repeat nor skip', async () => {
    const [ayse, bora, can] = await threeMembers();
    const conversations = [await makeDirect(t, ayse, bora), await makeDirect(t, ayse, can)];
    const messageIds: string[] = [];
    for (let count = 0; count < 9; count++) {
      const conversation = conversations[count % 2] ?? conversations[0];
      if (conversation) messageIds.unshift((await makeMessage(t, ayse, conversation, `nar ${count}`)).id);
    }
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await t.as(ayse).get(`/conversations/search?q=nar&limit=4${cursor}`);
      seen.push(...page.items.map((item: { id: string }) => item.id));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(messageIds);
  });
});

describe('pins and drafts', () => {
  test('a pin is for everybody, adds a notice, and is removed with its message', async () => {
    const [ayse, bora] = await twoMembers();
    const { id } = await makeDirect(t, ayse, bora);
    const message = await makeMessage(t, ayse, { id }, 'Adres: B blok');
    await t.as(bora).put(`/messages/${message.id}/pin`);
    await t.as(bora).put(`/messages/${message.id}/pin`);
    expect((await t.as(ayse).get(`/conversations/${id}/pins`)).items).toMatchObject([{ id: message.id }]);
    const { items } = await t.as(ayse).get(`/conversations/${id}/messages`);
    expect(items).toMatchObject([{ seq: 1 }, { notice: { kind: 'pinned', seq: 1 } }]);
    await t.as(ayse).delete(`/messages/${message.id}`);
    expect((await t.as(bora).get(`/conversations/${id}/pins`)).items).toEqual([]);
  });

  test('a draft is on all devices of its member, and of nobody else', async () => {
    const [ayse, bora] = await twoMembers();
    const { id } = await makeDirect(t, ayse, bora);
    await t.as(ayse).put(`/conversations/${id}/draft`, { content: 'Yarın gel' });
    expect((await t.as(ayse).get(`/conversations/${id}/draft`)).draft).toMatchObject({
      content: 'Yarın gel',
    });
    expect(await t.as(bora).get(`/conversations/${id}/draft`)).toMatchObject({ draft: null });
    await t.as(ayse).put(`/conversations/${id}/draft`, { content: '' });
    expect(await t.as(ayse).get(`/conversations/${id}/draft`)).toMatchObject({ draft: null });
  });
});

describe('invites', () => {
  test('admit members until they are used up, revoked or expired', async () => {
    const [ayse, bora, can] = await threeMembers();
    const [derya, ece] = await twoMembers();
    const { id } = await makeGroup(t, [ayse, bora]);
    const make = (body: object) => t.as(ayse).post(`/conversations/${id}/invites`, body);
    const join = (member: TestMember, token: string) =>
      t.as(member).raw('POST', '/conversations/invites/join', { body: { token } });
    expect(await t.as(bora).post(`/conversations/${id}/invites`, {})).toMatchObject({ code: 'admins_only' });
    const singleUse = await make({ maxUses: 1 });
    expect(await t.as(can).post('/conversations/invites/preview', { token: singleUse.token })).toMatchObject({
      name: 'Proje grubu',
      memberCount: 2,
      conversationId: null,
    });
    expect(await join(can, singleUse.token)).toMatchObject({ status: 200, body: { id, memberCount: 3 } });
    expect((await join(derya, singleUse.token)).body.code).toBe('invite_not_found');
    const other = await make({});
    await t.as(ayse).delete(`/conversations/${id}/invites/${other.id}`);
    expect((await join(derya, other.token)).body.code).toBe('invite_not_found');
    // A removed member cannot rejoin by a link, and a block counts.
    const open = await make({});
    await t.as(ayse).delete(`/conversations/${id}/participants/${can.id}`);
    expect((await join(can, open.token)).body.code).toBe('invite_not_found');
    await makeBlock(t, ece, ayse);
    expect((await join(ece, open.token)).body.code).toBe('invite_not_found');
    expect((await join(derya, open.token)).status).toBe(200);
  });

  test('of a suspended member admit nobody until the suspension ends', async () => {
    const [ayse, bora, can] = await threeMembers();
    const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
    const { id } = await makeGroup(t, [ayse, bora]);
    const { token } = await t.as(ayse).post(`/conversations/${id}/invites`, {});
    const as = (path: string) => t.as(can).raw('POST', `/conversations/invites/${path}`, { body: { token } });
    await t.as(owner).put(`/admin/users/${ayse.id}/suspend`, { reason: 'Yağmur gibi davet' });
    for (const path of ['preview', 'join']) expect((await as(path)).body.code).toBe('invite_not_found');
    await t.as(owner).put(`/admin/users/${ayse.id}/restore`);
    expect((await as('join')).status).toBe(200);
  });

  test('with one use admit one member, however many join at once', async () => {
    const [ayse, bora, ...others] = (await t.members(6)) as [TestMember, TestMember, ...TestMember[]];
    const { id } = await makeGroup(t, [ayse, bora]);
    const { token } = await t.as(ayse).post(`/conversations/${id}/invites`, { maxUses: 1 });
    const answers = await Promise.all(
      others.map((other) => t.as(other).raw('POST', '/conversations/invites/join', { body: { token } })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });
});
