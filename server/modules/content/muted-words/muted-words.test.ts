import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { loadViewer, makePost } from '../factory.ts';
import { Thread } from '../schemas.ts';
import { mutedMatcher } from './matcher.ts';
import { MutedWord } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const two = async () => (await t.members(2)) as [TestMember, TestMember];
const mute = (member: TestMember, word: string, more: object = {}) =>
  t.as(member).raw('POST', '/muted-words', { body: { word, ...more } });

test('all spellings of a word are one muted word, which is changed and deleted', async () => {
  const [ayse, bora] = await two();
  const first = await mute(ayse, ' Sınav ');
  expect(first.status).toBe(201);
  expect(MutedWord.strict().parse(first.body)).toMatchObject({
    word: 'Sınav',
    scope: 'everywhere',
    suffixes: true,
    expiresAt: null,
  });
  const again = await mute(ayse, 'SINAV', { scope: 'home' });
  expect(again.body).toEqual({ ...first.body, word: 'SINAV', scope: 'home' });
  expect((await t.as(ayse).get('/muted-words')).items).toEqual([again.body]);
  const path = `/muted-words/${first.body.id}`;
  expect(await t.as(ayse).patch(path, { suffixes: false })).toEqual({ ...again.body, suffixes: false });

  expect((await t.as(bora).get('/muted-words')).items).toEqual([]);
  expect(await t.as(bora).patch(path, { suffixes: true })).toMatchObject({ code: 'muted_word_not_found' });
  await t.as(bora).delete(path);
  expect((await t.as(ayse).get('/muted-words')).items).toHaveLength(1);
  expect((await t.as(ayse).raw('DELETE', path)).status).toBe(204);
  expect((await t.as(ayse).get('/muted-words')).items).toEqual([]);
});

test('a hashtag page leaves out posts with a muted word, fills its pages, and skips nothing else', async () => {
  const [ayse, bora] = await two();
  const wanted: string[] = [];
  for (let index = 0; index < 45; index += 1) {
    const isWanted = index % 8 === 0;
    const post = await makePost(t, {
      author: bora,
      content: `#kantin ${isWanted ? 'çay' : 'kuyruklar'} ${index}`,
    });
    if (isWanted) wanted.unshift(post.id);
  }
  await mute(ayse, 'kuyruk');
  await mute(ayse, 'çay', { scope: 'home' });
  const read: string[] = [];
  let cursor = '';
  do {
    const page = await t.as(ayse).get(`/hashtags/kantin/posts?limit=2${cursor && `&cursor=${cursor}`}`);
    if (page.nextCursor !== null) expect(page.items).toHaveLength(2);
    read.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(read).toEqual(wanted);
});

test('in a thread a post with a muted word stays, marked with the word', async () => {
  const [ayse, bora] = await two();
  const root = await makePost(t, { author: bora, content: 'Dizinin finalini gördünüz mü?' });
  const reply = await makePost(t, { author: bora, content: 'Evet', replyTo: root });
  const mine = await makePost(t, { author: ayse, content: 'Final kötüydü', replyTo: reply });
  const theirs = await makePost(t, { author: bora, content: 'Final!', replyTo: reply });
  await mute(ayse, 'final');
  const thread = Thread.parse(await t.as(ayse).get(`/posts/${reply.id}/thread`));
  expect(thread.ancestors).toMatchObject([{ id: root.id, mutedWord: 'final' }]);
  expect(thread.replies.items[0]).toMatchObject({ id: mine.id });
  expect(thread.replies.items[0]).not.toHaveProperty('mutedWord');
  expect(thread.replies.items[1]).toMatchObject({ id: theirs.id, mutedWord: 'final' });
  const other = Thread.parse(await t.as(bora).get(`/posts/${reply.id}/thread`));
  expect(JSON.stringify(other)).not.toContain('mutedWord');
});

test('a muted word expires, and without muted words there is no matcher', async () => {
  const [ayse, bora] = await two();
  const viewer = await loadViewer(t, ayse);
  expect(await mutedMatcher(t.ctx, viewer, 'home')).toBeNull();
  const expiresAt = new Date(t.ctx.clock().getTime() + 300_000).toISOString();
  await mute(ayse, 'final', { scope: 'home', expiresAt });
  const post = await makePost(t, { author: bora, content: 'Finaller' });
  const quoting = await makePost(t, { author: bora, content: 'Bak', quoteOf: post });
  expect(await mutedMatcher(t.ctx, viewer, 'elsewhere')).toBeNull();
  const muted = await mutedMatcher(t.ctx, viewer, 'home');
  expect(muted?.(post)).toBe('final');
  expect(muted?.(quoting)).toBe('final');
  t.clock.advance(300_000);
  expect(await mutedMatcher(t.ctx, viewer, 'home')).toBeNull();
  expect((await t.as(ayse).get('/muted-words')).items).toEqual([]);
  t.clock.advance(-300_000);
});

test.for([
  [{ word: ' ' }, 422, 'muted_word_empty'],
  [{ word: 'a'.repeat(61) }, 422, 'muted_word_too_long'],
  [{ word: '#iki kelime' }, 422, 'not_a_hashtag'],
  [{ word: '\u0301' }, 422, 'muted_word_empty'],
  [{ word: '\u{e0100}\u3164' }, 422, 'muted_word_empty'],
  [{ word: 'a\u0000' }, 400, 'forbidden_character'],
  [{ word: 'a', expiresAt: '2020-01-01T00:00:00Z' }, 422, 'expiry_in_past'],
  [{ word: 'a', scope: 'nowhere' }, 400, 'invalid_request'],
] as const)('muting %j is refused', async ([body, status, code]) => {
  const [ayse] = await two();
  expect(await t.as(ayse).post('/muted-words', body)).toMatchObject({ status, code });
});

test('a member mutes two hundred words at most', async () => {
  const [ayse] = await two();
  await t.ctx.pool.query(
    `insert into content.muted_words (id, user_id, word, key, scope, suffixes, created_at)
     select gen_random_uuid(), $1, 'w' || nr, 'w' || nr, 'home', true, now() from generate_series(1, 199) nr`,
    [ayse.id],
  );
  const answers = await Promise.all(['bir', 'iki', 'üç'].map((word) => mute(ayse, word)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  expect((await mute(ayse, 'w7')).status).toBe(201);
});
