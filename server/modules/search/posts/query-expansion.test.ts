import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../social/factory.ts';
import { textDocument } from './document.ts';
import { synonymGlossary } from './glossary.ts';
import { createHighlighter } from './highlight.ts';
import { ANY_AUTHOR, parseQuery, toTsquery } from './query.ts';
import { expandQuery } from './query-expansion.ts';
import { FoundPosts } from './schemas.ts';
import { findSynonyms } from './synonyms.ts';
import { splitIntoWords } from './tokenizer.ts';

const t = await testServer();
afterAll(t.close);

const search = async (member: TestMember, query: Record<string, string>) =>
  FoundPosts.parse(await t.as(member).get(`/search/posts?${new URLSearchParams(query)}`));
const found = async (q: string, member: TestMember = reader, more: Record<string, string> = {}) =>
  (await search(member, { q, ...more })).items.map(({ id }) => id);
const [reader, author, hidden] = (await t.members(3)) as [TestMember, TestMember, TestMember];

/** Synonym sets with a single word on each side: the query uses one side, the posts the other. */
const pairs = synonymGlossary().flatMap((set) => {
  const [turkish, english] = [set.turkish, set.english].map((side) =>
    side.find((name) => !/[\s’-]/.test(name)),
  );
  return turkish && english ? [[turkish, english] as const] : [];
});
const SAMPLED_PAIRS = pairs.filter((_, index) => index % 30 === 0);

test('every synonym set has names on both sides, and each name finds its set, in capitals and without Turkish letters, too', () => {
  expect(synonymGlossary().length).toBeGreaterThan(500);
  for (const { turkish, english } of synonymGlossary()) {
    for (const name of [...turkish, ...english]) {
      const words = splitIntoWords(name).map(({ folded }) => folded);
      expect(words.length, `${turkish} = ${english}`).toBeGreaterThan(0);
      const others = findSynonyms(words).filter(({ from, length }) => from === 0 && length === words.length);
      expect(others.length, `${turkish} = ${english}: ${name}`).toBeGreaterThan(0);
    }
  }
  const spell = fc.constantFrom<(name: string) => string>(
    (name) => name.toLocaleUpperCase('tr'),
    (name) => name.toLocaleUpperCase('en'),
    (name) => name.replaceAll('i', 'ı'),
    (name) => name.replaceAll('ı', 'i'),
    (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  );
  fc.assert(
    fc.property(fc.constantFrom(...pairs.flat()), spell, (name, spelled) => {
      expect(expandQuery(parseQuery(spelled(name)))).toEqual(expandQuery(parseQuery(name)));
    }),
  );
});

test('a query in one language finds the other, below literal matches, never chronologically, and highlighted', async () => {
  const turkish = await makePost(t, { author, content: 'Kütüphanenin arka kapısı açık' });
  const english = await makePost(t, { author, content: 'The library has a back door' });
  const newer = await makePost(t, { author, content: 'Kütüphaneye yürüyorum' });
  await t.settled();
  expect((await found('library'))[0]).toBe(english.id);
  expect(new Set(await found('library'))).toEqual(new Set([turkish.id, english.id, newer.id]));
  expect((await found('kütüphane')).at(-1)).toBe(english.id);
  expect((await found('library kapı'))[0]).toBe(turkish.id);
  expect(await found('library', reader, { sort: 'latest' })).toEqual([english.id]);
  const [post] = (await search(reader, { q: 'library kapı' })).items;
  const highlighted = post?.matches.map(({ start, end }) => [...post.content].slice(start, end).join(''));
  expect(highlighted).toEqual(['Kütüphanenin', 'kapısı']);
});

test('names of several words, on either side, and English words with Turkish endings', async () => {
  const dueDate = await makePost(t, { author, content: 'Projenin teslim tarihini soruyorum' });
  const notes = await makePost(t, { author, content: 'Yesterday’s lecture notes, anybody?' });
  const talks = await makePost(t, { author, content: 'Two presentations tomorrow' });
  await t.settled();
  expect(await found('deadline')).toEqual([dueDate.id]);
  expect(await found("deadline'ı")).toEqual([dueDate.id]);
  expect(await found('ders notları')).toContain(notes.id);
  expect(await found('presentationlar')).toEqual([talks.id]);
});

test('joined words are found split, split words joined, and words inside others', async () => {
  const apart = await makePost(t, { author, content: 'Bisiklet yolu bitti' });
  const together = await makePost(t, { author, content: 'Bozuk bisikletyolu' });
  const three = await makePost(t, { author, content: 'Uzun kardantatili umudu' });
  const tag = await makePost(t, { author, content: 'Günün kaydı #patikabaharı' });
  const other = await makePost(t, { author, content: 'Günün kaydı #qwxzbaharı' });
  await makePost(t, { author, content: 'Patika ve bisikletçi' });
  await t.settled();
  await t.ctx.jobs.add('search.countWords', {});
  await t.settled();
  expect(await found('bisikletyolu')).toEqual([together.id, apart.id]);
  expect(await found('bisiklet yolu')).toEqual(expect.arrayContaining([together.id, apart.id]));
  expect(await found('uzun kardan tatili')).toEqual([three.id]);
  expect(await found('bahar')).toContain(tag.id);
  // The rest before it in that word is not a word that anybody has written.
  expect(await found('bahar')).not.toContain(other.id);
});

test('a phrase, a quoted word and -not are taken literally', async () => {
  const [dorm, , both] = [
    await makePost(t, { author, content: 'Dormitory rules of the house' }),
    await makePost(t, { author, content: 'Yurt kuralları, bizim katta' }),
    await makePost(t, { author, content: 'Dormitory, yani yurt' }),
  ];
  await t.settled();
  expect(new Set(await found('"dormitory"'))).toEqual(new Set([dorm.id, both.id]));
  expect(await found('"dormitory rules"')).toEqual([dorm.id]);
  expect(await found('"yurt rules"')).toEqual([]);
  expect(new Set(await found('dormitory -yurt'))).toEqual(new Set([dorm.id]));
  expect(new Set(await found('yurt -kural'))).toEqual(new Set([dorm.id, both.id]));
  fc.assert(
    fc.property(fc.constantFrom(...pairs.flat()), fc.constantFrom(...pairs.flat()), (a, b) => {
      expect(expandQuery(parseQuery(`"${a}" -${b}`))).toEqual([]);
      expect(expandQuery(parseQuery(`"${a} ${b}" #${a}`))).toEqual([]);
      expect(createHighlighter(parseQuery(`"${a}"`))(`x ${b}`).length).toBeLessThanOrEqual(a === b ? 1 : 2);
    }),
  );
});

test('the index query of expansions matches all that any synonym matches, and expansions match all that was typed', async () => {
  const names = synonymGlossary()
    .flatMap(({ turkish, english }) => [...turkish, ...english])
    .filter((name) => !/[’-]/.test(name));
  const name = fc.constantFrom(...names.filter((_, index) => index % 7 === 0));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 20 }),
      fc.array(name, { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      async (posts, asked, isLoose) => {
        const parsedQuery = parseQuery(`${asked.join(' ')} `);
        const expansions = expandQuery(parsedQuery);
        const spelling = { expansions, matchesAny: isLoose, forIndex: true };
        const narrowed = { words: new Set(parsedQuery.words), completions: undefined };
        const [whole, index, typed] = [
          toTsquery(parsedQuery, ANY_AUTHOR, spelling),
          toTsquery(parsedQuery, ANY_AUTHOR, { ...spelling, narrowed }),
          toTsquery(parsedQuery, ANY_AUTHOR, { matchesAny: isLoose, forIndex: true }),
        ];
        const { rows } = await t.ctx.pool.query(
          'select words::tsvector @@ $2::tsquery as whole, words::tsvector @@ $3::tsquery as index, words::tsvector @@ $4::tsquery as typed from unnest($1::text[]) words',
          [posts.map((words) => textDocument(words.join(' '))), whole, index, typed],
        );
        for (const found of rows) {
          expect(found.index || !found.whole).toBe(true);
          expect(found.whole || !found.typed).toBe(true);
        }
      },
    ),
  );
});

test('more than five words are not expanded, and five make a query of bounded length', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pairs.flat()), { minLength: 6, maxLength: 12 }), (words) => {
      expect(expandQuery(parseQuery(words.join(' ')))).toEqual([]);
    }),
  );
});

let blocker: TestMember;
beforeAll(async () => {
  [blocker] = (await t.members(1)) as [TestMember];
});

test('an expansion shows nobody hidden posts', async () => {
  const [asker, muted, follower] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  await makeMute(t, asker, muted);
  await makeBlock(t, blocker, asker);
  await makeFollow(t, follower, hidden);
  for (const [turkish, english] of SAMPLED_PAIRS) {
    for (const text of [turkish, english]) {
      await makePost(t, { author, content: `Açık ${text}` });
      await makePost(t, { author: hidden, content: `Saklı ${text}`, visibility: 'followers' });
      await makePost(t, { author: muted, content: `Sessiz ${text}` });
      await makePost(t, { author: blocker, content: `Engelli ${text}` });
    }
  }
  await t.settled();
  await t.as(follower).post('/muted-words', { word: 'sessiz' });
  for (const [turkish, english] of SAMPLED_PAIRS) {
    for (const asked of [turkish, english]) {
      const other = asked === turkish ? english : turkish;
      // Hidden posts do not take a position either.
      expect(await found(asked, asker, { limit: '2' })).toHaveLength(2);
      const seen = (await search(asker, { q: asked, limit: '100' })).items.map(({ content }) => content);
      expect(seen.filter((content) => /^(Saklı|Sessiz|Engelli)/.test(content))).toEqual([]);
      const shown = (await search(follower, { q: asked, limit: '100' })).items.map(({ content }) => content);
      expect(shown).toEqual(expect.arrayContaining([`Saklı ${other}`, `Engelli ${other}`]));
      expect(shown.filter((content) => content.startsWith('Sessiz'))).toEqual([]);
    }
  }
});
