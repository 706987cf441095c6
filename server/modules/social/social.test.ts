import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePrivate, makePublic } from '../profiles/factory.ts';
import type { ListedMember } from '../profiles/index.ts';
import { asViewer, makeBlock, makeFollow, makeMute } from './factory.ts';
import { canSeeMember, followerCount, isBlockedBetween, pendingRequestCount, relations } from './index.ts';

const t = await testServer();
afterAll(t.close);

const NOTHING = {
  following: false,
  followedBy: false,
  requested: false,
  blocking: false,
  muting: false,
  repostsHidden: false,
};

const pair = async () => (await t.members(2)) as [TestMember, TestMember];
const three = async () => (await t.members(3)) as [TestMember, TestMember, TestMember];
const viewerOf = async (viewer: TestMember, other: TestMember) =>
  (await t.as(viewer).get(`/users/${other.id}`)).viewer;
const counts = async (viewer: TestMember, other: TestMember) =>
  (await t.as(viewer).get(`/users/${other.id}`)).counts;
const names = (page: { items: ListedMember[] }) => page.items.map(({ username }) => username);
const setStatus = (member: TestMember, status: string) =>
  t.ctx.pool.query('update auth.users set status = $2 where id = $1', [member.id, status]);
const jobsNamed = async (task: string, text: string) => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id
    where task.identifier = ${task} and job.payload::text like ${`%${text}%`}`.execute(t.ctx.db);
  return rows[0]?.n;
};

test('a public account is followed at once, and repeated follows count once', async () => {
  const [ayse, bora] = await pair();
  const follow = () => t.as(ayse).raw('PUT', `/users/${bora.id}/follow`);
  expect(await follow()).toMatchObject({ status: 200, body: { following: true, requested: false } });
  expect(await follow()).toMatchObject({ status: 200, body: { following: true, requested: false } });
  expect(await jobsNamed('feed.backfill', bora.id)).toBe(1);
  expect(await viewerOf(ayse, bora)).toEqual({ ...NOTHING, following: true });
  expect(await viewerOf(bora, ayse)).toEqual({ ...NOTHING, followedBy: true });
  expect(await counts(ayse, bora)).toEqual({ posts: 0, followers: 1, following: 0 });
  expect(await counts(ayse, ayse)).toEqual({ posts: 0, followers: 0, following: 1 });

  const unfollow = () => t.as(ayse).raw('DELETE', `/users/${bora.id}/follow`);
  expect(await unfollow()).toMatchObject({ status: 200, body: { following: false, requested: false } });
  expect(await unfollow()).toMatchObject({ status: 200, body: { following: false, requested: false } });
  expect(await counts(ayse, bora)).toEqual({ posts: 0, followers: 0, following: 0 });
});

test('a private account gets a request; it accepts or refuses, and the requester may withdraw it', async () => {
  const [ayse, bora] = await pair();
  await makePrivate(t, bora);
  const ask = () => t.as(ayse).put(`/users/${bora.id}/follow`);
  const respond = (method: 'PUT' | 'DELETE', path: string) =>
    t.as(bora).raw(method, `/follow-requests/${path}`);
  const waiting = async () => names(await t.as(bora).get('/follow-requests'));

  expect(await ask()).toEqual({ following: false, requested: true });
  expect(await ask()).toEqual({ following: false, requested: true });
  expect(await viewerOf(ayse, bora)).toEqual({ ...NOTHING, requested: true });
  expect(await waiting()).toEqual([ayse.username]);
  expect(await pendingRequestCount(t.ctx, bora.id)).toBe(1);
  await t.as(ayse).delete(`/users/${bora.id}/follow`);
  expect(await waiting()).toEqual([]);
  expect(await respond('PUT', `${ayse.id}/accept`)).toMatchObject({
    status: 404,
    body: { code: 'request_not_found' },
  });

  await ask();
  expect((await respond('DELETE', ayse.id)).status).toBe(204);
  expect(await respond('DELETE', ayse.id)).toMatchObject({ status: 404 });
  expect(await viewerOf(ayse, bora)).toEqual(NOTHING);

  await ask();
  expect((await respond('PUT', `${ayse.id}/accept`)).status).toBe(204);
  expect(await viewerOf(ayse, bora)).toEqual({ ...NOTHING, following: true });
  expect(await waiting()).toEqual([]);
  expect(await followerCount(t.ctx, bora.id)).toBe(1);
});

test('an account that becomes public accepts all pending requests', async () => {
  const [ayse, bora, can] = await three();
  await makePrivate(t, can);
  for (const asker of [ayse, bora]) await t.as(asker).put(`/users/${can.id}/follow`);
  await makePublic(t, can);
  await t.settled();
  expect(names(await t.as(can).get(`/users/${can.id}/followers`)).sort()).toEqual(
    [ayse.username, bora.username].sort(),
  );
  expect(await pendingRequestCount(t.ctx, can.id)).toBe(0);
});

test('an account that is private again before the jobs have run accepts nobody', async () => {
  const [ayse, bora] = await pair();
  await makePrivate(t, bora);
  await t.as(ayse).put(`/users/${bora.id}/follow`);
  await makePublic(t, bora);
  await makePrivate(t, bora);
  await t.settled();
  expect(await viewerOf(ayse, bora)).toEqual({ ...NOTHING, requested: true });
});

test('a request disappears if its member follows the account once it is public', async () => {
  const [ayse, bora] = await pair();
  await makePrivate(t, bora);
  await t.as(ayse).put(`/users/${bora.id}/follow`);
  await makePublic(t, bora);
  expect(await t.as(ayse).put(`/users/${bora.id}/follow`)).toEqual({ following: true, requested: false });
  expect(await viewerOf(ayse, bora)).toEqual({ ...NOTHING, following: true });
});

test.for([
  ['follow', 'cannot_follow_self'],
  ['block', 'cannot_block_self'],
  ['mute', 'cannot_mute_self'],
])('nobody can %s themselves, in capitals either', async ([verb, code]) => {
  const [ayse, bora] = await pair();
  for (const id of [ayse.id, ayse.id.toUpperCase()]) {
    expect(await t.as(ayse).put(`/users/${id}/${verb}`)).toMatchObject({ status: 422, code });
  }
  expect((await t.as(ayse).raw('PUT', `/users/${bora.id.toUpperCase()}/${verb}`)).status).toBeLessThan(300);
});

test.for(['follow', 'mute'])(
  'to %s blocked, blocking, suspended and unknown members fails alike',
  async (verb) => {
    const [ayse, bora, can] = await three();
    const [derya, ece] = await pair();
    await makeBlock(t, ayse, bora);
    await makeBlock(t, can, ayse);
    await setStatus(derya, 'suspended');
    const responses: unknown[] = [];
    for (const id of [bora.id, can.id, derya.id, newId()]) {
      const { requestId: _, ...problem } = await t.as(ayse).put(`/users/${id}/${verb}`);
      responses.push(problem);
    }
    expect(responses[0]).toMatchObject({ status: 404, code: 'member_not_found' });
    expect(responses).toEqual(responses.map(() => responses[0]));
    expect((await t.as(ayse).raw('PUT', `/users/${ece.id}/${verb}`)).status).toBeLessThan(300);
  },
);

test('a block ends follows and requests both ways, and hides each from the other', async () => {
  const [ayse, bora, can] = await three();
  await makeFollow(t, ayse, bora);
  await makeFollow(t, bora, ayse);
  await makePrivate(t, can);
  await t.as(ayse).put(`/users/${can.id}/follow`);
  for (const other of [bora, can]) {
    const block = () => t.as(ayse).raw('PUT', `/users/${other.id}/block`);
    expect((await block()).status).toBe(204);
    expect((await block()).status).toBe(204);
  }
  expect(await pendingRequestCount(t.ctx, can.id)).toBe(0);
  expect(await counts(ayse, ayse)).toEqual({ posts: 0, followers: 0, following: 0 });
  expect(await counts(bora, bora)).toEqual({ posts: 0, followers: 0, following: 0 });
  for (const [blocker, blocked] of [[ayse, bora] as const, [bora, ayse] as const]) {
    expect(await t.as(blocker).get(`/users/${blocked.id}`)).toMatchObject({
      status: 404,
      code: 'member_not_found',
    });
    expect(await t.as(blocker).get(`/users/${blocked.id}/followers`)).toMatchObject({ status: 404 });
    expect(await canSeeMember(t.ctx, asViewer(blocker), blocked.id)).toBe(false);
    expect(await isBlockedBetween(t.ctx, blocker.id, blocked.id)).toBe(true);
  }
  expect(names(await t.as(ayse).get('/blocks'))).toEqual([can.username, bora.username]);
  expect((await t.as(ayse).get('/blocks')).items[0].viewer).toEqual({ ...NOTHING, blocking: true });
  expect(names(await t.as(bora).get('/blocks'))).toEqual([]);

  for (let attempt = 0; attempt < 2; attempt++) {
    expect((await t.as(ayse).raw('DELETE', `/users/${bora.id}/block`)).status).toBe(204);
  }
  expect(await viewerOf(ayse, bora)).toEqual(NOTHING);
  expect(await viewerOf(bora, ayse)).toEqual(NOTHING);
  expect(await isBlockedBetween(t.ctx, ayse.id, bora.id)).toBe(false);
});

test('a blocked member may block in turn, and each unblocks only for themselves', async () => {
  const [ayse, bora] = await pair();
  await makeBlock(t, ayse, bora);
  expect((await t.as(bora).raw('PUT', `/users/${ayse.id}/block`)).status).toBe(204);
  await t.as(ayse).delete(`/users/${bora.id}/block`);
  expect(await t.as(ayse).get(`/users/${bora.id}`)).toMatchObject({ status: 404 });
  await t.as(bora).delete(`/users/${ayse.id}/block`);
  expect(await viewerOf(ayse, bora)).toEqual(NOTHING);
  expect(await t.as(ayse).put(`/users/${newId()}/block`)).toMatchObject({ status: 404 });
});

test('a mute hides nothing, is known only to the member who mutes, and is lifted again', async () => {
  const [ayse, bora] = await pair();
  await makeFollow(t, bora, ayse);
  await makeMute(t, ayse, bora);
  await makeMute(t, ayse, bora);
  expect(await viewerOf(ayse, bora)).toEqual({ ...NOTHING, followedBy: true, muting: true });
  expect(await viewerOf(bora, ayse)).toEqual({ ...NOTHING, following: true });
  expect(names(await t.as(ayse).get('/mutes'))).toEqual([bora.username]);
  expect(names(await t.as(ayse).get(`/users/${ayse.id}/followers`))).toEqual([bora.username]);
  for (let attempt = 0; attempt < 2; attempt++) {
    expect((await t.as(ayse).raw('DELETE', `/users/${bora.id}/mute`)).status).toBe(204);
  }
  expect(names(await t.as(ayse).get('/mutes'))).toEqual([]);
});

test('a follower is removed without notification, and may follow again', async () => {
  const [ayse, bora] = await pair();
  await makeFollow(t, bora, ayse);
  for (let attempt = 0; attempt < 2; attempt++) {
    expect((await t.as(ayse).raw('DELETE', `/users/${bora.id}/follower`)).status).toBe(204);
  }
  expect(await viewerOf(bora, ayse)).toEqual(NOTHING);
  expect(await t.as(bora).put(`/users/${ayse.id}/follow`)).toMatchObject({ following: true });
});

test.for(['followers', 'following'])(
  '%s of a private account are for itself and its followers',
  async (list) => {
    const [ayse, bora, can] = await three();
    await makeFollow(t, bora, ayse);
    await makePrivate(t, ayse);
    const read = (member: TestMember) => t.as(member).raw('GET', `/users/${ayse.id}/${list}`);
    expect((await read(ayse)).status).toBe(200);
    expect((await read(bora)).status).toBe(200);
    expect(await read(can)).toMatchObject({ status: 403, body: { code: 'private_account' } });
    await t.as(can).put(`/users/${ayse.id}/follow`);
    expect((await read(can)).status).toBe(403);
    await makePublic(t, ayse);
    expect((await read(can)).status).toBe(200);
  },
);

test('lists leave out members whom the viewer may not see, show the viewer’s relation, and their pages stay full', async () => {
  const star = (await t.members(1))[0]!;
  const fans = await t.members(6);
  for (const fan of fans) await makeFollow(t, fan, star);
  const follower = fans[0]!;
  await makeBlock(t, follower, fans[2]!);
  await makeBlock(t, fans[4]!, follower);
  await setStatus(fans[3]!, 'suspended');
  await makeFollow(t, follower, fans[5]!);

  const page = await t.as(follower).get(`/users/${star.id}/followers?limit=2`);
  expect(names(page)).toEqual([fans[5]!.username, fans[1]!.username]);
  expect(page.items[0]).toEqual({
    id: fans[5]!.id,
    username: fans[5]!.username,
    displayName: fans[5]!.displayName,
    avatarUrl: null,
    university: 'Çınar Üniversitesi',
    universityTr: 'Çınar Üniversitesi',
    official: null,
    bio: '',
    isPrivate: false,
    viewer: { ...NOTHING, following: true },
  });
  const last = await t.as(follower).get(`/users/${star.id}/followers?limit=2&cursor=${page.nextCursor}`);
  expect(names(last)).toEqual([follower.username]);
  expect(last.nextCursor).toBeNull();
});

test('pages of followers neither repeat nor skip while others follow and unfollow', async () => {
  const [star, ...fans] = (await t.members(12)) as [TestMember, ...TestMember[]];
  for (const fan of fans.slice(0, 9)) await makeFollow(t, fan, star);
  const seen: string[] = [];
  let cursor: string | null = '';
  for (let step = 0; cursor !== null; step++) {
    const page = await t.as(star).get(`/users/${star.id}/followers?limit=3${cursor && `&cursor=${cursor}`}`);
    seen.push(...names(page));
    cursor = page.nextCursor;
    if (step === 0) {
      await makeFollow(t, fans[9]!, star);
      await t.as(fans[8]!).delete(`/users/${star.id}/follow`);
    }
  }
  expect(seen).toEqual(
    fans
      .slice(0, 9)
      .reverse()
      .map(({ username }) => username),
  );
});

test('the request of a member who was suspended since is neither listed nor counted nor accepted', async () => {
  const [ayse, bora] = await pair();
  await makePrivate(t, bora);
  await t.as(ayse).put(`/users/${bora.id}/follow`);
  await setStatus(ayse, 'suspended');
  expect(names(await t.as(bora).get('/follow-requests'))).toEqual([]);
  expect(await pendingRequestCount(t.ctx, bora.id)).toBe(0);
  expect(await t.as(bora).put(`/follow-requests/${ayse.id}/accept`)).toMatchObject({ status: 404 });
  await setStatus(ayse, 'active');
  expect((await t.as(bora).raw('PUT', `/follow-requests/${ayse.id}/accept`)).status).toBe(204);
});

test('nobody follows more than 7,500, not even by requests to private accounts', async () => {
  const [ayse, bora, can] = await three();
  const [derya] = await pair();
  await makePrivate(t, can);
  await t.as(ayse).put(`/users/${can.id}/follow`);
  // 7,498 existing follows: with the request to can there is room for one more.
  await t.ctx.pool.query(
    `with made as (
       insert into auth.users (id, username, display_name, email, mailbox, status, university_id, affiliation)
       select gen_random_uuid(), 'kalabalik_' || n, 'Üye', 'k' || n || '@x.edu', 'k' || n || '@x.edu', 'active', $2, 'student'
       from generate_series(1, 7498) n returning id)
     insert into social.follows select $1, id, id from made`,
    [ayse.id, ayse.universityId],
  );
  await t.ctx.pool.query(
    `insert into social.member_counts (user_id, following) values ($1, 7498)
     on conflict (user_id) do update set following = 7498`,
    [ayse.id],
  );
  const follow = (member: TestMember) => t.as(ayse).put(`/users/${member.id}/follow`);
  const full = { status: 422, code: 'too_many_follows' };
  expect(await follow(bora)).toEqual({ following: true, requested: false });
  await makePrivate(t, derya);
  expect(await follow(derya)).toMatchObject(full);
  expect(await viewerOf(ayse, derya)).toEqual(NOTHING);

  await makePublic(t, derya);
  expect(await follow(derya)).toEqual({ following: true, requested: false });
  expect((await counts(ayse, ayse)).following).toBe(7_500);
  expect(await follow(derya)).toEqual({ following: true, requested: false });

  expect(await t.as(can).put(`/follow-requests/${ayse.id}/accept`)).toMatchObject(full);
  expect(await viewerOf(ayse, can)).toEqual({ ...NOTHING, requested: true });
  await makePublic(t, can);
  await t.settled();
  expect(await viewerOf(ayse, can)).toEqual(NOTHING);
  expect((await counts(ayse, ayse)).following).toBe(7_500);
});

test('relations to many members come in one answer', async () => {
  const [ayse, bora, can] = await three();
  await makeFollow(t, ayse, bora);
  await makeMute(t, ayse, can);
  expect(await relations(t.ctx, asViewer(ayse), [bora.id, can.id])).toEqual(
    new Map([
      [bora.id, { ...NOTHING, following: true }],
      [can.id, { ...NOTHING, muting: true }],
    ]),
  );
  expect(await relations(t.ctx, asViewer(ayse), [])).toEqual(new Map());
});
