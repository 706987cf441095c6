import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeGroup, makeMessage } from '../factory.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

/** How somebody stands to a group in which admins alone write and add others. */
const standings = [
  'owner',
  'admin',
  'member',
  'invited as an admin',
  'invited',
  'an admin who left',
  'an admin who was removed',
  'a stranger',
] as const;
type Standing = (typeof standings)[number];

const leads = (standing: Standing) => standing === 'owner' || standing === 'admin';
const isInvited = (standing: Standing) => standing.startsWith('invited');
const isIn = (standing: Standing) => leads(standing) || standing === 'member' || isInvited(standing);

interface Group {
  id: string;
  /** Its owner, or where the caller is that, another admin. */
  leader: TestMember;
  member: TestMember;
  caller: TestMember;
}

async function groupWith(standing: Standing): Promise<Group> {
  const [leader, member, caller] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const others: TestMember[] = isIn(standing) && !isInvited(standing) ? [member, caller] : [member];
  const { id } = await makeGroup(t, [leader, ...others]);
  const give = (role: string) => t.as(leader).put(`/conversations/${id}/participants/${caller.id}`, { role });
  const out = (by: TestMember) => t.as(by).delete(`/conversations/${id}/participants/${caller.id}`);
  if (standing !== 'a stranger' && standing !== 'invited' && standing !== 'member')
    await give(standing === 'owner' ? 'owner' : 'admin');
  if (standing === 'invited') await give('member');
  if (standing.startsWith('an admin who')) {
    await t.as(caller).put(`/conversations/${id}/accept`);
    await out(standing.endsWith('left') ? caller : leader);
  }
  const lead = standing === 'owner' ? caller : leader;
  await t.as(lead).patch(`/conversations/${id}`, { whoWrites: 'admins' });
  return { id, leader, member, caller };
}

interface Answer {
  status: number;
  body: { code?: string };
}
const ok = (status: number): Expected => ({ status });
const refused = (status: number, code: string): Expected => ({ status, body: { code } });
type Expected = { status: number; body?: { code: string } };

const byLead =
  (status: number, notLeading = 'admins_only', invited = notLeading, notFound = 'conversation_not_found') =>
  (standing: Standing): Expected => {
    if (leads(standing)) return ok(status);
    if (!isIn(standing)) return refused(404, notFound);
    return refused(403, isInvited(standing) ? invited : notLeading);
  };

/** What leads to a decision on the group, and what each is answered. */
const acts: Record<
  string,
  { act: (group: Group) => Promise<Answer>; expected: (standing: Standing) => Expected }
> = {
  'changes its name': {
    act: ({ id, caller }) => t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { name: 'Yeni' } }),
    expected: byLead(200),
  },
  'takes its picture away': {
    act: ({ id, caller }) => t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { mediaId: null } }),
    expected: byLead(200),
  },
  'changes what new members read': {
    act: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { history: 'joined' } }),
    expected: byLead(200),
  },
  'changes who writes': {
    act: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { whoWrites: 'admins' } }),
    expected: byLead(200),
  },
  'changes who adds others': {
    act: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { whoAdds: 'admins' } }),
    expected: byLead(200),
  },
  'changes how long messages stay': {
    act: ({ id, caller }) =>
      t.as(caller).raw('PATCH', `/conversations/${id}`, { body: { disappearAfterSeconds: 86_400 } }),
    expected: byLead(200),
  },
  'adds somebody': {
    act: async ({ id, caller }) => {
      const [other] = (await t.members(1)) as [TestMember];
      return t.as(caller).raw('PUT', `/conversations/${id}/participants/${other.id}`, { body: {} });
    },
    expected: byLead(200),
  },
  'lists invitations': {
    act: ({ id, caller }) => t.as(caller).raw('GET', `/conversations/${id}/invites`),
    expected: byLead(200),
  },
  'makes an invitation': {
    act: ({ id, caller }) => t.as(caller).raw('POST', `/conversations/${id}/invites`, { body: {} }),
    expected: byLead(201),
  },
  'withdraws an invitation': {
    act: async ({ id, caller, leader }) => {
      const invite = await t.as(leader).post(`/conversations/${id}/invites`, {});
      return t.as(caller).raw('DELETE', `/conversations/${id}/invites/${invite.id}`);
    },
    expected: byLead(204),
  },
  'deletes what somebody else wrote': {
    act: async ({ id, caller, leader }) => {
      const message = await makeMessage(t, leader, { id });
      return t.as(caller).raw('DELETE', `/messages/${message.id}`);
    },
    expected: byLead(204, 'not_your_message', 'not_your_message', 'message_not_found'),
  },
  'pins a message': {
    act: async ({ id, caller, leader }) => {
      const message = await makeMessage(t, leader, { id });
      return t.as(caller).raw('PUT', `/messages/${message.id}/pin`);
    },
    expected: byLead(200, 'admins_only', 'request_not_accepted', 'message_not_found'),
  },
  'takes a pin away': {
    act: async ({ id, caller, leader }) => {
      const message = await makeMessage(t, leader, { id });
      await t.as(leader).put(`/messages/${message.id}/pin`);
      return t.as(caller).raw('DELETE', `/messages/${message.id}/pin`);
    },
    expected: byLead(200, 'admins_only', 'request_not_accepted', 'message_not_found'),
  },
  'writes where admins alone write': {
    act: ({ id, caller }) =>
      t
        .as(caller)
        .raw('POST', `/conversations/${id}/messages`, { body: { clientId: 'bir', content: 'Selam' } }),
    expected: byLead(201, 'only_admins_write'),
  },
  'gives somebody a role': {
    act: ({ id, caller, member }) =>
      t.as(caller).raw('PUT', `/conversations/${id}/participants/${member.id}`, { body: { role: 'admin' } }),
    expected: (standing) =>
      standing === 'owner'
        ? ok(200)
        : isIn(standing)
          ? refused(403, 'owner_only')
          : refused(404, 'conversation_not_found'),
  },
  'takes a member out': {
    act: async ({ id, caller, member, leader }) => {
      // The act before may have made them an admin.
      const lead = (await t.as(leader).get(`/conversations/${id}`)).role === 'owner' ? leader : caller;
      await t.as(lead).put(`/conversations/${id}/participants/${member.id}`, { role: 'member' });
      return t.as(caller).raw('DELETE', `/conversations/${id}/participants/${member.id}`);
    },
    expected: byLead(204),
  },
};

describe.each(standings)('%s', (standing) => {
  let group: Group;
  beforeAll(async () => {
    group = await groupWith(standing);
  });

  test.each(Object.keys(acts))('%s, or is refused', async (name) => {
    const { act, expected } = acts[name] as (typeof acts)[string];
    expect(await act(group)).toMatchObject(expected(standing));
    // What was refused has not joined them either.
    if (isInvited(standing))
      expect(await t.as(group.caller).get(`/conversations/${group.id}`)).toMatchObject({ request: true });
  });
});
