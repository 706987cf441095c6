import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { asViewer, makeFollow } from '../../social/factory.ts';
import { changeProfile } from '../service.ts';

const t = await testServer();
afterAll(t.close);

const some = async (count: number) => (await t.members(count)) as TestMember[];
const names = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);

test('familiar followers are those whom the viewer follows, the newest first, with their number', async () => {
  const [viewer, member, ...others] = (await some(8)) as [TestMember, TestMember, ...TestMember[]];
  for (const other of others) await makeFollow(t, viewer, other);
  const followers = others.slice(0, 4);
  for (const follower of followers) await makeFollow(t, follower, member);
  const found = await t.as(viewer).get(`/users/${member.id}/familiar-followers`);
  expect(found.count).toBe(4);
  expect(names(found)).toEqual(
    followers
      .slice(1)
      .reverse()
      .map(({ id }) => id),
  );
});

test('strangers, muted members and blocked members are not among them', async () => {
  const [viewer, member, stranger, muted, blocked] = (await some(5)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  for (const other of [stranger, muted, blocked]) await makeFollow(t, other, member);
  for (const other of [muted, blocked]) await makeFollow(t, viewer, other);
  await t.as(viewer).put(`/users/${muted.id}/mute`);
  await t.as(blocked).put(`/users/${viewer.id}/block`);
  expect(await t.as(viewer).get(`/users/${member.id}/familiar-followers`)).toEqual({ items: [], count: 0 });
});

test('those of a private member are for their followers only', async () => {
  const [viewer, member, other] = (await some(3)) as [TestMember, TestMember, TestMember];
  await makeFollow(t, viewer, other);
  await makeFollow(t, other, member);
  await changeProfile(t.ctx, asViewer(member), { isPrivate: true });
  expect(await t.as(viewer).get(`/users/${member.id}/familiar-followers`)).toMatchObject({
    status: 403,
    code: 'private_account',
  });
});
