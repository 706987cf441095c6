import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeGroup, makeMessage } from '../factory.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

/** Positions of a member in a group where only admins write and add others. */
const positions = [
  'owner',
  'admin',
  'member',
  'invited as an admin',
  'invited',
  'an admin who left',
  'an admin who was removed',
  'a stranger',
] as const;
type Position = (typeof positions)[number];

const isAdmin = (position: Position) => position === 'owner' || position === 'admin';
const isInvited = (position: Position) => position.startsWith('invited');
const isParticipant = (position: Position) =>
  isAdmin(position) || position === 'member' || isInvited(position);

interface Group {
  id: string;
  /** The owner, or another admin if the caller is the owner. */
  leader: TestMember;
  member: TestMember;
  caller: TestMember;
}

async function createGroupWith(position: Position): Promise<Group> {
  const [leader, member, caller] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const others: TestMember[] = isParticipant(position) && !isInvited(position) ? [member, caller] : [member];
  const { id } = await makeGroup(t, [leader, ...others]);
  const setRole = (role: string) =>
    t.as(leader).put(`/conversations/${id}/participants/${caller.id}`, { role });
  const removeCaller = (by: TestMember) => t.as(by).delete(`/conversations/${id}/participants/${caller.id}`);
  if (position !== 'a stranger' && position !== 'invited' && position !== 'member')
    await setRole(position === 'owner' ? 'owner' : 'admin');
  if (position === 'invited') await setRole('member');
  if (position.startsWith('an admin who')) {
    await t.as(caller).put(`/conversations/${id}/accept`);
    await removeCaller(position.endsWith('left') ? caller : leader);
  }
  const admin = position === 'owner' ? caller : leader;
  await t.as(admin).patch(`/conversations/${id}`, { whoWrites: 'admins' });
  return { id, leader, member, caller };
}

interface Answer {
  status: number;
  body: { code?: string };
}
const ok = (status: number): Expected => ({ status });
const refused = (status: number, code: string): Expected => ({ status, body: { code } });
type Expected = { status: number; body?: { code: string } };

const expectedByRole =
  (status: number, otherwise = 'admins_only', invited = otherwise, notFound = 'conversation_not_found') =>
  (position: Position): Expected => {
    if (isAdmin(position)) return ok(status);
    if (!isParticipant(position)) return refused(404, notFound);
    return refused(403, isInvited(position) ? invited : otherwise);
  };

/** Actions that need a right in the group, with the expected answer for each position. */
const actions: Record<
  string,
  { action: (group: Group) => Promise<Answer>; expected: (position: Position) => Expected }
> = {
  'changes its name': {
    action: ({ id, caller }) => t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { name: 'Yeni' } }),
    expected: expectedByRole(200),
  },
  'takes its picture away': {
    action: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { mediaId: null } }),
    expected: expectedByRole(200),
  },
  'changes what new members read': {
    action: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { history: 'joined' } }),
    expected: expectedByRole(200),
  },
  'changes who writes': {
    action: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { whoWrites: 'admins' } }),
    expected: expectedByRole(200),
  },
  'changes who adds others': {
    action: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { whoAdds: 'admins' } }),
    expected: expectedByRole(200),
  },
  'changes how long messages stay': {
    action: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { disappearAfterSeconds: 86_400 } }),
    expected: expectedByRole(200),
  },
  'adds somebody': {
    action: async ({ id, caller }) => {
      const [other] = (await t.members(1)) as [TestMember];
      return t.as(caller).raw('PUT', `/conversations/${id}/participants/${other.id}`, { body: {} });
    },
    expected: expectedByRole(200),
  },
  'lists invitations': {
    action: ({ id, caller }) => t.as(caller).raw('GET', `/conversations/${id}/invites`),
    expected: expectedByRole(200),
  },
  'makes an invitation': {
    action: ({ id, caller }) => t.as(caller).raw('POST', `/conversations/${id}/invites`, { body: {} }),
    expected: expectedByRole(201),
  },
  'withdraws an invitation': {
    action: async ({ id, caller, leader }) => {
      const invite = await t.as(leader).post(`/conversations/${id}/invites`, {});
      return t.as(caller).raw('DELETE', `/conversations/${id}/invites/${invite.id}`);
    },
    expected: expectedByRole(204),
  },
  'deletes what somebody else wrote': {
    action: async ({ id, caller, leader }) => {
      const message = await makeMessage(t, leader, { id });
      return t.as(caller).raw('DELETE', `/messages/${message.id}`);
    },
    expected: expectedByRole(204, 'not_your_message', 'not_your_message', 'message_not_found'),
  },
  'pins a message': {
    action: async ({ id, caller, leader }) => {
      const message = await makeMessage(t, leader, { id });
      return t.as(caller).raw('PUT', `/messages/${message.id}/pin`);
    },
    expected: expectedByRole(200, 'admins_only', 'request_not_accepted', 'message_not_found'),
  },
  'takes a pin away': {
    action: async ({ id, caller, leader }) => {
      const message = await makeMessage(t, leader, { id });
      await t.as(leader).put(`/messages/${message.id}/pin`);
      return t.as(caller).raw('DELETE', `/messages/${message.id}/pin`);
    },
    expected: expectedByRole(200, 'admins_only', 'request_not_accepted', 'message_not_found'),
  },
  'writes where admins alone write': {
    action: ({ id, caller }) =>
      t
        .as(caller)
        .raw('POST', `/conversations/${id}/messages`, { body: { clientId: 'bir', content: 'Selam' } }),
    expected: expectedByRole(201, 'only_admins_write'),
  },
  'gives somebody a role': {
    action: ({ id, caller, member }) =>
      t.as(caller).raw('PUT', `/conversations/${id}/participants/${member.id}`, { body: { role: 'admin' } }),
    expected: (position) =>
      position === 'owner'
        ? ok(200)
        : isParticipant(position)
          ? refused(403, 'owner_only')
          : refused(404, 'conversation_not_found'),
  },
  'takes a member out': {
    action: async ({ id, caller, member, leader }) => {
      // The previous action may have made them an admin.
      const admin = (await t.as(leader).get(`/conversations/${id}`)).role === 'owner' ? leader : caller;
      await t.as(admin).put(`/conversations/${id}/participants/${member.id}`, { role: 'member' });
      return t.as(caller).raw('DELETE', `/conversations/${id}/participants/${member.id}`);
    },
    expected: expectedByRole(204),
  },
};

describe.each(positions)('%s', (position) => {
  let group: Group;
  beforeAll(async () => {
    group = await createGroupWith(position);
  });

  test.each(Object.keys(actions))('%s, or is refused', async (name) => {
    const { action, expected } = actions[name] as (typeof actions)[string];
    expect(await action(group)).toMatchObject(expected(position));
    // A refused action did not make them join either.
    if (isInvited(position))
      expect(await t.as(group.caller).get(`/conversations/${group.id}`)).toMatchObject({ request: true });
  });
});
