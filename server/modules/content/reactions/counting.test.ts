import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { exampleCount } from '../../../testing/depth.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { asViewer } from '../../social/factory.ts';
import { makePost, makeReaction } from '../factory.ts';
import { react } from './service.ts';

const t = await testServer({ DATABASE_POOL: '24' });
afterAll(t.close);

/** Posts whose counts, row and slots together, differ from the number of reactions. */
const DIFFERENCES = `
  select post.id, post.like_count, likes.n as likes, post.repost_count, reposts.n as reposts
  from content.post_view post
  cross join lateral (select count(*)::int as n from content.likes where post_id = post.id) likes
  cross join lateral (select count(*)::int as n from content.reposts where post_id = post.id) reposts
  where post.like_count <> likes.n or post.repost_count <> reposts.n`;

const differences = async () => (await t.ctx.pool.query(DIFFERENCES)).rows;
const slots = async ({ id }: { id: string }) =>
  (await t.ctx.pool.query('select count(*)::int as n from content.count_slots where post_id = $1', [id]))
    .rows[0].n as number;

/**
 * Reacts, and loses the connection before the commit while it holds the locks, as in a crash of the process.
 */
const reactAndDie = async (kind: 'like' | 'repost', member: TestMember, post: { id: string }) => {
  const dying = t.ctx.transaction(async (tx) => {
    await react(tx, asViewer(member), kind, post.id);
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx.db);
  });
  await expect(dying).rejects.toThrow('terminat');
};

const act = fc.record({
  who: fc.nat(9),
  how: fc.constantFrom('PUT', 'PUT', 'PUT', 'DELETE', 'DELETE', 'die'),
  kind: fc.constantFrom('like', 'like', 'repost') as fc.Arbitrary<'like' | 'repost'>,
  post: fc.nat(1),
});
const round = fc.record({ acts: fc.array(act, { minLength: 5, maxLength: 40 }), folds: fc.boolean() });

test('counts equal rows under concurrent reactions and killed transactions', async () => {
  const members = await t.members(10);
  const perform = async ({
    who,
    how,
    kind,
    post,
  }: {
    who: number;
    how: string;
    kind: 'like' | 'repost';
    post: { id: string };
  }) => {
    const member = members[who]!;
    if (how === 'die') return reactAndDie(kind, member, post);
    const { status } = await t.as(member).raw(how as 'PUT' | 'DELETE', `/posts/${post.id}/${kind}`);
    expect(status).toBe(200);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
      const posts = [await makePost(t, { author: members[0]! }), await makePost(t, { author: members[1]! })];
      for (const { acts, folds } of rounds) {
        if (folds) await t.ctx.jobs.add('content.mergeCountSlots', {});
        await Promise.all([
          ...acts.map((one) => perform({ ...one, post: posts[one.post]! })),
          ...(folds ? [t.settled()] : []),
        ]);
        expect(await differences()).toEqual([]);
      }
    }),
    { numRuns: exampleCount(25) },
  );
}, 120_000);

test('a like does not wait for a locked post, is counted at once, and is merged into the row later', async () => {
  const [author, ...fans] = (await t.members(4)) as [TestMember, ...TestMember[]];
  const post = await makePost(t, { author });
  const locker = await t.ctx.pool.connect();
  try {
    await locker.query('begin');
    await locker.query('select from content.posts where id = $1 for no key update', [post.id]);
    for (const [index, fan] of fans.entries()) {
      expect((await makeReaction(t, 'like', fan, post)).likeCount).toBe(index + 1);
    }
    // Sequential likes share one slot.
    expect(await slots(post)).toBe(1);
    expect((await t.as(author).get(`/posts/${post.id}`)).counts.likes).toBe(3);
    await locker.query('rollback');
  } finally {
    locker.release();
  }
  await t.as(fans[0]!).delete(`/posts/${post.id}/like`);
  expect(await differences()).toEqual([]);
  await t.ctx.jobs.add('content.mergeCountSlots', {});
  await t.settled();
  expect(await slots(post)).toBe(0);
  const { rows } = await t.ctx.pool.query('select like_count from content.posts where id = $1', [post.id]);
  expect(rows).toEqual([{ like_count: 2 }]);
});

test('physically deleting a member’s row leaves others’ replies, and every counter still equals its rows', async () => {
  const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const root = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: root });
  const deeper = await makePost(t, { author: can, replyTo: reply });
  const quote = await makePost(t, { author: can, quoteOf: reply });
  for (const post of [root, reply, deeper, quote]) {
    for (const member of [ayse, bora, can]) {
      await makeReaction(t, 'like', member, post);
      await makeReaction(t, 'repost', member, post);
    }
  }
  await t.ctx.pool.query('delete from auth.users where id = $1', [bora.id]);

  expect(await differences()).toEqual([]);
  expect(await t.as(can).get(`/posts/${root.id}`)).toMatchObject({
    counts: { likes: 2, reposts: 2, replies: 0, quotes: 0 },
  });
  expect(await t.as(can).get(`/posts/${deeper.id}`)).toMatchObject({ replyToId: null, rootId: root.id });
  expect(await t.as(can).get(`/posts/${quote.id}`)).toMatchObject({ quoteOf: null });
  expect(await t.as(can).get(`/posts/${reply.id}`)).toMatchObject({ status: 404 });
  await t.ctx.pool.query('delete from auth.users where id = $1', [ayse.id]);
  expect(await t.as(can).get(`/posts/${deeper.id}`)).toMatchObject({ replyToId: null, rootId: null });
  expect(await differences()).toEqual([]);
});
