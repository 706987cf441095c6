import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeBlock, makeFollow } from '../../social/factory.ts';
import { loadViewer, makePost } from '../factory.ts';
import type { Post } from '../schemas.ts';
import { publish } from './service.ts';

let t: TestServer;
/** Another process on the same database. */
let otherProcess: TestServer;
beforeAll(async () => {
  t = await testServer();
  otherProcess = await testServer({ DATABASE_URL: t.databaseUrl });
});
afterAll(async () => {
  await otherProcess.close();
  await t.close();
});

const send = (member: TestMember, body: object, headers: Record<string, string> = {}, server = t) =>
  server.as(member).raw('POST', '/posts', { body, headers });
const keyed = (key: string) => ({ 'idempotency-key': key });
const rowsOf = async (query: string, ...values: unknown[]) => (await t.ctx.pool.query(query, values)).rows;
const postsBy = async (member: TestMember) =>
  (await rowsOf('select id from content.posts where author_id = $1', member.id)).map(({ id }) => id);
const postCount = async (member: TestMember) =>
  (await rowsOf('select posts from profiles.post_counts where user_id = $1', member.id))[0]?.posts;
/** Members whose post count exists already: the first post of a member is written alone. */
async function writers(count: number): Promise<TestMember[]> {
  const members = await t.members(count);
  for (const member of members) await makePost(t, { author: member });
  return members;
}
/** The commits of posts, by the transaction that inserted them. */
const commitsOf = async (posts: readonly { id: string }[]) => {
  const rows = await rowsOf(
    'select distinct xmin::text from content.posts where id = any($1)',
    posts.map(({ id }) => id),
  );
  return rows.length;
};

test('posts that arrive in one turn share one commit', async () => {
  const viewers = await Promise.all((await writers(12)).map((member) => loadViewer(t, member)));
  const posts = await Promise.all(
    viewers.map((viewer, nr) => publish(t.ctx, viewer, { content: `Birlikte ${nr} #birlikte` }, undefined)),
  );
  expect(await commitsOf(posts)).toBe(1);
  // Its events commit with it.
  const jobs = await rowsOf('select payload::text from graphile_worker._private_jobs');
  for (const { id } of posts) expect(jobs.some(({ payload }) => payload.includes(id))).toBe(true);
});

test('each post of a batch is answered as it reads afterwards, and every counter is exact', async () => {
  const people = await writers(8);
  const [ada] = people;
  const parent = await makePost(t, { author: ada! });
  const texts = fc.constantFrom(
    'Kütüphane sessiz. #kütüphane',
    'Hello there, what is this? #Kütüphane #yeni',
    '123',
    `Selam @${ada!.username}, bak: https://example.org/sayfa`,
  );
  const bodies = fc.record(
    {
      content: texts,
      visibility: fc.constantFrom('public', 'university', 'followers'),
      replyPolicy: fc.constantFrom('everyone', 'followers', 'following', 'mentioned', 'nobody'),
      contentWarning: fc.constant('Sürpriz bozar'),
      replyToId: fc.constant(parent.id),
      language: fc.constantFrom('tr', 'en'),
      poll: fc.constant({ options: ['Evet', 'Hayır'], multiple: true, closesInMinutes: 60 }),
    },
    { requiredKeys: ['content'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(bodies, { minLength: 1, maxLength: 8 }), async (all) => {
      const answers = await Promise.all(all.map((body, index) => send(people[index]!, body)));
      const posts: Post[] = answers.map(({ status, body }) => {
        expect(status).toBe(201);
        return body;
      });
      for (const [index, post] of posts.entries())
        expect(await t.as(people[index]!).get(`/posts/${post.id}`)).toEqual(post);
    }),
    { numRuns: 25 },
  );
  const [{ reply_count: counted }] = await rowsOf(
    'select reply_count from content.posts where id = $1',
    parent.id,
  );
  expect(await rowsOf('select id from content.posts where reply_to_id = $1', parent.id)).toHaveLength(
    counted,
  );
  for (const person of people) expect(await postsBy(person)).toHaveLength(await postCount(person));
});

test('what one writes in a private account or a closed thread is answered as it reads afterwards', async () => {
  const [ada, bora, can] = (await writers(3)) as [TestMember, TestMember, TestMember];
  await makeFollow(t, bora, ada);
  await t.as(can).patch('/users/me', { isPrivate: true });
  const closed = await makePost(t, { author: ada, visibility: 'followers' });
  const answers = await Promise.all([
    send(bora, { content: 'Yanıt', replyToId: closed.id }),
    send(ada, { content: 'Kendime', replyToId: closed.id }),
    send(can, { content: 'Kapalı hesap' }),
  ]);
  for (const [index, author] of [bora, ada, can].entries())
    expect(await t.as(author).get(`/posts/${answers[index]!.body.id}`)).toEqual(answers[index]!.body);
  expect(answers.map(({ body }) => body.audience.kind)).toEqual([
    'conversation',
    'conversation',
    'followers',
  ]);
});

test('a refused post does not fail others of its batch, and leaves no trace', async () => {
  const people = await writers(9);
  const [ada, bora, can, deniz, ece, fatma, gul, hasan, irem] = people as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const noReplies = await makePost(t, { author: ada, replyPolicy: 'nobody' });
  const narrow = await makePost(t, { author: ada, visibility: 'followers' });
  const campus = await makePost(t, { author: ada, visibility: 'university' });
  const gone = await makePost(t, { author: ada });
  await t.as(ada).delete(`/posts/${gone.id}`);
  await makeBlock(t, ada, irem);
  const open = await makePost(t, { author: ada });
  const answers = await Promise.all([
    send(ada, { content: 'Bir' }, keyed('a')),
    send(bora, { content: '  ' }, keyed('b')),
    send(can, { content: 'Yanıt', replyToId: noReplies.id }, keyed('c')),
    send(deniz, { content: 'Yanıt', replyToId: narrow.id }, keyed('d')),
    send(ece, { content: 'Yanıt', replyToId: campus.id, visibility: 'public' }, keyed('e')),
    send(fatma, { content: 'Yanıt', replyToId: gone.id }, keyed('f')),
    send(gul, { content: 'x'.repeat(281) }, keyed('g')),
    send(irem, { content: 'Yanıt', replyToId: open.id }, keyed('i')),
    send(hasan, { content: 'İki' }, keyed('h')),
  ]);
  expect(answers.map(({ status, body }) => body.code ?? status)).toEqual([
    201,
    'empty_post',
    'reply_not_allowed',
    'post_not_found',
    'visibility_too_wide',
    'post_not_found',
    'post_too_long',
    'post_not_found',
    201,
  ]);
  for (const person of [bora, can, deniz, ece, fatma, gul, irem]) {
    expect(await postsBy(person)).toHaveLength(1);
    expect(await postCount(person)).toBe(1);
  }
  const keys = await rowsOf(
    'select member_id from platform.idempotency_keys where member_id = any($1)',
    people.map(({ id }) => id),
  );
  expect(keys.map(({ member_id: id }) => id).sort()).toEqual([ada.id, hasan.id].sort());
});

test('a member who is suspended meanwhile is refused, and others of the batch are published', async () => {
  const [ada, bora, can] = (await writers(3)) as [TestMember, TestMember, TestMember];
  for (const person of [ada, bora, can]) await t.as(person).get('/users/me');
  // The gateway does not know of it yet.
  await t.ctx.pool.query("update auth.users set status = 'suspended' where id = $1", [bora.id]);
  const answers = await Promise.all([ada, bora, can].map((person) => send(person, { content: 'Merhaba' })));
  expect(answers.map(({ status }) => status)).toEqual([201, 403, 201]);
  expect(answers[1]!.body.code).toBe('account_suspended');
});

describe('a lock that somebody holds delays only those who need it:', () => {
  test.for<[string, string, (own: { member: TestMember; parent: Post }) => string]>([
    [
      'the author’s count',
      'select from profiles.post_counts where user_id = $1 for update',
      (own) => own.member.id,
    ],
    [
      'the post that is answered',
      'select from content.posts where id = $1 for update',
      (own) => own.parent.id,
    ],
  ])('%s', async ([, statement, idOf]) => {
    const [ada, bora] = (await writers(2)) as [TestMember, TestMember];
    const parent = await makePost(t, { author: ada });
    const lock = await holdLock(t, statement, [idOf({ member: ada, parent })]);
    let waits = true;
    const late = send(ada, { content: 'Geç', replyToId: parent.id }).then((answer) => {
      waits = false;
      return answer;
    });
    for (let nr = 0; nr < 4; nr++) expect((await send(bora, { content: `Hemen ${nr}` })).status).toBe(201);
    expect(waits).toBe(true);
    await lock.release();
    expect((await late).status).toBe(201);
    expect(await postCount(ada)).toBe(3);
  });
});

test('nothing is answered before its batch is committed', async () => {
  const [ada] = (await writers(1)) as [TestMember];
  // The batch waits for a hashtag that is being created, after it has written its post.
  const lock = await holdLock(t, "insert into content.hashtags (key, tag) values ('durak', 'durak')");
  let isAnswered = false;
  const sent = send(ada, { content: 'Bekleyen #durak' }).then((answer) => {
    isAnswered = true;
    return answer;
  });
  await lock.waitForBlocked(1);
  expect(isAnswered).toBe(false);
  expect(await postsBy(ada)).toHaveLength(1);
  await lock.release();
  expect((await sent).status).toBe(201);
});

test('one key in two processes at once makes one post, without a deadlock', async () => {
  const [ada, bora] = (await writers(2)) as [TestMember, TestMember];
  const body = { content: 'Bir kez #beklet' };
  const lock = await holdLock(t, "insert into content.hashtags (key, tag) values ('beklet', 'beklet')");
  const first = send(ada, body, keyed('iki-süreç'));
  await lock.waitForBlocked(1);
  const second = send(ada, body, keyed('iki-süreç'), otherProcess);
  await lock.waitForBlocked(2);
  // The other process publishes for others meanwhile.
  expect((await send(bora, { content: 'Arada' }, keyed('başka'), otherProcess)).status).toBe(201);
  await lock.release();
  const [one, two] = await Promise.all([first, second]);
  expect(one.status).toBe(201);
  expect(two).toMatchObject({ status: 201, body: { id: one.body.id } });
  expect(await postsBy(ada)).toEqual(expect.arrayContaining([one.body.id]));
  expect(await postCount(ada)).toBe(2);
  const reused = await send(ada, { content: 'Başka' }, keyed('iki-süreç'));
  expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  // Refused for the key, not for the text.
  const invalid = await send(ada, { content: '' }, keyed('iki-süreç'));
  expect(invalid).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
});

test('replies to one post from two processes all count', async () => {
  const people = await writers(10);
  const parent = await makePost(t, { author: people[0]! });
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(
      people.map((person, index) =>
        send(person, { content: `${round}`, replyToId: parent.id }, {}, index % 2 ? t : otherProcess),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 201));
  }
  expect(await t.as(people[0]!).get(`/posts/${parent.id}`)).toMatchObject({ counts: { replies: 30 } });
  for (const person of people) {
    const ids = await rowsOf(
      'select id from content.posts where author_id = $1 order by created_at, id',
      person.id,
    );
    expect(await postCount(person)).toBe(ids.length);
  }
});

test('sixty posts in ten minutes, however they are batched; a repeated key does not count', async () => {
  const limited = await testServer({ DATABASE_URL: t.databaseUrl, RATE_LIMITS: 'on' });
  try {
    const [ada, bora] = (await t.members(2)) as [TestMember, TestMember];
    const write = (member: TestMember, nr: number) =>
      send(member, { content: `${nr}` }, keyed(`anahtar ${nr}`), limited);
    const statuses = async (answers: ReturnType<typeof write>[]) =>
      (await Promise.all(answers)).map(({ status }) => status);
    expect(await statuses(Array.from({ length: 30 }, (_, nr) => write(ada, nr)))).not.toContain(429);
    expect(await statuses(Array.from({ length: 30 }, (_, nr) => write(ada, nr)))).not.toContain(429);
    const rest = await statuses(Array.from({ length: 31 }, (_, nr) => write(ada, 30 + nr)));
    expect(rest.filter((status) => status === 201)).toHaveLength(30);
    expect(rest.filter((status) => status === 429)).toHaveLength(1);
    expect((await write(bora, 0)).status).toBe(201);
    expect(await postsBy(ada)).toHaveLength(60);
  } finally {
    await limited.close();
  }
});
