import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { firstIdAt } from '../../platform/id.ts';
import { runDueJobs } from '../../platform/job-runner.ts';
import { exampleCount } from '../../testing/depth.ts';
import { testServer } from '../../testing/server.ts';
import { makePost } from '../content/factory.ts';
import { asViewer } from '../social/factory.ts';
import { LIMITS } from './limits.ts';
import { MIN_UUID, pullPage } from './queries.ts';
import type { HomeEntry } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const PEOPLE = 5;
const person = fc.nat({ max: PEOPLE - 1 });
const visibility = fc.constantFrom('public', 'university', 'followers');
const tags = fc.subarray(['vize', 'final', 'kampüs']);

/** Everything that can happen on a campus, in any order. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('post'), member: person, visibility, tags }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('answer'), member: person, which: fc.nat(), tags }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('followTag'), member: person, tags }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unfollowTag'), member: person, tags }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('follow'), member: person, other: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unfollow'), member: person, other: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('block'), member: person, other: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unblock'), member: person, other: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mute'), member: person, other: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unmute'), member: person, other: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), which: fc.nat() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('repost'), member: person, which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unrepost'), member: person, which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide'), member: person, other: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unhide'), member: person, other: person }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('privacy'), member: person, isPrivate: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read'), member: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('away') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jobs') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tidy') }) },
);
type Step = {
  do: string;
  member?: number;
  other?: number;
  which?: number;
  visibility?: string;
  tags?: string[];
  isPrivate?: boolean;
};

async function campus() {
  const members = [...(await t.members(PEOPLE - 1)), ...(await t.members(1, { university: 'nar' }))];
  const posts: { id: string; author: number }[] = [];
  const act = async (next: Step) => {
    const member = members[next.member ?? 0]!;
    const other = members[next.other ?? 0]!;
    const content = `Gönderi ${(next.tags ?? []).map((tag) => `#${tag}`).join(' ')}`.trim();
    switch (next.do) {
      case 'post':
        posts.push({
          ...(await makePost(t, { author: member, content, visibility: next.visibility as 'public' })),
          author: next.member ?? 0,
        });
        return;
      case 'answer': {
        const post = posts[(next.which ?? 0) % Math.max(1, posts.length)];
        // Refused if the member may not do this: then nothing has changed.
        const made =
          post && (await t.as(member).raw('POST', '/posts', { body: { content, replyToId: post.id } }));
        if (made?.status === 201)
          posts.push({ id: (made.body as { id: string }).id, author: next.member ?? 0 });
        return;
      }
      case 'followTag':
      case 'unfollowTag':
        for (const tag of next.tags ?? []) {
          const path = `/hashtags/${encodeURIComponent(tag)}/follow`;
          await (next.do === 'followTag' ? t.as(member).put(path) : t.as(member).delete(path));
        }
        return;
      case 'delete': {
        const post = posts[(next.which ?? 0) % Math.max(1, posts.length)];
        if (post) await t.as(members[post.author]!).delete(`/posts/${post.id}`);
        return;
      }
      case 'repost':
      case 'unrepost': {
        const post = posts[(next.which ?? 0) % Math.max(1, posts.length)];
        // Refused if the member may not do this: then nothing has changed.
        if (post) await t.as(member).raw(next.do === 'repost' ? 'PUT' : 'DELETE', `/posts/${post.id}/repost`);
        return;
      }
      case 'hide':
        return t.as(member).put(`/users/${other.id}/reposts-hidden`);
      case 'unhide':
        return t.as(member).delete(`/users/${other.id}/reposts-hidden`);
      case 'follow':
        if ((await t.as(member).put(`/users/${other.id}/follow`)).requested)
          await t.as(other).put(`/follow-requests/${member.id}/accept`);
        return;
      case 'unfollow':
        return t.as(member).delete(`/users/${other.id}/follow`);
      case 'block':
      case 'mute':
        return t.as(member).put(`/users/${other.id}/${next.do}`);
      case 'unblock':
      case 'unmute':
        return t.as(member).delete(`/users/${other.id}/${next.do.slice(2)}`);
      case 'privacy':
        return t.as(member).patch('/users/me', { isPrivate: next.isPrivate });
      case 'read':
        return t.as(member).get('/feed/home');
      case 'away':
        // Makes every member inactive, so that the next read rebuilds their timeline.
        await t.ctx.db
          .updateTable('feed.timeline_states')
          .set({ read_at: new Date(t.ctx.clock().getTime() - LIMITS.inactiveMs - 1_000) })
          .execute();
        return;
      case 'tidy':
        await t.ctx.jobs.add('feed.maintainTimelines', {});
        return t.settled();
      default:
        return t.settled();
    }
  };
  return { members, act };
}

async function pages(member: { accessToken: string }, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const page = await t.as(member).get(`/feed/home?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
    for (const entry of page.items as HomeEntry[]) {
      ids.push(entry.entryId);
      if (entry.followedHashtag !== null) expect(entry.content).toContain(`#${entry.followedHashtag}`);
      expect((entry.repostedBy?.count ?? 0) > 0).toBe(entry.entryId !== entry.id);
    }
    expect(page.items.length === limit || page.nextCursor === null).toBe(true);
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}

async function expectSamePages(steps: Step[], limit: number): Promise<void> {
  const { members, act } = await campus();
  // Every member reads home and follows somebody first. Otherwise the rebuild at the end would hide what
  // fan-out missed.
  for (const member of members.keys()) {
    await act({ do: 'follow', member, other: (member + 1) % PEOPLE });
    await act({ do: 'read', member });
  }
  for (const next of steps) await act(next);
  await t.settled();
  for (const member of members) {
    const pulled = await pullPage(
      t.ctx.db,
      asViewer(member),
      { before: firstIdAt(Date.now() + 86_400_000), from: MIN_UUID },
      500,
    );
    expect(await pages(member, limit)).toEqual(pulled.map(({ id }) => id));
  }
}

test('the materialised timeline and the pull query return the same pages, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      expectSamePages,
    ),
    { numRuns: exampleCount(15) },
  );
}, 180_000);

test('they agree below the floor of a short timeline, and with merged authors', async () => {
  const before = { ...LIMITS };
  Object.assign(LIMITS, { entries: 4, kept: 6, mergeFrom: 2, mergeUntil: 2, batch: 1 });
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        expectSamePages,
      ),
      { numRuns: exampleCount(15) },
    );
  } finally {
    Object.assign(LIMITS, before);
  }
}, 180_000);

test('they agree if reposts come long enough after their post to be entries of their own', async () => {
  const before = { ...LIMITS };
  // About the time of a few steps.
  Object.assign(LIMITS, { foldMs: 15 });
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        expectSamePages,
      ),
      { numRuns: exampleCount(15) },
    );
  } finally {
    Object.assign(LIMITS, before);
  }
}, 180_000);

test('running every job twice writes nothing twice', async () => {
  const { members, act } = await campus();
  await act({ do: 'follow', member: 0, other: 1 });
  await act({ do: 'read', member: 0 });
  await t.settled();
  const post = await makePost(t, { author: members[1]! });
  for (let run = 0; run < 3; run++) {
    await t.ctx.jobs.add('feed.fanOut', { postId: post.id, authorId: members[1]!.id });
    await runDueJobs(t.ctx, t.ctx.directPool, (await import('./jobs.ts')).jobs);
  }
  expect(await pages(members[0]!, 5)).toEqual([post.id]);
});
