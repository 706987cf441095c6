import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { exampleCount } from '../../../testing/depth.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeFollow } from '../../social/factory.ts';
import { makePost } from '../factory.ts';
import { type Post, Thread } from '../schemas.ts';
import { MAX_RANKED } from './service.ts';

const t = await testServer();
afterAll(t.close);

let people: TestMember[];
beforeAll(async () => {
  people = await t.members(8);
});

async function page(reader: TestMember, post: Post, query: string) {
  const thread = Thread.parse(await t.as(reader).get(`/posts/${post.id}/thread?order=top&${query}`));
  return thread.replies;
}

async function readAll(reader: TestMember, post: Post, limit: number, meanwhile?: () => Promise<unknown>) {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const { items, nextCursor } = await page(
      reader,
      post,
      `limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    ids.push(...items.map(({ id }) => id));
    if (cursor !== null) expect(items, 'what a cursor leads to').not.toEqual([]);
    cursor = nextCursor;
    expect(ids.length, 'replies read').toBeLessThan(5_000);
    await meanwhile?.();
  } while (cursor !== null);
  return ids;
}

test('the author’s own reply comes first, then popular replies, then muted authors, then tombstones', async () => {
  const [ayse, bora, can, derya, ece] = people as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const [reader, stranger] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: ayse });
  const deleted = await makePost(t, { author: bora, replyTo: post });
  await makePost(t, { author: can, replyTo: deleted });
  await t.as(bora).delete(`/posts/${deleted.id}`);
  const muted = await makePost(t, { author: ece, replyTo: post });
  const quiet = await makePost(t, { author: bora, replyTo: post });
  const liked = await makePost(t, { author: bora, replyTo: post });
  const answered = await makePost(t, { author: can, replyTo: post });
  const own = await makePost(t, { author: ayse, replyTo: post });
  const followed = await makePost(t, { author: derya, replyTo: post });
  await makeFollow(t, reader, derya);
  await t.as(reader).put(`/users/${ece.id}/mute`);
  for (const member of people.slice(0, 5)) await t.as(member).put(`/posts/${muted.id}/like`);
  await t.as(can).put(`/posts/${liked.id}/like`);
  await makePost(t, { author: derya, replyTo: answered });
  await makePost(t, { author: ece, replyTo: answered });

  const expected = [own, followed, answered, liked, quiet, muted, deleted].map(({ id }) => id);
  expect(await readAll(reader, post, 100)).toEqual(expected);
  expect(await readAll(reader, post, 2)).toEqual(expected);
  const mine = await makePost(t, { author: reader, replyTo: post });
  expect((await readAll(reader, post, 100)).slice(0, 2)).toEqual([own.id, mine.id]);
  // For a viewer who neither follows nor mutes them they are ordinary replies.
  expect((await readAll(stranger, post, 100)).slice(0, 2)).toEqual([own.id, muted.id]);
});

test('no reply repeats or is skipped while people like, unlike, answer and delete', async () => {
  const [reader] = (await t.members(1)) as [TestMember];
  const act = fc.record({
    kind: fc.constantFrom('like', 'unlike', 'reply', 'answer'),
    who: fc.nat(people.length - 1),
    which: fc.nat(11),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.array(act, { maxLength: 6 }), { maxLength: 12 }),
      async (limit, rounds) => {
        const post = await makePost(t, { author: people[0]! });
        const replies: Post[] = [];
        for (let index = 0; index < 12; index += 1) {
          replies.push(await makePost(t, { author: people[index % people.length]!, replyTo: post }));
        }
        let round = 0;
        const ids = await readAll(reader, post, limit, async () => {
          for (const { kind, who, which } of rounds[round++] ?? []) {
            const member = t.as(people[who]!);
            if (kind === 'like') await member.put(`/posts/${replies[which]!.id}/like`);
            if (kind === 'unlike') await member.delete(`/posts/${replies[which]!.id}/like`);
            if (kind === 'reply') await makePost(t, { author: people[who]!, replyTo: post });
            if (kind === 'answer') await makePost(t, { author: people[who]!, replyTo: replies[which]! });
          }
        });
        expect(new Set(ids).size).toBe(ids.length);
        expect([...ids].sort()).toEqual(replies.map(({ id }) => id).sort());
      },
    ),
    { numRuns: exampleCount(6) },
  );
}, 120_000);

test('neither a short page nor a cursor without a next page reveals a hidden reply', async () => {
  const [ayse, bora] = people as [TestMember, TestMember];
  const [reader, blocked] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: ayse });
  const shown: string[] = [];
  for (let index = 0; index < 6; index += 1) {
    shown.push((await makePost(t, { author: bora, replyTo: post })).id);
    await makePost(t, { author: blocked, replyTo: post });
    await makePost(t, { author: bora, replyTo: post, visibility: 'followers' });
  }
  await t.as(reader).put(`/users/${blocked.id}/block`);
  const first = await page(reader, post, 'limit=6');
  expect(first.items.map(({ id }) => id).sort()).toEqual(shown);
  expect(first.nextCursor).toBeNull();
  expect((await page(reader, post, 'limit=5')).items).toHaveLength(5);
  expect(await readAll(bora, post, 5)).toHaveLength(18);
});

test('an order belongs to its viewer and its post, and a deleted order starts again', async () => {
  const [ayse, bora, can] = people as [TestMember, TestMember, TestMember];
  const post = await makePost(t, { author: ayse });
  const other = await makePost(t, { author: ayse });
  for (let index = 0; index < 4; index += 1) {
    await makePost(t, { author: bora, replyTo: post });
    await makePost(t, { author: bora, replyTo: other });
  }
  const first = await page(can, post, 'limit=2');
  const next = `limit=2&cursor=${first.nextCursor}`;
  expect((await page(can, post, next)).items).not.toEqual(first.items);
  expect((await page(bora, post, next)).items).toEqual((await page(bora, post, 'limit=2')).items);
  expect(await t.as(can).get(`/posts/${other.id}/thread?order=top&${next}`)).toMatchObject({
    status: 400,
    code: 'invalid_cursor',
  });
  t.clock.advance(2 * 86_400_000);
  await t.ctx.jobs.add('content.deleteReplyOrders', {});
  await t.settled();
  t.clock.advance(-2 * 86_400_000);
  expect((await page(can, post, next)).items).toEqual((await page(can, post, 'limit=2')).items);
});

test('in a thread of thousands the newest replies are ranked, and the others follow by time', async () => {
  const [ayse, bora, can] = people as [TestMember, TestMember, TestMember];
  const post = await makePost(t, { author: ayse });
  const start = Date.now() - 3 * 86_400_000;
  const ids = Array.from({ length: MAX_RANKED + 50 }, (_, index) => idAt(start + index * 1_000));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, reply_to_id, root_id, created_at)
     select id, $2, 'Yanıt', 5, $3, $3, now() - interval '3 days' from unnest($1::uuid[]) id`,
    [ids, bora.id, post.id],
  );
  await t.as(can).put(`/posts/${ids[60]}/like`);
  await t.as(can).put(`/posts/${ids[10]}/like`);
  const read = await readAll(can, post, 100);
  expect(read[0]).toBe(ids[60]);
  expect(read.slice(-50)).toEqual(ids.slice(0, 50).reverse());
  expect([...read].sort()).toEqual(ids);
});

test('there is no cursor to unranked replies if the viewer may see none of them', async () => {
  const [ayse, bora] = people as [TestMember, TestMember];
  const [reader, blocked] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: ayse });
  const start = Date.now() - 3 * 86_400_000;
  const ids = Array.from({ length: MAX_RANKED + 5 }, (_, index) => idAt(start + index * 1_000));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, reply_to_id, root_id, created_at)
     select id, case when place <= 5 then $2 else $3 end::uuid, 'Yanıt', 5, $4, $4, now() - interval '3 days'
     from unnest($1::uuid[]) with ordinality as made (id, place)`,
    [ids, blocked.id, bora.id, post.id],
  );
  await t.as(reader).put(`/users/${blocked.id}/block`);
  expect([...(await readAll(reader, post, 100))].sort()).toEqual(ids.slice(5));
  expect([...(await readAll(bora, post, 100))].sort()).toEqual(ids);
});

test('a viewer who has switched ranking off gets the newest replies first', async () => {
  const [ayse, bora] = people as [TestMember, TestMember];
  const [reader] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: ayse });
  const replies: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    replies.unshift((await makePost(t, { author: bora, replyTo: post })).id);
  }
  await t.as(ayse).put(`/posts/${replies[4]}/like`);
  expect((await readAll(reader, post, 2))[0]).toBe(replies[4]);
  await t.as(reader).patch('/feed/preferences', { ranking: false });
  expect(await readAll(reader, post, 2)).toEqual(replies);
});

test.for(['', '!!!', 'bm90LWEtdXVpZA', 'AAAAAAAAAAAAAAAAAAAAAAAB='])(
  'cursor %j is refused',
  async (cursor) => {
    const post = await makePost(t, { author: people[0]! });
    expect(await t.as(people[1]!).get(`/posts/${post.id}/thread?order=top&cursor=${cursor}`)).toMatchObject({
      status: 400,
      code: 'invalid_cursor',
    });
  },
);

test('likes and answers of brand-new accounts do not rank a reply above what known members like', async () => {
  const own = await testServer();
  const [author, ...members] = (await own.members(8)) as [TestMember, ...TestMember[]];
  await own.ctx.pool.query(`update auth.users set created_at = created_at - interval '60 days'`);
  const puppets = (await own.members(10)) as [TestMember, ...TestMember[]];
  await own.ctx.jobs.add('feed.computeTrends', {});
  await own.settled();
  const post = await makePost(own, { author });
  const wanted = await makePost(own, { author: members[0]!, replyTo: post });
  const pushed = await makePost(own, { author: puppets[0], replyTo: post });
  for (const member of members.slice(1, 3)) await own.as(member).put(`/posts/${wanted.id}/like`);
  for (const puppet of puppets.slice(1)) {
    await own.as(puppet).put(`/posts/${pushed.id}/like`);
    await makePost(own, { author: puppet, replyTo: pushed });
  }
  const thread = Thread.parse(await own.as(members[4]!).get(`/posts/${post.id}/thread?order=top`));
  expect(thread.replies.items.map(({ id }) => id)).toEqual([wanted.id, pushed.id]);
  await own.close();
});

test('unknown accounts that like each other’s replies do not displace what known members like, whatever their number', async () => {
  const own = await testServer();
  const [author, ...members] = (await own.members(8)) as [TestMember, ...TestMember[]];
  await own.ctx.pool.query(`update auth.users set created_at = created_at - interval '60 days'`);
  const puppets = await own.members(8);
  await own.ctx.jobs.add('feed.computeTrends', {});
  await own.settled();
  const post = await makePost(own, { author });
  const wanted = await makePost(own, { author: members[0]!, replyTo: post });
  for (const member of members.slice(1, 3)) await own.as(member).put(`/posts/${wanted.id}/like`);
  const ids = Array.from({ length: 1_100 }, (_, index) => idAt(Date.now() + index));
  const writers = puppets.map(({ id }) => id);
  await own.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, reply_to_id, root_id, created_at)
     select made.id, ($2::uuid[])[1 + made.place % 8], 'Yanıt', 5, $3, $3, now()
     from unnest($1::uuid[]) with ordinality as made (id, place)`,
    [ids, writers, post.id],
  );
  await own.ctx.pool.query(
    `insert into content.likes (id, user_id, post_id)
     select gen_random_uuid(), liker, post_id from unnest($1::uuid[]) liker cross join unnest($2::uuid[]) post_id`,
    [writers, ids],
  );
  const thread = Thread.parse(await own.as(members[4]!).get(`/posts/${post.id}/thread?order=top`));
  expect(thread.replies.items[0]?.id).toBe(wanted.id);
  await own.close();
});
