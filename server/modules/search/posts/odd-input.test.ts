import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { exampleCount } from '../../../testing/depth.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { FoundPosts } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const [reader, author] = (await t.members(2)) as [TestMember, TestMember];
const answer = (path: string, q: string) => t.as(reader).raw('GET', `${path}?q=${encodeURIComponent(q)}`);
const found = async (q: string) =>
  FoundPosts.parse(await t.as(reader).get(`/search/posts?q=${encodeURIComponent(q)}`)).items.map(
    ({ id }) => id,
  );

/** Every path that takes a text that a member types. */
const PATHS = [
  '/search/posts',
  '/search/users',
  '/search/hashtags',
  '/search/suggestions',
  '/conversations/search',
];

const ODD = [
  ...[
    '❤️',
    '❤',
    '👍🏽',
    '🎉🎉',
    '🏳️‍🌈',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '1️⃣',
    '#️⃣',
    '🇹🇷',
    '☝🏽',
    '©',
    '\ufe0f',
    '\u200d',
    '\u0301',
    '\u20e3',
  ],
  ...['\u3164', '#\u3164', '\u00ad', '-\u00ad', '"\u00ad"', '\u{e0100}', '\u17b4', 'a\u200cb', '#a\u00adb'],
  ...[
    '#1',
    '#',
    '##',
    '#-',
    '#_',
    '_',
    '__',
    '1',
    '0',
    ':)',
    ':-(',
    '?',
    '!',
    '...',
    'c++',
    'c#',
    '.net',
    '+',
    '@',
    '@_',
    '&',
  ],
  ...[
    "'",
    "''",
    '\\',
    "\\'",
    '"',
    '""',
    '"',
    '-',
    '--',
    '-"',
    '|',
    '!',
    '<->',
    ':*',
    ':A',
    'a:*',
    "a' | 'b",
    '%',
    '%%',
    '*',
  ],
  ...['"❤️ ☕"', '-❤️', '-"❤️"', '#❤️', 'from:❤️', 'ﾞ', '\ufdfa', 'ͅ', '़', '゙', '\u{1f3fd}'],
];

test.for(PATHS)('%s answers any odd input, and never with an internal error', async (path) => {
  for (const q of ODD) {
    const { status } = await answer(path, q);
    expect([200, 400, 422], `${path} ${JSON.stringify(q)}`).toContain(status);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constantFrom(...ODD, ' ', 'kedi'), fc.string({ unit: 'binary', maxLength: 6 })), {
        minLength: 1,
        maxLength: 5,
      }),
      async (parts) => {
        fc.pre(!/\p{Surrogate}/u.test(parts.join('')));
        expect([200, 400, 422]).toContain((await answer(path, parts.join(''))).status);
      },
    ),
    { numRuns: exampleCount(60) },
  );
});

test('a query without anything to search for is refused, in posts and in messages', async () => {
  for (const q of ['?', ':)', '\u200d', '\u3164', '-', '#', '-\u00ad', '"\u00ad"']) {
    expect(await answer('/search/posts', q)).toMatchObject({
      status: 422,
      body: { code: 'empty_search' },
    });
    expect((await answer('/conversations/search', q)).status).toBe(422);
  }
});

test('a post is found by its emoji alone, in any spelling', async () => {
  const heart = await makePost(t, { author, content: 'Günaydın ❤️ dünya' });
  const thumb = await makePost(t, { author, content: 'Oldu 👍🏽' });
  const flag = await makePost(t, { author, content: 'Maç 🇹🇷🏳️‍🌈' });
  await t.settled();
  for (const q of ['❤️', '❤', 'günaydın ❤', '"günaydın dünya"']) expect(await found(q)).toEqual([heart.id]);
  for (const q of ['👍', '👍🏽', '👍🏿']) expect(await found(q)).toEqual([thumb.id]);
  for (const q of ['🇹🇷', '🏳️‍🌈', '🏳‍🌈']) expect(await found(q)).toEqual([flag.id]);
  expect(await found('🎲')).toEqual([]);
});

test('a soft hyphen, a joiner or any other invisible code point is not part of a word', async () => {
  const post = await makePost(t, { author, content: 'Kütüp\u00adha\u200cne\u{e0100}mizde ser\u2060gi' });
  await t.settled();
  for (const q of ['kütüphane', 'kütüp\u00adhane', 'sergi', 'ser\u3164gi', '"kütüphanemizde sergi"'])
    expect(await found(q), q).toEqual([post.id]);
});

test('an underscore is not a letter: the words around it are words, and so is the whole', async () => {
  const bold = await makePost(t, { author, content: 'Bu _kalın_ bir söz' });
  const tag = await makePost(t, { author, content: 'Akşam #spor_salonu' });
  await t.settled();
  expect(await found('kalın')).toEqual([bold.id]);
  for (const q of ['salonu', 'spor', 'spor_salonu', '#spor_salonu', 'sporsalonu', 'spor salonu', '_salonu_'])
    expect(await found(q), q).toEqual([tag.id]);
});

test('course codes match in any spelling', async () => {
  const ways = [
    'MATH-102',
    'MATH 102',
    'math102',
    'Math_102',
    'MATH.102',
    'MATH/102',
    'MATH\u00a0102',
    'MATH  102',
    'MATH−102',
    'MATH—102',
  ];
  const posts = [];
  for (const code of ways) posts.push((await makePost(t, { author, content: `${code} vizesi` })).id);
  const two = [];
  for (const code of ['EE 201', 'ee201', 'EE-201'])
    two.push((await makePost(t, { author, content: `Ödev: ${code}` })).id);
  await makePost(t, { author, content: 'MATH-103, EE 202' });
  await t.settled();
  for (const q of ways)
    expect((await found(q)).slice(0, ways.length).toSorted(), q).toEqual(posts.toSorted());
  for (const q of ['EE 201', 'ee201', 'EE-201', 'ee_201'])
    expect((await found(q)).slice(0, 3).toSorted(), q).toEqual(two.toSorted());
});

test('hashtags in camel case are found by each word, and programming languages by their symbols', async () => {
  const tag = await makePost(t, { author, content: 'Geliyor #BaharŞenliği2026' });
  const cpp = await makePost(t, { author, content: 'Ödev C++ ile' });
  const sharp = await makePost(t, { author, content: 'Ödev C# ile' });
  await t.settled();
  for (const q of ['şenlik', 'bahar', '#baharşenliği2026']) expect(await found(q), q).toContain(tag.id);
  expect(await found('c++')).toEqual([cpp.id]);
  expect(await found('c#')).toEqual([sharp.id]);
});
