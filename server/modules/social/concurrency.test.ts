import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock, inLockOrder } from '../../testing/held-lock.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { acceptAllRequests } from './service.ts';

/* Pairs of requests between two members, each in both orders. */

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

type Call = () => Promise<{ status: number; body: { code?: string } }>;
const call =
  (caller: TestMember, method: 'PUT' | 'DELETE' | 'PATCH', path: string, body?: object): Call =>
  () =>
    t.as(caller).raw(method, path, body === undefined ? {} : { body });

/** Two members; Bora's account may be private. */
async function two({ isPrivate }: { isPrivate: boolean }) {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  if (isPrivate) await call(bora, 'PATCH', '/users/me', { isPrivate: true })();
  return { ayse, bora };
}
const follow = (caller: TestMember, target: TestMember) => call(caller, 'PUT', `/users/${target.id}/follow`);
const unfollow = (caller: TestMember, target: TestMember) =>
  call(caller, 'DELETE', `/users/${target.id}/follow`);
const block = (caller: TestMember, target: TestMember) => call(caller, 'PUT', `/users/${target.id}/block`);
const accept = (caller: TestMember, asker: TestMember) =>
  call(caller, 'PUT', `/follow-requests/${asker.id}/accept`);
const decline = (caller: TestMember, asker: TestMember) =>
  call(caller, 'DELETE', `/follow-requests/${asker.id}`);
const turn = (caller: TestMember, isPrivate: boolean) => call(caller, 'PATCH', '/users/me', { isPrivate });

const holdPair = (a: TestMember, b: TestMember) =>
  holdLock(t, 'select pg_advisory_xact_lock(hashtextextended($1, 11))', [[a.id, b.id].sort().join(' ')]);
const holdAudience = (member: TestMember) =>
  holdLock(t, 'select pg_advisory_xact_lock(hashtextextended($1, 17))', [member.id]);
const holdRequest = (asker: TestMember, of: TestMember) =>
  holdLock(t, 'select from social.follow_requests where requester_id = $1 and target_id = $2 for update', [
    asker.id,
    of.id,
  ]);

/** The final relation of two members, and whether the counters agree. */
async function relationOf(ayse: TestMember, bora: TestMember) {
  const { rows } = await t.ctx.pool.query(
    `select exists (select from social.follows where follower_id = $1 and followee_id = $2) as follows,
       exists (select from social.follow_requests where requester_id = $1 and target_id = $2) as requested,
       exists (select from social.blocks where blocker_id = $2 and blocked_id = $1) as blocked,
       coalesce((select following from social.member_counts where user_id = $1), 0) as following,
       coalesce((select followers from social.member_counts where user_id = $2), 0) as followers`,
    [ayse.id, bora.id],
  );
  const { follows, requested, blocked, following, followers } = rows[0];
  expect([following, followers]).toEqual(follows ? [1, 1] : [0, 0]);
  return { follows, requested, blocked };
}
const outcome = (responses: { status: number; body: { code?: string } }[]) =>
  responses.map(({ status, body }) => body?.code ?? status);

test.each([{ isPrivate: false }, { isPrivate: true }])(
  'a concurrent block and follow leave only the block ($isPrivate)',
  async (account) => {
    for (const blockFirst of [true, false]) {
      const { ayse, bora } = await two(account);
      const acts = [block(bora, ayse), follow(ayse, bora)];
      const responses = await inLockOrder(
        await holdPair(ayse, bora),
        ...(blockFirst ? acts : acts.reverse()),
      );
      expect(outcome(responses)).toEqual(blockFirst ? [204, 'member_not_found'] : [200, 204]);
      expect(await relationOf(ayse, bora)).toEqual({ follows: false, requested: false, blocked: true });
    }
  },
);

test('a concurrent block and acceptance of a request leave only the block, no matter who blocks', async () => {
  for (const blockFirst of [true, false])
    for (const blocker of ['requester', 'target']) {
      const { ayse, bora } = await two({ isPrivate: true });
      await follow(ayse, bora)();
      const acts = [blocker === 'target' ? block(bora, ayse) : block(ayse, bora), accept(bora, ayse)];
      const responses = await inLockOrder(
        await holdPair(ayse, bora),
        ...(blockFirst ? acts : acts.reverse()),
      );
      expect(outcome(responses)).toEqual(blockFirst ? [204, 'request_not_found'] : [204, 204]);
      expect(await relationOf(ayse, bora)).toMatchObject({ follows: false, requested: false });
    }
});

test('a request that is accepted and withdrawn concurrently ends as the last one says', async () => {
  for (const acceptFirst of [true, false]) {
    const { ayse, bora } = await two({ isPrivate: true });
    await follow(ayse, bora)();
    const acts = [accept(bora, ayse), unfollow(ayse, bora)];
    const responses = await inLockOrder(await holdPair(ayse, bora), ...(acceptFirst ? acts : acts.reverse()));
    expect(outcome(responses)).toEqual(acceptFirst ? [204, 200] : [200, 'request_not_found']);
    expect(await relationOf(ayse, bora)).toEqual({ follows: false, requested: false, blocked: false });
  }
});

test('a request that is accepted and refused concurrently is one of both', async () => {
  for (const acceptFirst of [true, false]) {
    const { ayse, bora } = await two({ isPrivate: true });
    await follow(ayse, bora)();
    const acts = [accept(bora, ayse), decline(bora, ayse)];
    const responses = await inLockOrder(
      await holdRequest(ayse, bora),
      ...(acceptFirst ? acts : acts.reverse()),
    );
    expect(outcome(responses)).toEqual([204, 'request_not_found']);
    expect(await relationOf(ayse, bora)).toEqual({ follows: acceptFirst, requested: false, blocked: false });
  }
});

test('a follow while an account turns private is a request, and while it turns public is none', async () => {
  for (const isPrivate of [false, true]) {
    const { ayse, bora } = await two({ isPrivate });
    const responses = await inLockOrder(await holdAudience(bora), turn(bora, !isPrivate), follow(ayse, bora));
    expect(responses[1]?.body).toMatchObject({ following: isPrivate, requested: !isPrivate });
    expect(await relationOf(ayse, bora)).toMatchObject({ follows: isPrivate, requested: !isPrivate });
    const other = await two({ isPrivate });
    await inLockOrder(
      await holdAudience(other.bora),
      follow(other.ayse, other.bora),
      turn(other.bora, !isPrivate),
    );
    await t.settled();
    // Existing followers stay; requesters follow now that it is public.
    expect(await relationOf(other.ayse, other.bora)).toMatchObject({ follows: true, requested: false });
  }
});

test('a concurrent follow and unfollow leave counters that equal the rows, in either order', async () => {
  for (const followFirst of [true, false]) {
    const { ayse, bora } = await two({ isPrivate: false });
    const acts = [follow(ayse, bora), unfollow(ayse, bora)];
    await inLockOrder(await holdPair(ayse, bora), ...(followFirst ? acts : acts.reverse()));
    expect(await relationOf(ayse, bora)).toMatchObject({ follows: !followFirst });
  }
});

test('a concurrent block and unblock end as the last one says', async () => {
  const { ayse, bora } = await two({ isPrivate: false });
  await block(bora, ayse)();
  const unblock = call(bora, 'DELETE', `/users/${ayse.id}/block`);
  const lock = await holdLock(
    t,
    'select from social.blocks where blocker_id = $1 and blocked_id = $2 for update',
    [bora.id, ayse.id],
  );
  const ended = unblock();
  await lock.waitForBlocked(1);
  await lock.release();
  expect((await ended).status).toBe(204);
  expect((await block(bora, ayse)()).status).toBe(204);
  expect(await relationOf(ayse, bora)).toMatchObject({ blocked: true });
});

test('accepting a request succeeds each time, and fails if there is none', async () => {
  const { ayse, bora } = await two({ isPrivate: true });
  expect(outcome([await accept(bora, ayse)()])).toEqual(['request_not_found']);
  await follow(ayse, bora)();
  expect(outcome([await accept(bora, ayse)(), await accept(bora, ayse)()])).toEqual([204, 204]);
  expect(await relationOf(ayse, bora)).toMatchObject({ follows: true });
});

test('two concurrent requests do not exceed the limit together', async () => {
  const { ayse, bora } = await two({ isPrivate: true });
  const { bora: can } = await two({ isPrivate: true });
  await t.ctx.pool.query(
    `insert into social.member_counts (user_id, following) values ($1, 7499)
     on conflict (user_id) do update set following = 7499`,
    [ayse.id],
  );
  // The first request has not committed yet when the second starts.
  const lock = await holdLock(t, 'lock table graphile_worker._private_jobs in exclusive mode', []);
  const responses = await inLockOrder(lock, follow(ayse, bora), follow(ayse, can));
  expect(outcome(responses)).toEqual([200, 'too_many_follows']);
});

test('a pending request of an account that is private again stays for its owner to decide, even if the requester has reached the limit', async () => {
  const { ayse, bora } = await two({ isPrivate: true });
  await follow(ayse, bora)();
  await turn(bora, false)();
  await t.ctx.pool.query(
    `insert into social.member_counts (user_id, following) values ($1, 7500)
     on conflict (user_id) do update set following = 7500`,
    [ayse.id],
  );
  // The job has found that the limit is reached, and the account turns private before the job deletes the request.
  const lock = await holdLock(t, 'select from social.member_counts where user_id = $1 for update', [ayse.id]);
  const job = acceptAllRequests(t.ctx, { userId: bora.id });
  await lock.waitForBlocked(1);
  const turned = turn(bora, true)();
  await lock.waitForBlocked(2);
  await lock.release();
  await Promise.all([job, turned]);
  const { rows } = await t.ctx.pool.query('select from social.follow_requests where requester_id = $1', [
    ayse.id,
  ]);
  expect(rows).toHaveLength(1);
});
