import { beforeAll, describe, expect, test } from 'vitest';
import { makeGroup, makeMessage } from '../../../server/modules/messaging/factory.ts';
import type { TestMember } from '../../../server/testing/server.ts';
import { account, member, testEndpoints } from './rig.ts';

const t = await testEndpoints('messaging', {
  'GET /api/v1/conversations': member(200),
  'POST /api/v1/conversations': member(404, {
    body: { type: 'direct', participantIds: ['01890000-0000-7000-8000-000000000000'] },
  }),
  'GET /api/v1/conversations/unread': member(200),
  'GET /api/v1/conversations/settings': member(200),
  'PATCH /api/v1/conversations/settings': member(200, { body: { typing: false } }),
  'POST /api/v1/conversations/sync': member(200, { body: { conversations: {} } }),
  'GET /api/v1/conversations/{id}': member(404, { own: 200 }),
  'PATCH /api/v1/conversations/{id}': member(404, { own: 200, body: { name: 'Başka ad' } }),
  'DELETE /api/v1/conversations/{id}': member(404, { own: 204 }),
  'PATCH /api/v1/conversations/{id}/me': member(404, { own: 200, body: { muted: true } }),
  'PUT /api/v1/conversations/{id}/accept': member(404, { own: 200 }),
  'PUT /api/v1/conversations/{id}/read': member(404, { own: 200, body: { seq: 1 } }),
  'PUT /api/v1/conversations/{id}/delivered': member(404, { own: 200, body: { seq: 1 } }),
  'GET /api/v1/conversations/{id}/participants': member(404, { own: 200 }),
  'PUT /api/v1/conversations/{id}/participants/{userId}': member(404, { own: 200, body: {} }),
  'DELETE /api/v1/conversations/{id}/participants/{userId}': member(404, { own: 204 }),
  'GET /api/v1/conversations/{id}/messages': member(404, { own: 200 }),
  'GET /api/v1/conversations/{id}/messages?show=blocked': member(404, { own: 200 }),
  'POST /api/v1/conversations/{id}/messages': member(404, {
    own: 201,
    body: { clientId: 'bir', content: 'Selam' },
  }),
  'GET /api/v1/conversations/{id}/draft': member(404, { own: 200 }),
  'PUT /api/v1/conversations/{id}/draft': member(404, { own: 200, body: { content: 'Yarın' } }),
  'GET /api/v1/conversations/{id}/pins': member(404, { own: 200 }),
  'GET /api/v1/users/me/exports': account(200),
  'POST /api/v1/users/me/exports': account(202, {}),
  'DELETE /api/v1/users/me/exports/{id}': account(404),
  'GET /api/v1/conversations/exports': member(200),
  'POST /api/v1/conversations/exports': member(202, { body: { timeZone: 'Europe/Istanbul' } }),
  'GET /api/v1/conversations/exports/{id}': member(404, { own: 200 }),
  'DELETE /api/v1/conversations/exports/{id}': member(404, { own: 204 }),
  'GET /api/v1/conversations/{id}/search?q=vize': member(404, { own: 200 }),
  'GET /api/v1/conversations/{id}/shared?kind=image': member(404, { own: 200 }),
  'GET /api/v1/conversations/{id}/shared?kind=link': member(404, { own: 200 }),
  'GET /api/v1/conversations/search?q=vize': member(200),
  'GET /api/v1/conversations/{id}/invites': member(404, { own: 200 }),
  'POST /api/v1/conversations/{id}/invites': member(404, { own: 201, body: {} }),
  'DELETE /api/v1/conversations/{id}/invites/{inviteId}': member(404),
  'POST /api/v1/conversations/invites/preview': member(404, { body: { token: 'x'.repeat(24) } }),
  'POST /api/v1/conversations/invites/join': member(404, { body: { token: 'x'.repeat(24) } }),
  'PUT /api/v1/messages/{id}/pin': member(404, { own: 200 }),
  'DELETE /api/v1/messages/{id}/pin': member(404, { own: 200 }),
  'GET /api/v1/messages/{id}': member(404, { own: 200 }),
  'GET /api/v1/messages/{id}?show=blocked': member(404, { own: 200 }),
  'PATCH /api/v1/messages/{id}': member(404, { own: 200, body: { content: 'Düzeltildi' } }),
  'DELETE /api/v1/messages/{id}': member(404, { own: 204 }),
  'PUT /api/v1/messages/{id}/reactions/{emoji}': member(404, { own: 200 }),
  'DELETE /api/v1/messages/{id}/reactions/{emoji}': member(404, { own: 200 }),
});

describe('a message in a group whose sender some participants block', () => {
  const WORDS = 'gizli söz';
  /**
   * What an answer contains of the message: its content, its content with another fold state, only its position, nothing; or a
   * refusal.
   */
  type Visible = 'words' | 'unfolded' | 'place' | 'nothing' | 401 | 404;
  /** Who calls; what they get of the message itself, by default and with `show=blocked`; and of the group's messages. */
  const rows: [caller: string, byDefault: Visible, shown: Visible, listed?: Visible][] = [
    ['a participant who blocks the author', 'place', 'unfolded'],
    ['an invited member who blocks the author', 'place', 'unfolded'],
    ['a participant who blocks nobody', 'words', 'words'],
    ['the author', 'words', 'words'],
    ['a newcomer without access to the history', 404, 404, 'nothing'],
    ['a former participant', 404, 404],
    ['a removed participant', 404, 404],
    ['a removed participant who blocks the author', 404, 404],
    ['a stranger', 404, 404],
    ['a stranger whom the author blocks', 404, 404],
    ['a moderator', 404, 404],
    ['an admin', 404, 404],
    ['a caller who is not signed in', 401, 401],
  ];
  let people: Record<string, TestMember | undefined>;
  let paths: { item: string; list: string };
  let messageId: string;

  beforeAll(async () => {
    const members = (await t.members(10)) as [TestMember, TestMember, ...TestMember[]];
    const [owner, writer, ...others] = members;
    const [blocker, requested, newcomer, left, removed, removedBlocker, stranger, blocked] = others;
    const [moderator] = await t.members(1, { roles: ['moderator'] });
    const [admin] = await t.members(1, { roles: ['admin'] });
    people = {
      'a participant who blocks the author': blocker,
      'an invited member who blocks the author': requested,
      'a participant who blocks nobody': owner,
      'the author': writer,
      'a newcomer without access to the history': newcomer,
      'a former participant': left,
      'a removed participant': removed,
      'a removed participant who blocks the author': removedBlocker,
      'a stranger': stranger,
      'a stranger whom the author blocks': blocked,
      'a moderator': moderator,
      'an admin': admin,
    };
    const group = await makeGroup(t, [owner, writer, blocker!, left!, removed!, removedBlocker!]);
    const participants = `/conversations/${group.id}/participants`;
    await t.as(owner).put(`${participants}/${requested!.id}`, {});
    const { id, seq } = await makeMessage(t, writer, group, WORDS);
    messageId = id;
    paths = {
      item: `/messages/${id}?`,
      list: `/conversations/${group.id}/messages?limit=1&afterSeq=${seq - 1}&`,
    };
    await t.as(owner).patch(`/conversations/${group.id}`, { history: 'joined' });
    await t.as(owner).put(`${participants}/${newcomer!.id}`, {});
    for (const item of [blocker!, requested!, removedBlocker!])
      await t.as(item).put(`/users/${writer.id}/block`);
    await t.as(writer).put(`/users/${blocked!.id}/block`);
    await t.as(left!).delete(`${participants}/${left!.id}`);
    for (const item of [removed!, removedBlocker!]) await t.as(owner).delete(`${participants}/${item.id}`);
  });

  test.each(rows)('for %s', async (who, usual, shown, listed) => {
    const token = people[who]?.accessToken;
    const visibleIn = async (path: string): Promise<Visible> => {
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const { status, body } = await t.anyone.raw('GET', path, { headers });
      if (status !== 200) return status as 401 | 404; // otherwise the comparison fails
      const found = [body, ...(body.items ?? [])].find(({ id }) => id === messageId);
      if (!JSON.stringify(body).includes(WORDS)) return found ? 'place' : 'nothing';
      return found.senderBlocked ? 'unfolded' : 'words';
    };
    for (const [path, expected] of [
      [paths.item, [usual, shown]],
      [paths.list, [listed ?? usual, listed ?? shown]],
    ] as const)
      expect([await visibleIn(path), await visibleIn(`${path}show=blocked`)], path).toEqual(expected);
  });
});
