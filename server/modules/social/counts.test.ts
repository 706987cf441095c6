import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { Problem } from '../../platform/problem.ts';
import { exampleCount } from '../../testing/depth.ts';
import { testServer } from '../../testing/server.ts';
import { makePrivate, makePublic } from '../profiles/factory.ts';
import { asViewer } from './factory.ts';
import {
  acceptRequest,
  block,
  follow,
  mute,
  rejectRequest,
  relations,
  removeFollower,
  unblock,
  unfollow,
} from './service.ts';

const t = await testServer();
afterAll(t.close);

let people: Viewer[];
beforeAll(async () => {
  people = (await t.members(5)).map(asViewer);
});

type Act = (ctx: Context, viewer: Viewer, other: Viewer) => Promise<unknown>;
const acts = {
  follow: (ctx, viewer, other) => follow(ctx, viewer, other.id),
  followToo: (ctx, viewer, other) => follow(ctx, viewer, other.id),
  unfollow: (ctx, viewer, other) => unfollow(ctx, viewer, other.id),
  removeFollower: (ctx, viewer, other) => removeFollower(ctx, viewer, other.id),
  accept: (ctx, viewer, other) => acceptRequest(ctx, viewer, other.id),
  reject: (ctx, viewer, other) => rejectRequest(ctx, viewer, other.id),
  block: (ctx, viewer, other) => block(ctx, viewer, other.id),
  unblock: (ctx, viewer, other) => unblock(ctx, viewer, other.id),
  mute: (ctx, viewer, other) => mute(ctx, viewer, other.id),
  close: (ctx, viewer) => makePrivate({ ctx }, viewer),
  open: (ctx, viewer) => makePublic({ ctx }, viewer),
} satisfies Record<string, Act>;
const actNames = Object.keys(acts) as (keyof typeof acts)[];

/** Refusals are expected; a deadlock or a violated constraint is not. */
async function attempt(act: Act, viewer: Viewer, other: Viewer): Promise<void> {
  try {
    await act(t.ctx, viewer, other);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

async function faults() {
  const { rows } = await sql<{ fault: string; a: string; b: string }>`
    select 'counts differ from rows' as fault, member.id as a, null as b
    from auth.users member left join social.member_counts counts on counts.user_id = member.id
    where coalesce(counts.followers, 0) <> (select count(*) from social.follows where followee_id = member.id)
       or coalesce(counts.following, 0) <> (select count(*) from social.follows where follower_id = member.id)
    union all
    select 'follow across a block', follower_id, followee_id from social.follows join social.blocks
      on (blocker_id, blocked_id) in ((follower_id, followee_id), (followee_id, follower_id))
    union all
    select 'request across a block', requester_id, target_id from social.follow_requests join social.blocks
      on (blocker_id, blocked_id) in ((requester_id, target_id), (target_id, requester_id))
    union all
    select 'request in addition to a follow', requester_id, target_id from social.follow_requests join social.follows
      on follower_id = requester_id and followee_id = target_id
    union all
    select 'request to a public account', requester_id, target_id from social.follow_requests
      join social.audience_view target on target.id = target_id where not target.is_private`.execute(
    t.ctx.db,
  );
  return rows;
}

test('after concurrent changes counts equal rows, blocks cut, and nothing deadlocks', async () => {
  const person = fc.nat({ max: 4 });
  const step = fc.record({ act: fc.constantFrom(...actNames), actor: person, target: person });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await Promise.all(
        steps.map(({ act, actor, target }) => attempt(acts[act], people[actor]!, people[target]!)),
      );
      await t.settled();
      expect(await faults()).toEqual([]);
    }),
    { numRuns: exampleCount(60) },
  );
});

test('a hundred concurrent follows and unfollows of one pair, both ways, leave exact counts', async () => {
  const [ayse, bora] = people as [Viewer, Viewer];
  await unblock(t.ctx, ayse, bora.id);
  await unblock(t.ctx, bora, ayse.id);
  await makePublic(t, bora);
  await t.settled(); // a job accepts the requests that were still pending
  await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      attempt(index % 2 ? acts.follow : acts.unfollow, index % 3 ? ayse : bora, index % 3 ? bora : ayse),
    ),
  );
  expect(await faults()).toEqual([]);
});

test('concurrent follows round a ring do not deadlock', async () => {
  for (const person of people) {
    await makePublic(t, person);
    for (const other of people) await unblock(t.ctx, person, other.id);
  }
  const pairs = people.flatMap((actor) =>
    people.filter((target) => target !== actor).map((target) => ({ actor, target })),
  );
  for (let round = 0; round < 30; round++) {
    const act = round % 2 ? unfollow : follow;
    await Promise.all(pairs.map(({ actor, target }) => act(t.ctx, actor, target.id)));
  }
  expect(await faults()).toEqual([]);
});

/** Waits until `work` has finished or is blocked by a lock, so that the test decides what happens next. */
async function underWay(work: Promise<unknown>): Promise<void> {
  let isOver = false;
  const note = () => {
    isOver = true;
  };
  work.then(note, note);
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`select exists (
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting`.execute(
      t.ctx.db,
    );
    if (isOver || rows[0]?.waiting) return;
  }
}

test('a follow during the change of an account to private is a request', async () => {
  const [ayse, bora] = (await t.members(2)).map(asViewer) as [Viewer, Viewer];
  const following = await t.ctx.transaction(async (tx) => {
    await makePrivate({ ctx: tx }, bora);
    const started = follow(t.ctx, ayse, bora.id);
    await underWay(started);
    return { started };
  });
  expect(await following.started).toEqual({ following: false, requested: true });
});

test('a request during the change of an account to public is accepted with the others', async () => {
  const [ayse, bora] = (await t.members(2)).map(asViewer) as [Viewer, Viewer];
  await makePrivate(t, bora);
  const opening = await t.ctx.transaction(async (tx) => {
    expect(await follow(tx, ayse, bora.id)).toEqual({ following: false, requested: true });
    const started = makePublic(t, bora).then(() => t.settled());
    await underWay(started);
    return { started };
  });
  await opening.started;
  expect(await follow(t.ctx, ayse, bora.id)).toEqual({ following: true, requested: false });
  expect(await faults()).toEqual([]);
  expect((await relations(t.ctx, ayse, [bora.id])).get(bora.id)).toMatchObject({ requested: false });
});
