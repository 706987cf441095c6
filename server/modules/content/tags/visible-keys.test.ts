import { readFile } from 'node:fs/promises';
import { hashtagKey, withoutInvisible } from '@chitlaq/text';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeDirect, makeMessage } from '../../messaging/factory.ts';
import { makePost } from '../factory.ts';

const t = await testServer();
afterAll(t.close);

const MIGRATION = new URL('../../../../database/migrations/0145_content_visible_keys.sql', import.meta.url);
const all = async (statement: string, values: unknown[] = []) =>
  (await t.ctx.pool.query({ text: statement, values, rowMode: 'array' })).rows;

test('the database leaves out the same characters as packages/text', async () => {
  const characters: string[] = [];
  for (let codePoint = 1; codePoint <= 0xe0fff; codePoint += 1) {
    if (codePoint >= 0x20000 && codePoint < 0xe0000) continue;
    if (codePoint < 0xd800 || codePoint > 0xdfff) characters.push(String.fromCodePoint(codePoint));
  }
  const rows = await all(
    `select character from unnest($1::text[]) character where platform.visible(character) = ''`,
    [characters],
  );
  expect(rows.flat()).toEqual(characters.filter((character) => withoutInvisible(character) === ''));
  await fc.assert(
    fc.asyncProperty(
      fc.string({
        unit: fc.constantFrom(...'aşı \u00ad\u200d\u3164\ufe0f\u0301\u1100\u1161', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴', '\u{e0067}'),
      }),
      async (text) => {
        const [row] = await all('select platform.visible($1)', [text]);
        expect(row).toEqual([withoutInvisible(text).normalize('NFC')]);
      },
    ),
    { numRuns: 50 },
  );
});

test('stored keys that differ only in invisible characters are merged, with their posts, followers and words', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const direct = await makeDirect(t, ayse, bora);
  const posts = [
    await makePost(t, { author: ayse, content: '#bayram' }),
    await makePost(t, { author: ayse, content: '#bay\u200cram ve #ba\u3164yram' }),
    await makePost(t, { author: bora, content: '#bayram\u{e0100}' }),
    await makePost(t, { author: bora, content: 'yalnız \u3164 #yeni\u200cgün' }),
  ];
  const message = await makeMessage(t, ayse, direct, 'bay\u3164ram geldi');
  const [first, second, third, fourth] = posts.map(({ id }) => id);

  // The state before the migration: the table names of then, and a key for each spelling.
  await all('alter table feed.counted_hashtag_days rename to counted_days');
  await all('alter table analytics.hashtag_statistics rename to hashtag_figures');
  const twins = ['bay\u200cram', 'ba\u3164yram', 'bayram\u{e0100}', '\u3164', 'yeni\u200cgun'];
  for (const key of twins) await all('insert into content.hashtags (key, tag) values ($1, $1)', [key]);
  await all(`delete from content.post_hashtags where post_id = any($1::uuid[])`, [[second, third, fourth]]);
  await all(`delete from content.hashtags where key = 'yenigun'`);
  await all(
    `insert into content.post_hashtags (key, post_id) values ($1, $6), ($2, $6), ($3, $7), ($4, $8), ($5, $8)`,
    [...twins, second, third, fourth],
  );
  const tagEntity = (tag: string) => JSON.stringify([{ type: 'hashtag', start: 0, end: 9, tag }]);
  await all('update content.posts set entities = $2 where id = $1', [third, tagEntity('bayram\u{e0100}')]);
  await all('update content.posts set entities = $2 where id = $1', [fourth, tagEntity('\u3164')]);
  for (const [key, user] of [
    ['bayram', ayse],
    ['bay\u200cram', ayse],
    ['ba\u3164yram', bora],
    ['\u3164', bora],
  ] as const) {
    await all('insert into content.hashtag_follows (user_id, key, tag, id) values ($1, $2, $2, $3)', [
      user.id,
      key,
      newId(),
    ]);
  }
  const hide =
    'insert into feed.hidden_hashtags (key, id, tag, reason, hidden_at) values ($1, $2, $1, $3, now())';
  await all(hide, ['gizli\u200b', newId(), 'ilk']);
  await all(hide, ['giz\u3164li', newId(), 'son']);
  await all(`insert into feed.counted_days values ('2026-01-01'), ('2026-01-02')`);
  const count =
    'insert into feed.hashtag_days (scope_id, key, day, people, known_people) values (feed.everywhere(), $1, $2, 1, 1)';
  await all(count, ['bayram', '2026-01-01']);
  await all(count, ['ba\u3164yram', '2026-01-01']);
  await all(count, ['bayram', '2026-01-02']);
  const mute = `insert into content.muted_words (id, user_id, word, key, scope, suffixes, created_at)
    values ($1, $2, $3, $3, $4, $5, now())`;
  await all(mute, [newId(), ayse.id, 'spor_salonu', 'home', false]);
  await all(mute, [newId(), ayse.id, 'spor salonu', 'everywhere', true]);
  await all(mute, [newId(), ayse.id, '#bay\u200cram', 'home', true]);
  await all(mute, [newId(), ayse.id, '\u3164', 'home', true]);
  await all(mute, [newId(), ayse.id, 'başka_', 'home', true]);
  await all(mute, [newId(), bora.id, 'spor_salonu', 'home', false]);
  await all(`update messaging.messages set words = $2::tsvector where id = $1`, [
    message.id,
    `'bay\u3164ram':1A 'geldi':2A 's:bay\u3164ram' '\u3164':3A 's:\u3164'`,
  ]);

  for (let run = 0; run < 2; run += 1) {
    await all(await readFile(MIGRATION, 'utf8'));
    const tags = `select key, post_id from content.post_hashtags where post_id = any($1::uuid[]) order by post_id, key`;
    expect(await all(tags, [posts.map(({ id }) => id)])).toEqual([
      ['bayram', first],
      ['bayram', second],
      ['bayram', third],
      ['yenigun', fourth],
    ]);
    const wrong = (await all('select key from content.hashtags'))
      .flat()
      .filter((key) => key !== hashtagKey(key));
    expect(wrong).toEqual([]);
    expect(
      await all('select entities from content.posts where id = any($1::uuid[]) order by id', [
        [third, fourth],
      ]),
    ).toMatchObject([[[{ tag: 'bayram' }]], [[]]]);
    expect(await all('select user_id, key from content.hashtag_follows order by id')).toEqual([
      [ayse.id, 'bayram'],
      [bora.id, 'bayram'],
    ]);
    expect(await all('select key, reason from feed.hidden_hashtags')).toEqual([['gizli', 'ilk']]);
    expect(await all('select key, day::text from feed.hashtag_days')).toEqual([['bayram', '2026-01-02']]);
    expect(await all('select day::text from feed.counted_days')).toEqual([['2026-01-02']]);
    expect(await all('select user_id, key, scope, suffixes from content.muted_words order by id')).toEqual([
      [ayse.id, 'spor salonu', 'everywhere', true],
      [ayse.id, '#bayram', 'home', true],
      [ayse.id, 'başka', 'home', true],
      [bora.id, 'spor salonu', 'home', false],
    ]);
    expect(await all('select words::text from messaging.messages where id = $1', [message.id])).toEqual([
      [`'bayram':1A 'geldi':2A 's:bayram'`],
    ]);
  }
});

test('a name is found without its invisible characters', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await t.as(bora).patch('/users/me', { displayName: 'Ber\u00adke\u3164han Tunçsiper' });
  expect((await t.as(ayse).get('/search/users?q=berkehan')).items).toMatchObject([{ id: bora.id }]);
  expect(
    (await t.as(ayse).get(`/search/users?q=${encodeURIComponent('berke\u200bhan')}`)).items,
  ).toHaveLength(1);
});
