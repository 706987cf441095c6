import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeGroup } from '../factory.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const three = async () => (await t.members(3)) as [TestMember, TestMember, TestMember];
const participantPath = (id: string, member: TestMember) => `/conversations/${id}/participants/${member.id}`;
const addParticipant = (by: TestMember, id: string, to: TestMember, body: object = {}) =>
  t.as(by).raw('PUT', participantPath(id, to), { body });
const removeParticipant = (by: TestMember, id: string, from: TestMember) =>
  t.as(by).raw('DELETE', participantPath(id, from));
const roles = async (member: TestMember, id: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await t.as(member).get(`/conversations/${id}/participants`)).items.map(
      (item: { id: string; role: string }) => [item.id, item.role],
    ),
  );
const notices = async (member: TestMember, id: string): Promise<string[]> =>
  (await t.as(member).get(`/conversations/${id}/messages?limit=100`)).items.flatMap(
    (item: { notice: { kind: string } | null }) => (item.notice ? [item.notice.kind] : []),
  );

describe('roles', () => {
  test('an admin can remove members, but not the owner or other admins', async () => {
    const [ayse, bora, can] = await three();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    expect(await removeParticipant(bora, id, can)).toMatchObject({
      status: 403,
      body: { code: 'admins_only' },
    });
    await addParticipant(ayse, id, bora, { role: 'admin' });
    await addParticipant(ayse, id, can, { role: 'admin' });
    for (const other of [ayse, can])
      expect(await removeParticipant(bora, id, other)).toMatchObject({
        status: 403,
        body: { code: 'owner_only' },
      });
    await addParticipant(ayse, id, can, { role: 'member' });
    expect((await removeParticipant(bora, id, can)).status).toBe(204);
  });

  test('an invited member who has not joined has no rights, whatever their role', async () => {
    const [ayse, bora, can] = await three();
    const { id } = await makeGroup(t, [ayse, bora]);
    expect((await addParticipant(ayse, id, can, { role: 'admin' })).status).toBe(200);
    expect(await t.as(can).raw('PATCH', `/conversations/${id}`, { body: { name: 'Benim' } })).toMatchObject({
      status: 403,
      body: { code: 'admins_only' },
    });
    expect((await removeParticipant(can, id, bora)).status).toBe(403);
    await t.as(can).put(`/conversations/${id}/accept`);
    expect((await t.as(can).patch(`/conversations/${id}`, { name: 'Bizim' })).name).toBe('Bizim');
  });

  test('a group can be transferred to a joined member', async () => {
    const [ayse, bora, can] = await three();
    const { id } = await makeGroup(t, [ayse, bora]);
    expect(await addParticipant(ayse, id, can, { role: 'owner' })).toMatchObject({
      status: 422,
      body: { code: 'invitation_pending' },
    });
    await addParticipant(ayse, id, can);
    expect((await addParticipant(ayse, id, can, { role: 'owner' })).body.code).toBe('invitation_pending');
    await t.as(can).put(`/conversations/${id}/accept`);
    expect((await addParticipant(ayse, id, can, { role: 'owner' })).status).toBe(200);
    expect(await roles(ayse, id)).toEqual({ [ayse.id]: 'admin', [bora.id]: 'member', [can.id]: 'owner' });
  });

  test('a role given to a leaving member creates no second owner and no group without one', async () => {
    for (let round = 0; round < 5; round++) {
      const [ayse, bora, can] = await three();
      const { id } = await makeGroup(t, [ayse, bora, can]);
      await Promise.all([
        addParticipant(ayse, id, bora, { role: 'owner' }),
        removeParticipant(bora, id, bora),
        removeParticipant(ayse, id, ayse),
        addParticipant(ayse, id, can, { role: 'admin' }),
      ]);
      expect(Object.values(await roles(can, id))).toEqual(['owner']);
    }
  });
});

describe('who becomes owner when the owner leaves', () => {
  test('if only invited members are left, the first one to join', async () => {
    const [ayse, bora, can] = await three();
    const { body } = await t.as(ayse).raw('POST', '/conversations', {
      body: { type: 'group', name: 'Yeni', participantIds: [bora.id, can.id] },
    });
    await removeParticipant(ayse, body.id, ayse);
    expect(await roles(bora, body.id)).toEqual({ [bora.id]: 'member', [can.id]: 'member' });
    await t.as(can).put(`/conversations/${body.id}/accept`);
    await t.as(bora).put(`/conversations/${body.id}/accept`);
    expect(await roles(bora, body.id)).toEqual({ [bora.id]: 'member', [can.id]: 'owner' });
  });

  test('no suspended member as long as there is another', async () => {
    const [ayse, bora, can] = await three();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    await addParticipant(ayse, id, bora, { role: 'admin' });
    await t.ctx.pool.query("update auth.users set status = 'suspended' where id = $1", [bora.id]);
    await removeParticipant(ayse, id, ayse);
    expect((await roles(can, id))[can.id]).toBe('owner');
  });
});

test('declining an invitation adds no notice to the group', async () => {
  const [ayse, bora, can] = await three();
  const { id } = await makeGroup(t, [ayse, bora]);
  await addParticipant(ayse, id, can);
  const before = await notices(bora, id);
  expect((await removeParticipant(can, id, can)).status).toBe(204);
  expect(await notices(bora, id)).toEqual(before);
  expect((await t.as(can).raw('GET', `/conversations/${id}`)).status).toBe(404);
});

describe('invites', () => {
  const join = (member: TestMember, token: string) =>
    t.as(member).raw('POST', '/conversations/invites/join', { body: { token } });

  test('of a member are valid as long as members may add others', async () => {
    const [ayse, bora, can] = await three();
    const { id } = await makeGroup(t, [ayse, bora]);
    await t.as(ayse).patch(`/conversations/${id}`, { whoAdds: 'members' });
    const { token } = await t.as(bora).post(`/conversations/${id}/invites`, {});
    await t.as(ayse).patch(`/conversations/${id}`, { whoAdds: 'admins' });
    expect(await join(can, token)).toMatchObject({ status: 404, body: { code: 'invite_not_found' } });
    await addParticipant(ayse, id, bora, { role: 'admin' });
    expect((await join(can, token)).status).toBe(200);
  });

  test('a removed member can only be added again by an admin, even if members may add others', async () => {
    const [ayse, bora, can] = await three();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    await t.as(ayse).patch(`/conversations/${id}`, { whoAdds: 'members' });
    const add = (member: TestMember) =>
      t.as(member).raw('PUT', `/conversations/${id}/participants/${can.id}`, { body: {} });
    await t.as(can).delete(`/conversations/${id}/participants/${can.id}`);
    expect((await add(bora)).status).toBe(200);
    await t.as(ayse).delete(`/conversations/${id}/participants/${can.id}`);
    expect(await add(bora)).toMatchObject({ status: 403, body: { code: 'admins_only' } });
    expect((await add(ayse)).status).toBe(200);
  });

  test('an invite revoked while somebody joins admits nobody afterwards', async () => {
    const [ayse, bora, can] = await three();
    const { id } = await makeGroup(t, [ayse, bora]);
    const invite = await t.as(ayse).post(`/conversations/${id}/invites`, {});
    // A lock on the group makes both wait, the revocation first.
    const lockHolder = await t.ctx.pool.connect();
    await lockHolder.query('begin');
    await lockHolder.query('select from messaging.conversations where id = $1 for update', [id]);
    const waiting = async (expected: number) =>
      expect
        .poll(async () => {
          const { rows } = await t.ctx.pool.query(
            "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          );
          return rows[0].n;
        })
        .toBe(expected);
    const withdrawn = t.as(ayse).raw('DELETE', `/conversations/${id}/invites/${invite.id}`);
    await waiting(1);
    const joined = join(can, invite.token);
    await waiting(2);
    await lockHolder.query('commit');
    lockHolder.release();
    expect((await withdrawn).status).toBe(204);
    expect((await joined).status).toBe(404);
  });
});

describe('the same Idempotency-Key', () => {
  const headers = (key: string) => ({ 'idempotency-key': key });

  test('creates one group and one invite, and gets the same answer', async () => {
    const [ayse, bora] = await three();
    const body = { type: 'group', name: 'Bir kere', participantIds: [bora.id] };
    const begin = () => t.as(ayse).raw('POST', '/conversations', { body, headers: headers('grup') });
    const invite = await Promise.all([begin(), begin()]);
    expect(invite.map(({ status }) => status)).toEqual([201, 201]);
    expect(invite[0]?.body).toEqual(invite[1]?.body);
    expect((await t.as(ayse).get('/conversations')).items).toHaveLength(1);
    const id = invite[0]?.body.id;
    const link = (key: string, more: object = {}) =>
      t.as(ayse).raw('POST', `/conversations/${id}/invites`, { body: more, headers: headers(key) });
    const [first, second, other] = [await link('bir'), await link('bir'), await link('iki')];
    expect(second.body).toEqual(first.body);
    expect(other.body.token).not.toBe(first.body.token);
    expect(await link('bir', { maxUses: 2 })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect((await t.as(ayse).get(`/conversations/${id}/invites`)).items).toHaveLength(2);
    expect((await t.as(bora).post('/conversations/invites/preview', { token: second.body.token })).name).toBe(
      'Bir kere',
    );
    const { rows } = await t.ctx.pool.query('select response::text as kept from platform.idempotency_keys');
    expect(JSON.stringify(rows)).not.toContain(first.body.token);
  });
});

test('a conversation muted until a time is muted', async () => {
  const [ayse, bora] = await three();
  const { id } = await makeGroup(t, [ayse, bora]);
  const mutedUntil = new Date(t.ctx.clock().getTime() + 3_600_000).toISOString();
  expect(await t.as(ayse).patch(`/conversations/${id}/me`, { mutedUntil })).toMatchObject({
    muted: true,
    mutedUntil,
  });
});
