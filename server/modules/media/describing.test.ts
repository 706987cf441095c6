import { afterAll, describe, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { holdLock, inLockOrder } from '../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makeDirect, makeGroup } from '../messaging/factory.ts';
import { makeBlock } from '../social/factory.ts';
import { makePicture } from './factory.ts';

const t = await testServer();
afterAll(t.close);

describe('a description does not change', () => {
  const describeIt = (member: TestMember, id: string) =>
    t.as(member).raw('PATCH', `/media/${id}`, { body: { alt: 'Buradayım', focus: { x: 0, y: 0 } } });
  const refused = { status: 409, body: { code: 'media_sent' } };
  /** A picture that a member has sent. */
  async function send(member: TestMember, conversation: { id: string }) {
    const { id } = await makePicture(t, member);
    const body = { clientId: newId(), type: 'image', mediaIds: [id] };
    const message = await t.as(member).post(`/conversations/${conversation.id}/messages`, body);
    const seenBy = async (reader: TestMember) => (await t.as(reader).get(`/messages/${message.id}`)).media[0];
    return { id, messageId: message.id as string, seenBy };
  }

  test('of a picture in a group, neither by a member nor by one who was removed', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const group = await makeGroup(t, [ayse, bora]);
    const sent = await send(bora, group);
    expect(await describeIt(bora, sent.id)).toMatchObject(refused);
    await t.as(ayse).delete(`/conversations/${group.id}/participants/${bora.id}`);
    expect(await describeIt(bora, sent.id)).toMatchObject(refused);
    expect(await sent.seenBy(ayse)).toMatchObject({ alt: null, focus: null });
  });

  test('of a picture in a direct conversation where one blocks the other, and of a forwarded one', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const talk = await makeDirect(t, ayse, bora);
    const sent = await send(bora, talk);
    const body = { clientId: newId(), forwardOfId: sent.messageId };
    const forwarded = await t.as(bora).post(`/conversations/${talk.id}/messages`, body);
    await makeBlock(t, ayse, bora);
    for (const id of [sent.id, forwarded.media[0].id])
      expect(await describeIt(bora, id)).toMatchObject(refused);
    expect(await sent.seenBy(ayse)).toMatchObject({ alt: null, focus: null });
  });

  test('of a picture from an earlier version of a post, but that of the current version does', async () => {
    const [ayse] = (await t.members(1)) as [TestMember];
    const { id } = await makePicture(t, ayse);
    const post = await t.as(ayse).post('/posts', { content: 'Kampüs', mediaIds: [id] });
    expect(await describeIt(ayse, id)).toMatchObject({ status: 200, body: { alt: 'Buradayım' } });
    await t.as(ayse).patch(`/posts/${post.id}`, { mediaIds: [] });
    expect(await describeIt(ayse, id)).toMatchObject(refused);
  });

  test('of the picture of a group', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const group = await makeGroup(t, [ayse, bora]);
    const { id } = await makePicture(t, ayse);
    await t.as(ayse).patch(`/conversations/${group.id}`, { mediaId: id });
    expect(await describeIt(ayse, id)).toMatchObject(refused);
  });

  test('when the change waits for a file that is being sent', async () => {
    const [ayse] = (await t.members(1)) as [TestMember];
    const { id } = await makePicture(t, ayse);
    const lock = await holdLock(
      t,
      `update media.files set subject_type = 'message', subject_id = $2, unattached_since = null where id = $1`,
      [id, newId()],
    );
    const [answer] = await inLockOrder(lock, () => describeIt(ayse, id));
    expect(answer).toMatchObject(refused);
  });
});
