import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../social/factory.ts';
import { SuggestedMembers } from './schemas.ts';

let t: TestServer;
beforeEach(async () => {
  t = await testServer();
});
afterEach(() => t.close());

const suggestedTo = async (member: TestMember, query = '?limit=50') =>
  SuggestedMembers.parse(await t.as(member).get(`/users/suggestions${query}`)).items;
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);

async function choose(): Promise<void> {
  await t.settled();
  await t.ctx.jobs.add('feed.computeNotable', {});
  await t.settled();
}

test('friends of friends come first, with the names of the friends, the most shared before the others', async () => {
  const [reader, one, two, shared, single, far] = (await t.members(6)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  for (const friend of [one, two]) {
    await makeFollow(t, reader, friend);
    await makeFollow(t, friend, shared);
  }
  await makeFollow(t, one, single);
  await makeFollow(t, single, far);
  await suggestedTo(reader);
  await choose();
  const items = await suggestedTo(reader);
  expect(idsOf(items).slice(0, 2)).toEqual([shared.id, single.id]);
  expect(items[0]?.reason).toMatchObject({ kind: 'followed_by', count: 2 });
  expect(items[1]?.reason).toMatchObject({ kind: 'followed_by', members: [{ id: one.id }], count: 1 });
  for (const { score } of items)
    expect(score.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score.total);
});

test('a follower whom the viewer does not follow back is suggested, with that reason', async () => {
  const [reader, fan, other] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  await makeFollow(t, fan, reader);
  await choose();
  const items = await suggestedTo(reader);
  expect(items[0]).toMatchObject({ id: fan.id, reason: { kind: 'follows_you' } });
  expect(items.find(({ id }) => id === other.id)?.reason.kind).not.toBe('follows_you');
  await makeBlock(t, fan, reader);
  expect(idsOf(await suggestedTo(reader))).not.toContain(fan.id);
});

test('a viewer who follows nobody gets members of their department, then the most followed of their university', async () => {
  const [reader, colleague, known, fan] = (await t.members(4)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  await t.as(reader).patch('/users/me', { department: 'Makine Mühendisliği', graduationYear: 2028 });
  await t.as(colleague).patch('/users/me', { department: 'Makine Mühendisliği', graduationYear: 2028 });
  await makeFollow(t, fan, known);
  await choose();
  const items = await suggestedTo(reader);
  expect(items[0]).toMatchObject({ id: colleague.id, reason: { kind: 'same_department' } });
  expect(items[1]).toMatchObject({ id: known.id, reason: { kind: 'same_university' } });
});

test('on a new campus those who post come before silent members, and members of the department before them', async () => {
  const [reader, colleague, poster, closed] = (await t.members(4)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  await t.members(50);
  for (const author of [poster, closed]) await makePost(t, { author });
  await t.as(closed).patch('/users/me', { isPrivate: true });
  for (const member of [reader, colleague]) await t.as(member).patch('/users/me', { department: 'Hukuk' });
  await t.settled();
  await t.ctx.jobs.add('feed.computePool', {});
  await choose();
  const items = await suggestedTo(reader, '?limit=12');
  expect(idsOf(items).slice(0, 2)).toEqual([colleague.id, poster.id]);
  expect(items).toHaveLength(12);
  expect(idsOf(items)).not.toContain(closed.id);
});

test('an author under a hashtag that the viewer follows is suggested for it', async () => {
  const [reader, writer] = (await t.members(2, { university: 'nar' })) as [TestMember, TestMember];
  const [elsewhere] = await t.members(1);
  await t.as(reader).put('/hashtags/fotoğraf/follow');
  await makePost(t, { author: elsewhere!, content: 'Gün batımı #fotoğraf' });
  await makePost(t, { author: writer, content: 'gizli #fotoğraf', visibility: 'followers' });
  await choose();
  const items = await suggestedTo(reader);
  expect(items[0]).toMatchObject({ id: elsewhere!.id, reason: { kind: 'hashtag', tag: 'fotoğraf' } });
  expect(items.find(({ id }) => id === writer.id)?.reason.kind).not.toBe('hashtag');
});

test('never suggests the viewer, followees, requested, muted, blocked, blocking, suspended or dismissed members', async () => {
  const members = await t.members(8);
  const [reader, followed, requested, muted, blocked, blocker, dismissed, open] = members as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const [suspended] = await t.members(1);
  const [admin] = await t.members(1, { roles: ['admin'] });
  for (const member of [...members, suspended!]) if (member !== admin) await makeFollow(t, admin!, member);
  await choose();
  await t.as(requested).patch('/users/me', { isPrivate: true });
  await makeFollow(t, reader, followed);
  await t.as(reader).put(`/users/${requested.id}/follow`);
  await makeMute(t, reader, muted);
  await makeBlock(t, reader, blocked);
  await makeBlock(t, blocker, reader);
  await t.as(reader).delete(`/users/suggestions/${dismissed.id}`);
  await t.as(reader).delete(`/users/suggestions/${dismissed.id}`);
  await t.as(admin!).put(`/admin/users/${suspended!.id}/suspension`, { reason: 'Spam' });
  const found = idsOf(await suggestedTo(reader));
  expect(found).toContain(open.id);
  for (const member of [reader, followed, requested, muted, blocked, blocker, dismissed])
    expect(found).not.toContain(member.id);
  await t.as(reader).put(`/users/suggestions/${dismissed.id}`);
  expect(idsOf(await suggestedTo(reader))).toContain(dismissed.id);
});

test('a hidden member cannot be dismissed, and is not distinguished from a missing one', async () => {
  const [reader, blocker] = (await t.members(2)) as [TestMember, TestMember];
  await makeBlock(t, blocker, reader);
  for (const id of [blocker.id, '01a1fc78-50e2-7394-af49-bdfdef947f2b'])
    expect(await t.as(reader).delete(`/users/suggestions/${id}`)).toMatchObject({
      status: 404,
      code: 'member_not_found',
    });
});
