import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { exampleCount } from '../../testing/depth.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePost } from './factory.ts';

const t = await testServer();
afterAll(t.close);

let authors: TestMember[] = [];
beforeEach(async () => {
  authors = await t.members(3);
});

type Act =
  | { kind: 'write'; author: number; replyTo: number | null; quoteOf: number | null; tag: number }
  | { kind: 'delete'; author: number; post: number };

const target = fc.option(fc.nat(30), { nil: null });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      author: fc.nat(2),
      replyTo: target,
      quoteOf: target,
      tag: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), author: fc.nat(2), post: fc.nat(30) }),
  },
);

/** Every counter that differs from the number of rows that it counts. */
const DIFFERENCES = `
  select 'replies of ' || p.id as counter, p.reply_count as counted, count(c.id) as rows
    from content.posts p left join content.posts c on c.reply_to_id = p.id and c.deleted_at is null
    group by p.id having p.reply_count <> count(c.id)
  union all
  select 'quotes of ' || p.id, p.quote_count, count(c.id)
    from content.posts p left join content.posts c on c.quote_of_id = p.id and c.deleted_at is null
    group by p.id having p.quote_count <> count(c.id)
  union all
  select 'posts of ' || u.id, coalesce(a.posts, 0), count(p.id)
    from auth.users u left join profiles.post_counts a on a.user_id = u.id
    left join content.posts p on p.author_id = u.id and p.deleted_at is null
    group by u.id, a.posts having coalesce(a.posts, 0) <> count(p.id)`;

test('counters equal rows under concurrent writes and deletions, and nothing deadlocks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 2, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      async (rounds) => {
        const posts: string[] = [
          (await makePost(t, { author: authors[0]! })).id,
          (await makePost(t, { author: authors[1]! })).id,
        ];
        for (const round of rounds) {
          // All writes of a round run concurrently: crosswise replies and quotes, double deletions, replies
          // to a post under deletion.
          const answers = await Promise.all(round.map((act) => perform(act, posts)));
          for (const answer of answers) {
            if (answer.status === 201) posts.push(answer.body.id);
            else expect([204, 403, 404]).toContain(answer.status);
          }
          expect((await t.ctx.pool.query(DIFFERENCES)).rows).toEqual([]);
        }
      },
    ),
    { numRuns: exampleCount(25) },
  );
});

function perform(act: Act, posts: readonly string[]) {
  const client = t.as(authors[act.author]!);
  const pick = (index: number): string => posts[index % posts.length]!;
  if (act.kind === 'delete') return client.raw('DELETE', `/posts/${pick(act.post)}`);
  const { replyTo, quoteOf, tag } = act;
  const tags = ['#a #b', '#b #a', '#c', ''][tag];
  return client.raw('POST', '/posts', {
    body: {
      content: `Bir şey ${tags}`,
      ...(replyTo === null ? {} : { replyToId: pick(replyTo) }),
      ...(quoteOf === null ? {} : { quoteOfId: pick(quoteOf) }),
    },
  });
}

test('of two deletions of a member’s only post at once, one is answered 404 and neither 500', async () => {
  for (const member of await t.members(8)) {
    const post = await makePost(t, { author: member });
    const answers = await Promise.all([1, 2].map(() => t.as(member).raw('DELETE', `/posts/${post.id}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
  }
  expect((await t.ctx.pool.query(DIFFERENCES)).rows).toEqual([]);
});

test('a post under deletion gets no reply: every counted reply has an existing parent', async () => {
  const [ayse, bora] = authors as [TestMember, TestMember];
  for (let round = 0; round < 10; round += 1) {
    const post = await makePost(t, { author: ayse });
    const [deleted, replied] = await Promise.all([
      t.as(ayse).raw('DELETE', `/posts/${post.id}`),
      t.as(bora).raw('POST', '/posts', { body: { content: 'Yanıt', replyToId: post.id } }),
    ]);
    expect(deleted.status).toBe(204);
    expect([201, 404]).toContain(replied.status);
  }
  expect((await t.ctx.pool.query(DIFFERENCES)).rows).toEqual([]);
});

test('a member may write sixty posts in ten minutes', async () => {
  const limited = await testServer({ RATE_LIMITS: 'on' });
  try {
    const [ayse, bora] = await limited.members(2);
    const write = (member: TestMember) =>
      limited.as(member).raw('POST', '/posts', { body: { content: 'Yine ben' } });
    for (let index = 0; index < 60; index += 1) expect((await write(ayse!)).status).toBe(201);
    const refused = await write(ayse!);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_posts' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await write(bora!)).status).toBe(201);
  } finally {
    await limited.close();
  }
});
