import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { Problem } from '../../platform/problem.ts';
import { testServer } from '../../testing/server.ts';
import { makePrivate, makePublic } from '../profiles/factory.ts';
import { asViewer } from './factory.ts';
import {
  acceptRequest,
  block,
  follow,
  mute,
  rejectRequest,
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

/** Refusals are part of the game; a deadlock, or a broken constraint, is not. */
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
    select 'request beside a follow', requester_id, target_id from social.follow_requests join social.follows
      on follower_id = requester_id and followee_id = target_id
    union all
    select 'request to a public account', requester_id, target_id from social.follow_requests
      join profiles.audience_view target on target.id = target_id where not target.is_private`.execute(
    t.ctx.db,
  );
  return rows;
}

test('whatever is done at the same time, counts equal rows, blocks cut, and nobody waits in a ring', async () => {
  const person = fc.nat({ max: 4 });
  const step = fc.record({ act: fc.constantFrom(...actNames), who: person, whom: person });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await Promise.all(steps.map(({ act, who, whom }) => attempt(acts[act], people[who]!, people[whom]!)));
      await t.settled();
      expect(await faults()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('a hundred follows and unfollows of one pair, both ways and all at once, leave counts exact', async () => {
  const [ayse, bora] = people as [Viewer, Viewer];
  await unblock(t.ctx, ayse, bora.id);
  await unblock(t.ctx, bora, ayse.id);
  await makePublic(t, bora);
  await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      attempt(index % 2 ? acts.follow : acts.unfollow, index % 3 ? ayse : bora, index % 3 ? bora : ayse),
    ),
  );
  expect(await faults()).toEqual([]);
});
