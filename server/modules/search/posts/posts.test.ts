import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../social/factory.ts';
import { documentOf } from './document.ts';
import { ANY_AUTHOR, parseQuery, toTsquery } from './query.ts';
import { FoundPosts } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const search = async (member: TestMember, query: Record<string, string>) =>
  FoundPosts.parse(await t.as(member).get(`/search/posts?${new URLSearchParams(query)}`));
const idsOf = (found: FoundPosts) => found.items.map(({ id }) => id);
const [reader, author, third] = (await t.members(3)) as [TestMember, TestMember, TestMember];

test('words are found in any spelling and form, and highlighted', async () => {
  const post = await makePost(t, { author, content: '🎓 Yarınki SINAVI kütüphanede konuşalım' });
  await t.settled();
  for (const q of [
    'sınavlar',
    'sinav',
    'SİNAV',
    'kutuphane',
    'Kütüphaneye sınav',
    'kütüph',
    '"kütüphanede konuşalım"',
  ])
    expect(idsOf(await search(reader, { q }))).toEqual([post.id]);
  const [found] = (await search(reader, { q: 'sinav' })).items;
  expect([...(found?.content ?? '')].slice(found?.matches[0]?.start, found?.matches[0]?.end).join('')).toBe(
    'SINAVI',
  );
  for (const q of ['sınav -kütüphane', '"konuşalım kütüphanede"', 'dondurma'])
    expect(idsOf(await search(reader, { q }))).toEqual([]);
});

test('all words must match, the last one may be half typed, whether or not its words are counted yet', async () => {
  const words = ['mavi', 'defter', 'kalemlik', 'çanta', 'silgi'];
  const all = await makePost(t, { author, content: `${words.join(' ')} turnuvasında` });
  for (const left of words)
    await makePost(t, { author: third, content: `${words.filter((w) => w !== left).join(' ')} turnuva` });
  const other = await makePost(t, { author: third, content: `${words.join(' ')} turnusol` });
  await t.settled();
  const found = async (last: string) =>
    new Set(idsOf(await search(reader, { q: `${words.join(' ')} ${last}`, sort: 'latest' })));
  for (const isCounted of [false, true]) {
    if (isCounted) {
      await t.ctx.jobs.add('search.countWords', {});
      await t.settled();
    }
    expect(await found('turnu')).toEqual(new Set([all.id, other.id]));
    expect(await found('turnuva')).toEqual(new Set([all.id]));
    expect(await found('turnusol')).toEqual(new Set([other.id]));
    expect(await found('turne')).toEqual(new Set());
  }
});

test('search follows an edit and a deletion', async () => {
  const post = await makePost(t, { author, content: 'Bisikletim kayboldu' });
  await t.settled();
  await t.as(author).patch(`/posts/${post.id}`, { content: 'Kaykayım kayboldu' });
  await t.settled();
  expect(idsOf(await search(reader, { q: 'bisiklet' }))).toEqual([]);
  expect(idsOf(await search(reader, { q: 'kaykay' }))).toEqual([post.id]);
  await t.as(author).delete(`/posts/${post.id}`);
  expect(idsOf(await search(reader, { q: 'kaykay' }))).toEqual([]);
});

test('operators narrow the result: author, hashtag, poll, link, language, days', async () => {
  const one = await makePost(t, { author, content: 'Erguvan açtı #Bahar https://ornek.test/a' });
  const two = await makePost(t, {
    author: third,
    content: 'Erguvan mevsimi',
    poll: { options: ['evet', 'hayır'], minutes: 60 } as never,
  });
  await t.settled();
  const found = async (q: string) => new Set(idsOf(await search(reader, { q })));
  expect(await found('erguvan')).toEqual(new Set([one.id, two.id]));
  expect(await found(`erguvan from:${third.username}`)).toEqual(new Set([two.id]));
  expect(await found(`from:${third.username} has:poll`)).toEqual(new Set([two.id]));
  expect(await found('#bahar erguvan')).toEqual(new Set([one.id]));
  expect(await found('erguvan -#bahar')).toEqual(new Set([two.id]));
  expect(await found('erguvan has:link')).toEqual(new Set([one.id]));
  expect(await found(`erguvan -from:${third.username}`)).toEqual(new Set([one.id]));
  expect(await found('erguvan -from:kimseyok -has:poll')).toEqual(new Set([one.id]));
  expect(await found('erguvan -lang:tr')).toEqual(new Set());
  expect(await found('“erguvan mevsimi”')).toEqual(new Set([two.id]));
  expect(await found('“mevsimi erguvan”')).toEqual(new Set());
  expect(await found('erguvan since:2020-01-01')).toEqual(new Set([one.id, two.id]));
  expect(await found('erguvan until:2020-01-01')).toEqual(new Set());
  expect(await found('erguvan from:kimseyok')).toEqual(new Set());
  expect(idsOf(await search(reader, { q: 'erguvan', has: 'poll' }))).toEqual([two.id]);
});

test('ranked pages neither repeat nor skip while people like, write and hide; older matches follow', async () => {
  const [fan] = (await t.members(1)) as [TestMember];
  const posts: string[] = [];
  for (let index = 0; index < 25; index++)
    posts.push((await makePost(t, { author: index % 2 ? author : third, content: `Leylek ${index}` })).id);
  await t.settled();
  for (const limit of [3, 10, 100]) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await search(reader, { q: 'leylek', limit: `${limit}`, ...(cursor ? { cursor } : {}) });
      seen.push(...idsOf(page));
      expect(page.items.length).toBeGreaterThan(0);
      cursor = page.nextCursor;
      await t.as(fan).put(`/posts/${posts[seen.length % posts.length]}/like`);
    } while (cursor !== null && seen.length < 100);
    expect(seen.toSorted()).toEqual(posts.toSorted());
  }
  const first = await search(reader, { q: 'leylek', limit: '5' });
  await makeMute(t, reader, third);
  const rest = await search(reader, { q: 'leylek', limit: '100', cursor: first.nextCursor ?? '' });
  expect(rest.items.every((post) => post.author.id === author.id)).toBe(true);
  await t.as(reader).delete(`/users/${third.id}/mute`);
});

test.for([
  ['is too short', 'AAAA'],
  ['ends within an id', 'A'.repeat(40)],
  ['has an unknown kind', `_${'A'.repeat(43)}`],
  ['contains too many ids', `AQ${'A'.repeat(2_172)}`],
])('a cursor that %s is refused', async ([, cursor]) => {
  expect(await t.as(reader).get(`/search/posts?q=leylek&cursor=${cursor}`)).toMatchObject({
    status: 400,
    code: 'invalid_cursor',
  });
});

test('nobody finds hidden posts or posts of muted members', async () => {
  const [shy, muted, blocker, follower] = (await t.members(4)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const [elsewhere] = (await t.members(1, { university: 'nar' })) as [TestMember];
  await makeFollow(t, follower, shy);
  const ours = await makePost(t, { author: shy, content: 'Zürafa', visibility: 'university' });
  const theirs = await makePost(t, { author: shy, content: 'Zürafa', visibility: 'followers' });
  await makePost(t, { author: muted, content: 'Zürafa' });
  await makePost(t, { author: blocker, content: 'Zürafa' });
  await makeMute(t, reader, muted);
  await makeBlock(t, blocker, reader);
  await t.settled();
  for (const sort of ['top', 'latest']) {
    const found = async (member: TestMember) => new Set(idsOf(await search(member, { q: 'zürafa', sort })));
    expect(await found(reader)).toEqual(new Set([ours.id]));
    expect((await found(follower)).has(theirs.id)).toBe(true);
    expect((await found(elsewhere)).size).toBe(2);
  }
  await t.as(shy).patch('/users/me', { isPrivate: true });
  expect(idsOf(await search(reader, { q: 'zürafa' }))).toEqual([]);
  await t.as(reader).post('/muted-words', { word: 'kaplan' });
  await makePost(t, { author: third, content: 'Kaplan görmüşler' });
  await t.settled();
  expect(idsOf(await search(reader, { q: 'kaplan' }))).toEqual([]);
});

test('a name also finds posts of that member, below posts with the name, by words of the name and by username', async () => {
  const [writer] = await t.members(1, { username: 'lale_sumbul', displayName: 'Lâle Sümbül' });
  const [mute] = await t.members(1, { username: 'sumbul_lale', displayName: 'Sümbül Lale' });
  const [reader] = await t.members(1);
  const own = await makePost(t, { author: writer!, content: 'Bugün ders yok' });
  const about = await makePost(t, { author: reader!, content: 'sümbül açmış' });
  await makePost(t, { author: mute!, content: 'Beni kimse bulamaz' });
  await t.as(reader!).put(`/users/${mute!.id}/mute`);
  await t.settled();
  const find = async (q: string) =>
    FoundPosts.parse(await t.as(reader!).get(`/search/posts?q=${encodeURIComponent(q)}`)).items.map(
      ({ id }) => id,
    );
  expect(await find('Sümbül')).toEqual([about.id, own.id]);
  expect(await find('lale sumbul')).toEqual([own.id, about.id]);
  expect(await find('@lale_sumbul')).toEqual([own.id]);
  // In chronological order only the words count.
  const latest = await t.as(reader!).get('/search/posts?q=sümbül&sort=latest');
  expect(FoundPosts.parse(latest).items.map(({ id }) => id)).toEqual([about.id]);
});

test('the last word of a phrase may have an ending, but ranks lower then; the order of the words counts', async () => {
  const [ayse] = await t.members(1);
  const ended = await makePost(t, { author: ayse!, content: 'mavi fenerlerin altında' });
  const typed = await makePost(t, { author: ayse!, content: 'mavi fener' });
  await makePost(t, { author: ayse!, content: 'fener mavi' });
  await t.settled();
  const found = await t.as(ayse!).get(`/search/posts?q=${encodeURIComponent('"mavi fener"')}`);
  expect(FoundPosts.parse(found).items.map(({ id }) => id)).toEqual([typed.id, ended.id]);
});

test('a typo is corrected if nothing matches otherwise, and the correction is shown', async () => {
  const post = await makePost(t, { author, content: 'Yemekhanede mercimek çorbası var' });
  await t.settled();
  await t.ctx.jobs.add('search.countWords', {});
  await t.settled();
  const found = await search(reader, { q: 'mercimke çorbası' });
  expect(idsOf(found)).toEqual([post.id]);
  expect(found.corrected).toEqual([{ from: 'mercimke', to: 'mercimek' }]);
});

test('chronological pages neither skip nor repeat', async () => {
  const posts: string[] = [];
  for (let count = 0; count < 25; count++)
    posts.unshift((await makePost(t, { author, content: `Kaplumbağa ${count}` })).id);
  await t.settled();
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: FoundPosts = await search(reader, {
      q: 'kaplumbağalar',
      sort: 'latest',
      limit: '7',
      ...(cursor ? { cursor } : {}),
    });
    ids.push(...idsOf(page));
    cursor = page.nextCursor;
  }
  expect(ids).toEqual(posts);
});

test('pages continue after many posts that are hidden from the viewer', async () => {
  const [loud, quiet] = (await t.members(2)) as [TestMember, TestMember];
  const wanted = await makePost(t, { author: quiet, content: 'Ahtapot' });
  for (let count = 0; count < 70; count++) await makePost(t, { author: loud, content: `Ahtapot ${count}` });
  await makeMute(t, reader, loud);
  await t.settled();
  expect(idsOf(await search(reader, { q: 'ahtapot', sort: 'latest' }))).toEqual([wanted.id]);
});

/** Posts with this text, by their age in days. */
async function makeOld(author: TestMember, content: string, daysOld: readonly number[]): Promise<string[]> {
  const now = t.ctx.clock().getTime();
  const ids = daysOld.map((days) => idAt(now - days * 86_400_000));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at) select id, $2, $3, 10, at from unnest($1::uuid[], $4::timestamptz[]) made (id, at)`,
    [ids, author.id, content, daysOld.map((days) => new Date(now - days * 86_400_000))],
  );
  return ids;
}

test('pages continue through the years, month by month, also after new partitions were created', async () => {
  const days = Array.from({ length: 60 }, (_, index) => index * 17);
  const posts = await makeOld(author, 'Salyangoz', days);
  const all = async (query: Record<string, string>) => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: FoundPosts = await search(reader, { ...query, limit: '7', ...(cursor ? { cursor } : {}) });
      ids.push(...idsOf(page));
      cursor = page.nextCursor;
    }
    return ids;
  };
  for (const postId of posts) await t.ctx.jobs.add('search.indexPost', { postId });
  await t.settled();
  expect(await all({ q: 'salyangoz', sort: 'latest' })).toEqual(posts);
  await t.ctx.jobs.add('search.indexAll', {});
  await t.settled();
  const outside = await t.ctx.pool.query('select count(*) from search.posts_default');
  expect(Number(outside.rows[0].count)).toBe(0);
  expect(await all({ q: 'salyangozlar', sort: 'latest' })).toEqual(posts);
  const day = (daysOld: number) =>
    new Date(t.ctx.clock().getTime() - daysOld * 86_400_000).toISOString().slice(0, 10);
  const some = posts.filter((_, index) => days[index]! > 100 && days[index]! < 700);
  const between = await all({ q: 'salyangoz', sort: 'latest', until: day(99.5), since: day(700) });
  expect(between.filter((id) => some.includes(id))).toEqual(some);
  expect(between.length - some.length).toBeLessThanOrEqual(1);
});

test('the short query for the index matches the same as the whole one', async () => {
  const words = ['kitap', 'kitabı', 'kitaplar', 'kit', 'evler', 'ev', 'exams', 'exam', 'gidiyorum', 'gitmek'];
  const texts = fc.array(fc.constantFrom(...words, '#kitap'), { maxLength: 5 });
  const typed = fc.array(fc.constantFrom(...words, '-ev', '-kitap', '"ev kitap"', '#kitap'), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(texts, { minLength: 3 }),
      typed,
      fc.boolean(),
      async (posts, parts, isLoose) => {
        const parsedQuery = parseQuery(parts.join(' '));
        const whole = toTsquery(parsedQuery, ANY_AUTHOR, { matchesAny: isLoose });
        const short = toTsquery(parsedQuery, ANY_AUTHOR, { matchesAny: isLoose, forIndex: true });
        fc.pre(whole !== null);
        const documents = posts.map((text, index) =>
          documentOf({
            id: String(index),
            authorId: author.id,
            content: text.join(' '),
            contentWarning: null,
            language: null,
            hashtags: text.includes('#kitap') ? ['kitap'] : [],
            hasMedia: false,
            hasPoll: false,
            hasLink: false,
          }),
        );
        const { rows } = await t.ctx.pool.query(
          'select words::tsvector @@ $2::tsquery as whole, words::tsvector @@ $3::tsquery as short from unnest($1::text[]) words',
          [documents, whole, short],
        );
        expect(rows.map((row) => row.short)).toEqual(rows.map((row) => row.whole));
      },
    ),
  );
});

test('posts from before the search index are found after the job has indexed all posts', async () => {
  const post = await makePost(t, { author, content: 'Ornitorenk' });
  await t.settled();
  await t.ctx.pool.query('truncate search.posts');
  expect(idsOf(await search(reader, { q: 'ornitorenk' }))).toEqual([]);
  await t.ctx.jobs.add('search.indexAll', {});
  await t.settled();
  expect(idsOf(await search(reader, { q: 'ornitorenk' }))).toEqual([post.id]);
});

test.for([
  ['-vize', 422, 'empty_search'],
  ['', 422, 'empty_search'],
  ['vize since:dün', 422, 'invalid_search_operator'],
] as const)('“%s” is refused', async ([q, status, code]) => {
  expect(await t.as(reader).get(`/search/posts?q=${encodeURIComponent(q)}`)).toMatchObject({ status, code });
});
