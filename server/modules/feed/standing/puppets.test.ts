import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { removeLastDay, seedDemo } from '../../../../database/seed/demo-campus.ts';
import { idAt } from '../../../platform/id.ts';
import { projectRoot } from '../../../platform/root.ts';
import { firstCases } from '../../../testing/depth.ts';
import { type TestMember, type TestServer, testServer, testTemplate } from '../../../testing/server.ts';
import { auth } from '../../auth/index.ts';
import { openSession } from '../../auth/sign-in/sessions.ts';
import { makePost } from '../../content/factory.ts';
import { makeFollow } from '../../social/factory.ts';
import { RankedPage } from '../ranking/schemas.ts';
import { SuggestedMembers } from '../suggestions/schemas.ts';
import { Trending } from '../trending/schemas.ts';

const origin = { ip: '127.0.0.1', userAgent: 'test', requestId: 'test' };

/** Members of the demo campus, who have known each other for months. */
let residents: Actor[];
/** The demo campus; each test has a copy of it. */
let campus: Awaited<ReturnType<typeof testTemplate>>;
let t: TestServer;
beforeAll(async () => {
  campus = await testTemplate(async ({ ctx, settled }) => {
    await auth.loadCatalogue(ctx, join(projectRoot(), 'database/data/universities.json'));
    await seedDemo(ctx, { pictures: false });
    await removeLastDay(ctx);
    const { rows } = await ctx.pool.query<{ id: string }>(
      `select member.id from social.audience_view member join social.member_counts_view counts on counts.user_id = member.id
       where member.status = 'active' and not member.is_private order by counts.followers desc, member.id`,
    );
    residents = [];
    for (const { id } of rows)
      residents.push({
        id,
        accessToken: (await ctx.transaction((tx) => openSession(tx, id, origin))).accessToken,
      });
    await settled();
  });
});
afterAll(() => campus.drop());
beforeEach(async () => {
  t = await testServer({}, campus);
});
afterEach(() => t.close());

type Actor = Pick<TestMember, 'id' | 'accessToken'>;

/** New accounts, with names that the demo campus does not use. */
async function newcomers(count: number, university: 'cinar' | 'nar' = 'cinar'): Promise<TestMember[]> {
  const made: TestMember[] = [];
  for (let index = 0; index < count; index++) {
    named += 1;
    made.push(...(await t.members(1, { username: `yeni_${named}`, university })));
  }
  return made;
}
let named = 0;

async function makeOlder(members: readonly Actor[], days: number): Promise<void> {
  await t.ctx.pool.query(
    `update auth.users set created_at = created_at - make_interval(days => $2) where id = any($1::uuid[])`,
    [members.map(({ id }) => id), days],
  );
}

async function choose(): Promise<void> {
  await t.settled();
  for (const job of ['feed.computeNotable', 'feed.computeTrends', 'feed.computePool'] as const)
    await t.ctx.jobs.add(job, {});
  await t.settled();
  t.clock.advance(30_000);
}

/** The indices of those whom a member endorses. */
type Shape = (index: number, count: number) => number[];
const everybody: Shape = (index, count) =>
  Array.from({ length: count }, (_, other) => other).filter((other) => other !== index);
const ring: Shape = (index, count) => [(index + 1) % count];
const star: Shape = (index) => (index === 0 ? [] : [0]);

const COLUMNS = {
  'social.follows': '(follower_id, followee_id, id)',
  'content.likes': '(user_id, post_id, id)',
  'content.reposts': '(user_id, post_id, id)',
};
/** Follows and reactions of members, written at once: as requests they would be hundreds, each with its jobs. */
async function writePairs(
  table: keyof typeof COLUMNS,
  pairs: (readonly [memberId: string, id: string])[],
): Promise<void> {
  const now = Date.now();
  await t.ctx.pool.query(
    `insert into ${table} ${COLUMNS[table]} select * from unnest($1::uuid[], $2::uuid[], $3::uuid[])`,
    [pairs.map(([member]) => member), pairs.map(([, id]) => id), pairs.map((_, index) => idAt(now + index))],
  );
  if (table === 'social.follows')
    await t.ctx.pool.query(
      `insert into social.member_counts (user_id, followers, following)
       select id, count(*) filter (where followed), count(*) filter (where not followed)
       from (select unnest($1::uuid[]) as id, false as followed union all select unnest($2::uuid[]), true) edge
       group by id
       on conflict (user_id) do update
       set followers = member_counts.followers + excluded.followers, following = member_counts.following + excluded.following`,
      [pairs.map(([member]) => member), pairs.map(([, id]) => id)],
    );
}

/** Each member writes a post under one hashtag; they follow, like, repost and answer as the shape says. */
async function endorse(members: readonly Actor[], shape: Shape, tag: string): Promise<string[]> {
  const posts: string[] = [];
  for (const [index, author] of members.entries())
    posts.push((await t.as(author).post('/posts', { content: `Kampanya ${index} #${tag} #${tag}2` })).id);
  const edges = members.flatMap(({ id }, index) =>
    shape(index, members.length).map((other) => ({ id, followee: members[other]!.id, post: posts[other]! })),
  );
  await writePairs(
    'social.follows',
    edges.map(({ id, followee }) => [id, followee]),
  );
  for (const table of ['content.likes', 'content.reposts'] as const)
    await writePairs(
      table,
      edges.map(({ id, post }) => [id, post]),
    );
  for (const [index, member] of members.entries()) {
    const [first] = shape(index, members.length);
    if (first !== undefined)
      await t.as(member).post('/posts', { content: `Çok doğru #${tag}`, replyToId: posts[first] });
  }
  return posts;
}

const trendsOf = async (member: Actor, scope: string) =>
  Trending.parse(await t.as(member).get(`/feed/trending?scope=${scope}&limit=30`));

/** What new members of the puppets' university and of another one see of the puppets. */
async function reachOf(puppets: readonly Actor[], posts: readonly string[], tag: string) {
  const readers = [...(await newcomers(1)), ...(await newcomers(1, 'nar'))];
  await choose();
  const ids = new Set(puppets.map(({ id }) => id));
  const own = new Set(posts);
  const reach = { hashtags: 0, posts: 0, explore: 0, recommendations: 0, people: 0 };
  for (const reader of readers) {
    for (const scope of ['all', 'university']) {
      const trends = await trendsOf(reader, scope);
      reach.hashtags += trends.hashtags.filter((hashtag) => hashtag.tag.startsWith(tag)).length;
      reach.posts += trends.posts.filter(({ id }) => own.has(id)).length;
    }
    for (const feed of ['explore', 'recommendations'] as const) {
      const { items } = RankedPage.parse(await t.as(reader).get(`/feed/${feed}?limit=12`));
      expect(items).toHaveLength(12);
      reach[feed] += items.filter(({ author }) => ids.has(author.id)).length;
    }
    const people = SuggestedMembers.parse(await t.as(reader).get('/users/suggestions?limit=10')).items;
    reach.people += people.filter(({ id }) => ids.has(id)).length;
  }
  return reach;
}
const NOTHING = { hashtags: 0, posts: 0, explore: 0, recommendations: 0 };

const SCHEMES: readonly (readonly [name: string, count: number, days: number, shape: Shape])[] = [
  ['a minute old, everybody endorses everybody', 12, 0, everybody],
  ['a week old, around a star', 30, 7, star],
  ['a minute old, in a ring', 12, 0, ring],
  ['a minute old, around a star', 12, 0, star],
  ['a week old, everybody endorses everybody', 12, 7, everybody],
  ['a week old, in a ring', 12, 7, ring],
  ['a minute old, thirty of them in a ring', 30, 0, ring],
];
test.for(firstCases(SCHEMES, 2))(
  'puppets stay out of the lists: %s',
  { timeout: 120_000 },
  async ([, count, days, shape]) => {
    const puppets = await newcomers(count);
    await makeOlder(puppets, days);
    const posts = await endorse(puppets, shape, 'kampanya');
    expect(await reachOf(puppets, posts, 'kampanya')).toMatchObject(NOTHING);
  },
);

test('puppets stay out of the lists when they follow and like known members, write every day, and come from two universities', {
  timeout: 120_000,
}, async () => {
  const puppets = [...(await newcomers(6)), ...(await newcomers(6, 'nar'))];
  await makeOlder(puppets, 7);
  const { rows } = await t.ctx.pool.query<{ id: string }>(
    `select id from content.post_view where visibility = 'public' and reply_to_id is null and reply_policy = 'everyone' order by id desc limit 20`,
  );
  for (const puppet of puppets) {
    await t
      .as(puppet)
      .patch('/users/me', { isPrivate: false, department: 'Makine Mühendisliği', graduationYear: 2028 });
    await writePairs(
      'social.follows',
      residents.slice(0, 8).map(({ id }) => [puppet.id, id]),
    );
    await writePairs(
      'content.likes',
      rows.map(({ id }) => [puppet.id, id]),
    );
    for (let day = 1; day < 7; day++) {
      const { id } = await t.as(puppet).post('/posts', { content: `Günaydın ${day}` });
      await t.ctx.pool.query(
        `update content.posts set created_at = created_at - make_interval(days => $2) where id = $1`,
        [id, day],
      );
    }
  }
  const posts = await endorse(puppets, everybody, 'kampanya');
  expect(await reachOf(puppets, posts, 'kampanya')).toMatchObject(NOTHING);
});

test('one established account among eleven puppets does not bring them near the top', {
  timeout: 120_000,
}, async () => {
  const puppets = await newcomers(11);
  const bought = residents.at(-1)!;
  const group = [...puppets, bought];
  const posts = await endorse(group, everybody, 'kampanya');
  const reach = await reachOf(puppets, posts.slice(0, 11), 'kampanya');
  expect(reach).toMatchObject(NOTHING);
});

test('a wave of twelve ordinary members trends with the next run of the job, above puppets, and is shown to a new member', {
  timeout: 120_000,
}, async () => {
  const puppets = await newcomers(12);
  await endorse(puppets, everybody, 'kampanya');
  const wave = residents.slice(0, 12);
  const post = await t.as(wave[0]!).post('/posts', { content: 'Kütüphane sabaha kadar açık #kütüphane' });
  for (const member of wave.slice(1)) {
    await t.as(member).put(`/posts/${post.id}/like`);
    await t.as(member).post('/posts', { content: 'Sonunda #kütüphane' });
  }
  const [reader] = await newcomers(1);
  await choose();
  const trends = await trendsOf(reader!, 'all');
  expect(trends.hashtags[0]?.tag).toBe('kütüphane');
  expect(trends.hashtags.map(({ tag }) => tag)).not.toContain('kampanya');
  expect(trends.posts[0]?.id).toBe(post.id);
  for (const { score } of [...trends.hashtags, ...trends.posts])
    expect(score.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score.total);
  const { items } = RankedPage.parse(await t.as(reader!).get('/feed/explore?limit=12'));
  expect(items.map(({ id }) => id)).toContain(post.id);
});

test('a group of friends who joined some weeks ago trends too, and so do members without followers', {
  timeout: 120_000,
}, async () => {
  const friends = await newcomers(12);
  await makeOlder(friends, 35);
  for (const [index, member] of friends.entries())
    for (const step of [1, 2, 3]) await makeFollow(t, member, friends[(index + step) % 12]!);
  for (const author of friends) await makePost(t, { author, content: 'Turnuva başlıyor #satranç' });
  const strangers = await newcomers(12);
  await makeOlder(strangers, 35);
  for (const author of strangers) await makePost(t, { author, content: 'Kar geliyor #karhavası' });
  await choose();
  const tags = (await trendsOf(residents[0]!, 'all')).hashtags.map(({ tag }) => tag);
  expect(tags).toContain('satranç');
  expect(tags).toContain('karhavası');
});

/** The trend scores of a hashtag and a post, or 0. */
async function risesOf(tag: string, postId?: string) {
  const trends = await trendsOf(residents[0]!, 'all');
  return {
    hashtag: trends.hashtags.find((hashtag) => hashtag.tag === tag)?.score.total ?? 0,
    post: trends.posts.find(({ id }) => id === postId)?.score.total ?? 0,
  };
}

test('puppets do not lower a wave by following its members, liking their posts and joining in', {
  timeout: 120_000,
}, async () => {
  const strangers = await newcomers(12);
  await makeOlder(strangers, 60);
  const post = await t.as(residents[20]!).post('/posts', { content: 'Kütüphane sabaha kadar açık' });
  const written: string[] = [];
  for (const [tag, wave] of [
    ['karhavası', strangers],
    ['kütüphane', residents.slice(0, 12)],
  ] as const)
    for (const author of wave)
      written.push((await t.as(author).post('/posts', { content: `Sonunda #${tag}` })).id);
  for (const member of residents.slice(0, 12)) await t.as(member).put(`/posts/${post.id}/like`);
  await choose();
  const before = [await risesOf('karhavası'), await risesOf('kütüphane', post.id)];
  const spoilers = await newcomers(6);
  await makeOlder(spoilers, 20);
  for (const spoiler of spoilers) {
    await writePairs(
      'social.follows',
      [...strangers, ...residents.slice(0, 12)].map(({ id }) => [spoiler.id, id]),
    );
    await writePairs(
      'content.likes',
      [...written, post.id].map((id) => [spoiler.id, id]),
    );
    await t.as(spoiler).post('/posts', { content: 'Evet #karhavası #kütüphane' });
  }
  await choose();
  const after = [await risesOf('karhavası'), await risesOf('kütüphane', post.id)];
  for (const [index, { hashtag, post: score }] of before.entries()) {
    // A minute passes meanwhile: the decay is less than a hundredth.
    expect(after[index]?.hashtag).toBeGreaterThan(0.97 * hashtag);
    expect(after[index]?.post).toBeGreaterThanOrEqual(0.97 * score);
  }
  expect(before[0]?.hashtag).toBeGreaterThan(0);
  expect(before[1]?.post).toBeGreaterThan(0);
});

test('puppets do not change an author’s baseline: neither by endorsing earlier posts nor the new one', {
  timeout: 120_000,
}, async () => {
  const puppets = await newcomers(4);
  const author = residents[3]!;
  const earlier = Array.from({ length: 4 }, (_, index) => idAt(Date.now() - 3 * 86_400_000 + index));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at)
     select id, $2, 'Eski', 4, now() - interval '3 days' from unnest($1::uuid[]) id`,
    [earlier, author.id],
  );
  for (const member of residents.slice(4, 8))
    for (const id of earlier) await t.as(member).put(`/posts/${id}/like`);
  const post = await t.as(author).post('/posts', { content: 'Kütüphane sabaha kadar açık' });
  for (const member of residents.slice(4, 15)) await t.as(member).put(`/posts/${post.id}/like`);
  await choose();
  const before = (await risesOf('', post.id)).post;
  for (const puppet of puppets) {
    for (const id of earlier) {
      await t.as(puppet).put(`/posts/${id}/like`);
      for (let count = 0; count < 6; count++)
        await t.as(puppet).post('/posts', { content: `Güzel ${count}`, replyToId: id });
    }
    await t.as(puppet).put(`/posts/${post.id}/like`);
  }
  await choose();
  expect(before).toBeGreaterThan(0);
  const after = (await risesOf('', post.id)).post;
  expect(after).toBeGreaterThan(0.97 * before);
  expect(after).toBeLessThanOrEqual(before);
});

test('two hundred new accounts do not hide a closed group', { timeout: 120_000 }, async () => {
  const puppets = await newcomers(12);
  await makeOlder(puppets, 40);
  const posts = await endorse(puppets, everybody, 'kampanya');
  await choose();
  const before = await risesOf('kampanya', posts[0]);
  const fillers = await newcomers(205);
  const ids = fillers.map(({ id }) => id);
  await t.ctx.pool.query(
    `insert into content.likes (id, user_id, post_id) select gen_random_uuid(), id, $2 from unnest($1::uuid[]) id`,
    [ids, posts[0]],
  );
  await t.ctx.pool.query(
    `with made as (
       insert into content.posts (id, author_id, content, length, created_at)
       select platform.uuid_floor(now()::timestamptz + place * interval '1 ms'), id, '#kampanya', 9, now()
       from unnest($1::uuid[]) with ordinality as member (id, place) returning id)
     insert into content.post_hashtags (key, post_id) select 'kampanya', id from made`,
    [ids],
  );
  await choose();
  const after = await risesOf('kampanya', posts[0]);
  expect(after.hashtag).toBeLessThanOrEqual(before.hashtag);
  expect(after.post).toBeLessThanOrEqual(before.post);
});

test('a new semester trends: members of one week whom two established members follow, and who follow each other', {
  timeout: 120_000,
}, async () => {
  const freshers = await newcomers(12);
  await makeOlder(freshers, 7);
  for (const [index, member] of freshers.entries()) {
    for (const step of [1, 2]) await makeFollow(t, member, freshers[(index + step) % 12]!);
    for (const resident of [residents[index]!, residents[index + 12]!])
      await t.as(resident).put(`/users/${member.id}/follow`);
    await makePost(t, { author: member, content: 'İlk hafta #yenidönem' });
  }
  await choose();
  expect((await risesOf('yenidönem')).hashtag).toBeGreaterThan(0);
});

test('puppets that follow a member take no more suggestions than before', {
  timeout: 120_000,
}, async () => {
  const [reader] = await newcomers(1);
  await makeOlder([reader!], 60);
  for (const resident of residents.slice(0, 3)) await t.as(reader!).put(`/users/${resident.id}/follow`);
  const puppets = await newcomers(12);
  const ids = new Set(puppets.map(({ id }) => id));
  const indexById = async () => {
    const { items } = SuggestedMembers.parse(await t.as(reader!).get('/users/suggestions?limit=10'));
    return items.filter(({ id }) => ids.has(id)).length;
  };
  await indexById();
  await choose();
  const before = await indexById();
  for (const puppet of puppets) await t.as(puppet).put(`/users/${reader!.id}/follow`);
  await choose();
  expect(await indexById()).toBeLessThanOrEqual(before);
});

test('puppets that write without end leave room in explore for current posts of members', {
  timeout: 120_000,
}, async () => {
  const puppets = await newcomers(6);
  const post = await t.as(residents[20]!).post('/posts', { content: 'Kayıp anahtarlık danışmada' });
  const writers = puppets.map(({ id }) => id);
  await t.ctx.pool.query(
    `update auth.users set university_id = (select university_id from auth.users where id = $2) where id = any($1::uuid[])`,
    [writers, residents[20]!.id],
  );
  const ids = Array.from({ length: 700 }, (_, index) => idAt(Date.now() + index));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at)
     select made.id, ($2::uuid[])[1 + made.place % 6], 'Kampanya', 8, now() from unnest($1::uuid[]) with ordinality as made (id, place)`,
    [ids, writers],
  );
  const [reader] = await newcomers(1, 'nar');
  await choose();
  const { items } = RankedPage.parse(await t.as(reader!).get('/feed/explore?limit=20'));
  expect(items.map(({ id }) => id)).toContain(post.id);
});
