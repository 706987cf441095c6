import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdLock, inLockOrder } from '../../testing/held-lock.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { makePicture } from '../media/factory.ts';
import { makeDirect, makeGroup, makeMessage } from './factory.ts';

/* Pairs of requests that decide on the same rows, each in both orders. Sending is tested in sending/membership.test.ts. */

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

interface Answer {
  status: number;
  body: { code?: string; id?: string; items?: unknown[] };
}
type Call = () => Promise<Answer>;
type Four = [TestMember, TestMember, TestMember, TestMember];
const people = async () => (await t.members(4)) as Four;

const lockConversation = (id: string) =>
  holdLock(t, 'select from messaging.conversations where id = $1 for update', [id]);
const lockMessage = (id: string) =>
  holdLock(t, 'select from messaging.messages where id = $1 for update', [id]);

const call =
  (member: TestMember, method: string, path: string, body?: object): Call =>
  () =>
    t.as(member).raw(method as 'PUT', path, body === undefined ? {} : { body });
const remove = (by: TestMember, id: string, member: TestMember) =>
  call(by, 'DELETE', `/conversations/${id}/participants/${member.id}`);
const setRole = (by: TestMember, id: string, member: TestMember, role: string) =>
  call(by, 'PUT', `/conversations/${id}/participants/${member.id}`, { role });
const join = (member: TestMember, token: string) =>
  call(member, 'POST', '/conversations/invites/join', { token });
const outcome = (answers: Answer[]) => answers.map(({ status, body }) => body?.code ?? status);
const roles = async (witness: TestMember, id: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await t.as(witness).get(`/conversations/${id}/participants?limit=100`)).items.map(
      (participant: { id: string; role: string }) => [participant.id, participant.role],
    ),
  );

describe('removing a role', () => {
  test('while its holder deletes somebody else’s message', async () => {
    const [ayse, bora, can] = await people();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    await setRole(ayse, id, bora, 'admin')();
    const message = await makeMessage(t, can, { id });
    const action = call(bora, 'DELETE', `/messages/${message.id}`);
    const first = await inLockOrder(await lockConversation(id), setRole(ayse, id, bora, 'member'), action);
    expect(outcome(first)).toEqual([200, 'not_your_message']);
    expect(await t.as(can).get(`/messages/${message.id}`)).toMatchObject({ deletedAt: null });
    await setRole(ayse, id, bora, 'admin')();
    const second = await inLockOrder(await lockConversation(id), action, setRole(ayse, id, bora, 'member'));
    expect(outcome(second)).toEqual([204, 200]);
    expect(await t.as(can).get(`/messages/${message.id}`)).toMatchObject({ content: '' });
  });

  test('while the deletion waits for the message', async () => {
    const [ayse, bora, can] = await people();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    await setRole(ayse, id, bora, 'admin')();
    const message = await makeMessage(t, can, { id });
    const lock = await lockMessage(message.id);
    const deleted = call(bora, 'DELETE', `/messages/${message.id}`)();
    await lock.waitForBlocked(1);
    expect((await setRole(ayse, id, bora, 'member')()).status).toBe(200);
    await lock.release();
    expect(outcome([await deleted])).toEqual(['not_your_message']);
  });

  test('while its holder removes a member, and then while the owner removes the holder', async () => {
    const [ayse, bora, can] = await people();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    await setRole(ayse, id, bora, 'admin')();
    const answers = await inLockOrder(
      await lockConversation(id),
      setRole(ayse, id, bora, 'member'),
      remove(bora, id, can),
    );
    expect(outcome(answers)).toEqual([200, 'admins_only']);
    expect(await roles(ayse, id)).toEqual({ [ayse.id]: 'owner', [bora.id]: 'member', [can.id]: 'member' });
    await setRole(ayse, id, bora, 'admin')();
    const removed = await inLockOrder(
      await lockConversation(id),
      remove(ayse, id, bora),
      remove(bora, id, can),
    );
    expect(outcome(removed)).toEqual([204, 'conversation_not_found']);
    expect(await roles(ayse, id)).toEqual({ [ayse.id]: 'owner', [can.id]: 'member' });
  });

  test('while its holder creates an invite, changes the group or pins', async () => {
    const [ayse, bora, can] = await people();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    await t.as(ayse).patch(`/conversations/${id}`, { whoWrites: 'admins' });
    const message = await makeMessage(t, ayse, { id });
    for (const action of [
      call(bora, 'POST', `/conversations/${id}/invites`, {}),
      call(bora, 'PATCH', `/conversations/${id}`, { name: 'Benim' }),
      call(bora, 'PUT', `/messages/${message.id}/pin`),
    ]) {
      await setRole(ayse, id, bora, 'admin')();
      const answers = await inLockOrder(
        await lockConversation(id),
        setRole(ayse, id, bora, 'member'),
        action,
      );
      expect(outcome(answers)).toEqual([200, 'admins_only']);
    }
    expect(await t.as(ayse).get(`/conversations/${id}/pins`)).toEqual({ items: [] });
  });
});

test('an owner who transfers the group while leaving leaves one owner, in either order', async () => {
  for (const order of ['hands over first', 'leaves first']) {
    const [ayse, bora, can] = await people();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    const actions = [setRole(ayse, id, can, 'owner'), remove(ayse, id, ayse)];
    const answers = await inLockOrder(
      await lockConversation(id),
      ...(order === 'leaves first' ? actions.reverse() : actions),
    );
    expect(outcome(answers)).toEqual(order === 'leaves first' ? [204, 'conversation_not_found'] : [200, 204]);
    expect(Object.values(await roles(bora, id)).sort()).toEqual(['member', 'owner']);
  }
});

describe('an invite', () => {
  test('revoked while somebody joins admits only members who joined before', async () => {
    const [ayse, bora, can, derya] = await people();
    const { id } = await makeGroup(t, [ayse, bora]);
    const invite = await t.as(ayse).post(`/conversations/${id}/invites`, {});
    const withdraw = call(ayse, 'DELETE', `/conversations/${id}/invites/${invite.id}`);
    const before = await inLockOrder(await lockConversation(id), join(can, invite.token), withdraw);
    expect(outcome(before)).toEqual([200, 204]);
    const other = await t.as(ayse).post(`/conversations/${id}/invites`, {});
    const withdrawOther = call(ayse, 'DELETE', `/conversations/${id}/invites/${other.id}`);
    const after = await inLockOrder(await lockConversation(id), withdrawOther, join(derya, other.token));
    expect(outcome(after)).toEqual([204, 'invite_not_found']);
    expect(Object.keys(await roles(ayse, id)).sort()).toEqual([ayse.id, bora.id, can.id].sort());
  });

  test('with one use left admits one of two', async () => {
    const [ayse, bora, can, derya] = await people();
    const { id } = await makeGroup(t, [ayse, bora]);
    const invite = await t.as(ayse).post(`/conversations/${id}/invites`, { maxUses: 1 });
    const answers = await inLockOrder(
      await lockConversation(id),
      join(can, invite.token),
      join(derya, invite.token),
      join(can, invite.token),
    );
    expect(outcome(answers)).toEqual([200, 'invite_not_found', 200]);
  });

  test('of somebody whom the joining member blocks meanwhile admits nobody', async () => {
    const [ayse, bora, can] = await people();
    const { id } = await makeGroup(t, [ayse, bora]);
    const { token } = await t.as(ayse).post(`/conversations/${id}/invites`, {});
    const answers = await inLockOrder(
      await holdLock(t, "select pg_advisory_xact_lock(hashtext('messaging.blocked_by'))", []),
      call(ayse, 'PUT', `/users/${can.id}/block`),
      join(can, token),
    );
    expect(outcome(answers)).toEqual([204, 'invite_not_found']);
  });

  test('to a group with one place left admits one of two; so does adding members', async () => {
    const [ayse, bora, can, derya] = await people();
    const { id } = await makeGroup(t, [ayse, bora]);
    await t.ctx.pool.query(
      `with made as (
         insert into auth.users (id, email, mailbox, username, display_name, university_id, affiliation, status)
         select gen_random_uuid(), 'dolu' || nr || '@example.edu', 'dolu' || nr || '@example.edu', 'dolu_' || nr, 'Dolu', university_id, affiliation, status
         from auth.users cross join generate_series(1, 497) nr where id = $2 returning id, created_at)
       insert into messaging.memberships (conversation_id, member_id, state, joined_at) select $1, id, 'active', created_at from made`,
      [id, ayse.id],
    );
    const { token } = await t.as(ayse).post(`/conversations/${id}/invites`, {});
    const answers = await inLockOrder(
      await lockConversation(id),
      join(can, token),
      join(derya, token),
      setRole(ayse, id, derya, 'member'),
    );
    expect(outcome(answers)).toEqual([200, 'group_full', 'group_full']);
    expect((await t.as(ayse).get(`/conversations/${id}`)).memberCount).toBe(500);
  });

  test('accepted and declined at once follows the first of both', async () => {
    for (const order of ['accepts', 'declines']) {
      const [ayse, bora, can] = await people();
      const { id } = await makeGroup(t, [ayse, bora]);
      await setRole(ayse, id, can, 'member')();
      const actions = [call(can, 'PUT', `/conversations/${id}/accept`), remove(can, id, can)];
      const answers = await inLockOrder(
        await lockConversation(id),
        ...(order === 'declines' ? actions.reverse() : actions),
      );
      expect(outcome(answers)).toEqual(order === 'declines' ? [204, 'conversation_not_found'] : [200, 204]);
      expect(Object.keys(await roles(ayse, id)).sort()).toEqual([ayse.id, bora.id].sort());
    }
  });

  test('withdrawn while it is accepted adds nobody', async () => {
    const [ayse, bora, can] = await people();
    const { id } = await makeGroup(t, [ayse, bora]);
    await setRole(ayse, id, can, 'member')();
    const accept = call(can, 'PUT', `/conversations/${id}/accept`);
    const answers = await inLockOrder(await lockConversation(id), remove(ayse, id, can), accept);
    expect(outcome(answers)).toEqual([204, 'conversation_not_found']);
    expect(Object.keys(await roles(ayse, id)).sort()).toEqual([ayse.id, bora.id].sort());
  });
});

describe('a message request', () => {
  const setUpRequest = async () => {
    const [ayse, bora] = await people();
    const { id } = await t.as(ayse).post('/conversations', { type: 'direct', participantIds: [bora.id] });
    await makeMessage(t, ayse, { id });
    return { ayse, bora, id: id as string };
  };

  test('accepted and declined at once follows the first of both', async () => {
    const { bora, id } = await setUpRequest();
    const accept = call(bora, 'PUT', `/conversations/${id}/accept`);
    const decline = call(bora, 'DELETE', `/conversations/${id}`);
    expect(outcome(await inLockOrder(await lockConversation(id), decline, accept))).toEqual([
      204,
      'conversation_not_found',
    ]);
    const other = await setUpRequest();
    const both = await inLockOrder(
      await lockConversation(other.id),
      call(other.bora, 'PUT', `/conversations/${other.id}/accept`),
      call(other.bora, 'DELETE', `/conversations/${other.id}`),
    );
    expect(outcome(both)).toEqual([200, 204]);
    // Deleted for oneself after it was accepted: the next message brings it back.
    await makeMessage(t, other.ayse, { id: other.id });
    expect((await t.as(other.bora).get('/conversations')).items).toMatchObject([{ id: other.id }]);
  });

  test('to somebody who blocks the requester meanwhile fails, in a direct conversation and in a group', async () => {
    const bodies: ((bora: TestMember) => object)[] = [
      (bora) => ({ type: 'direct', participantIds: [bora.id] }),
      (bora) => ({ type: 'group', name: 'Kulüp', participantIds: [bora.id] }),
    ];
    for (const body of bodies) {
      const [ayse, bora] = await people();
      await t.as(bora).put(`/users/${ayse.id}/follow`);
      const answers = await inLockOrder(
        await holdLock(t, "select pg_advisory_xact_lock(hashtext('messaging.blocked_by'))", []),
        call(bora, 'PUT', `/users/${ayse.id}/block`),
        call(ayse, 'POST', '/conversations', body(bora)),
      );
      expect(outcome(answers)).toEqual([204, 'member_not_found']);
      expect((await t.as(bora).get('/conversations')).items).toEqual([]);
      expect((await t.as(bora).get('/conversations?folder=requests')).items).toEqual([]);
    }
  });

  test('a member who blocks the inviter meanwhile is not added to a group', async () => {
    const [ayse, bora, can] = await people();
    const { id } = await makeGroup(t, [ayse, bora]);
    const answers = await inLockOrder(
      await holdLock(t, "select pg_advisory_xact_lock(hashtext('messaging.blocked_by'))", []),
      call(can, 'PUT', `/users/${ayse.id}/block`),
      call(ayse, 'PUT', `/conversations/${id}/participants/${can.id}`, {}),
    );
    expect(outcome(answers)).toEqual([204, 'member_not_found']);
  });
});

describe('a message that is deleted', () => {
  const sendOne = async () => {
    const [ayse, bora] = await people();
    const { id } = await makeDirect(t, ayse, bora);
    const message = await makeMessage(t, ayse, { id });
    return { ayse, bora, message, remove: call(ayse, 'DELETE', `/messages/${message.id}`) };
  };
  const actions: [
    name: string,
    act: (message: { id: string }) => [string, string, object?],
    status: number,
  ][] = [
    ['cannot be edited', ({ id }) => ['PATCH', `/messages/${id}`, { content: 'Sonra' }], 200],
    [
      'cannot be reacted to',
      ({ id }) => ['PUT', `/messages/${id}/reactions/${encodeURIComponent('👍')}`],
      200,
    ],
    ['cannot be pinned', ({ id }) => ['PUT', `/messages/${id}/pin`], 200],
  ];

  test.each(actions)('%s, and is empty in either order', async (_name, actOn, status) => {
    for (const order of ['deleted first', 'deleted last']) {
      const { ayse, bora, message, remove } = await sendOne();
      const action = call(ayse, ...actOn(message));
      const deletedFirst = order === 'deleted first';
      const answers = await inLockOrder(
        await lockMessage(message.id),
        ...(deletedFirst ? [remove, action] : [action, remove]),
      );
      expect(outcome(answers)).toEqual(deletedFirst ? [204, 'message_deleted'] : [status, 204]);
      expect(await t.as(bora).get(`/messages/${message.id}`)).toMatchObject({ content: '', reactions: [] });
      expect(await t.as(bora).get(`/conversations/${message.conversationId}/pins`)).toEqual({ items: [] });
    }
  });

  test('is quoted correctly by a concurrent reply, in either order', async () => {
    for (const order of ['deleted first', 'deleted last']) {
      const { bora, message, remove } = await sendOne();
      const answer = call(bora, 'POST', `/conversations/${message.conversationId}/messages`, {
        clientId: 'cevap',
        content: 'Evet',
        replyToId: message.id,
      });
      const answers = await inLockOrder(
        await lockConversation(message.conversationId),
        ...(order === 'deleted first' ? [remove, answer] : [answer, remove]),
      );
      expect(outcome(answers).sort()).toEqual([201, 204]);
      const { items } = await t.as(bora).get(`/conversations/${message.conversationId}/messages`);
      expect(items.at(-1)).toMatchObject({ content: 'Evet', replyTo: { id: message.id, excerpt: '' } });
    }
  });

  test('stays read for members who have read it', async () => {
    const { bora, message, remove } = await sendOne();
    const path = `/conversations/${message.conversationId}`;
    const lock = await lockConversation(message.conversationId);
    const deleted = remove();
    await lock.waitForBlocked(1);
    expect((await call(bora, 'PUT', `${path}/read`, { seq: 1 })()).status).toBe(200);
    await lock.release();
    expect((await deleted).status).toBe(204);
    expect(await t.as(bora).get(path)).toMatchObject({ readSeq: 1, unreadCount: 0 });
  });
});

test('a picture that is deleted for everyone while somebody forwards it is not forwarded', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const [here, elsewhere] = [await makeDirect(t, ayse, bora), await makeGroup(t, [bora, ayse])];
  const { id: mediaId } = await makePicture(t, ayse);
  const { id } = await t
    .as(ayse)
    .post(`/conversations/${here.id}/messages`, { clientId: 'resim', type: 'image', mediaIds: [mediaId] });
  // The deletion holds its file already, and has not committed.
  const lock = await holdLock(t, 'delete from media.files where subject_id = $1', [id]);
  const forward = call(bora, 'POST', `/conversations/${elsewhere.id}/messages`, {
    clientId: 'ilet',
    forwardOfId: id,
  });
  expect(outcome(await inLockOrder(lock, forward))).toEqual(['cannot_forward']);
  const { items } = await t.as(ayse).get(`/conversations/${elsewhere.id}/messages`);
  expect(items.filter(({ type }: { type: string }) => type === 'image')).toEqual([]);
});

test('a member removed while reading has no watermark moved and gets no event of the group', async () => {
  const [ayse, bora] = await people();
  const { id } = await makeGroup(t, [ayse, bora]);
  await makeMessage(t, ayse, { id });
  const lock = await holdLock(
    t,
    "update messaging.memberships set state = 'removed' where conversation_id = $1 and member_id = $2",
    [id, bora.id],
  );
  const read = call(bora, 'PUT', `/conversations/${id}/read`, { seq: 100 })();
  await lock.waitForBlocked(1);
  await lock.release();
  await read;
  const { rows } = await t.ctx.pool.query(
    'select read_seq::int as read from messaging.memberships where conversation_id = $1 and member_id = $2',
    [id, bora.id],
  );
  expect(rows[0].read).toBeLessThan(3);
  expect((await call(bora, 'PUT', `/conversations/${id}/read`, { seq: 100 })()).status).toBe(404);
});
