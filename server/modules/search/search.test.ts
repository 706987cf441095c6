import { fold } from '@chitlaq/text';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleCount } from '../../testing/depth.ts';
import { type TestMember, testServer } from '../../testing/server.ts';

const t = await testServer();
afterAll(t.close);

let reader: TestMember;
let isik: TestMember;
let istanbul: TestMember;
beforeAll(async () => {
  [reader] = (await t.members(1)) as [TestMember];
  [isik] = (await t.members(1, { displayName: 'Işık Çağlayan', username: 'isik_c' })) as [TestMember];
  [istanbul] = (await t.members(1, { displayName: 'İSTANBUL Kulübü', username: 'ist_kulup' })) as [
    TestMember,
  ];
});

const found = async (q: string, member: TestMember = reader): Promise<string[]> =>
  (await t.as(member).get(`/search/users?q=${encodeURIComponent(q)}`)).items.map(
    (item: { id: string }) => item.id,
  );

test.for([
  'İSTANBUL',
  'istanbul',
  'ıstanbul',
  'Istanbul',
  'ist',
  'kulubu',
  'Kulübü',
  '@ist_kulup',
  'istanbul kul',
])('%s finds İSTANBUL Kulübü', async (q) => {
  expect((await found(q))[0]).toBe(istanbul.id);
});

test.for(['ışık', 'isik', 'IŞIK', 'caglayan', 'Çağla', 'is', 'caglayn', 'isik caglyan'])(
  '%s finds Işık Çağlayan',
  async (q) => {
    expect((await found(q))[0]).toBe(isik.id);
  },
);

test('wildcard characters of a pattern are taken literally', async () => {
  expect(await found('%')).toEqual([]);
  expect(await found('___')).toEqual([]);
  expect(await found('ist_k')).toEqual([istanbul.id]);
});

test('the database folds like the text package', async () => {
  const foldedByDatabase = async (texts: string[]) => {
    const { rows } = await sql<{ folded: string }>`
      select platform.fold(text) as folded from unnest(${texts}::text[]) with ordinality listed (text, place) order by place`.execute(
      t.ctx.db,
    );
    return rows.map(({ folded }) => folded);
  };
  const characters = Array.from({ length: 0x2_fa20 }, (_, index) => String.fromCodePoint(index + 1)).filter(
    (character) => /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character),
  );
  // Not those of a Unicode version newer than PostgreSQL's: no name here has one.
  const { rows: known } = await sql<{ text: string }>`
    select text from unnest(${characters.map((character) => `a${character}b`)}::text[]) text where unicode_assigned(text)`.execute(
    t.ctx.db,
  );
  expect(known.length).toBeGreaterThan(characters.length * 0.95);
  const alone = known.map(({ text }) => text);
  const folded = await foldedByDatabase(alone);
  expect(alone.filter((text, index) => folded[index] !== fold(text))).toEqual([]);

  const unit = fc.constantFrom(
    ...'abcçdefgğhıijklmnoöprsştuüvyzABCÇĞIİÖŞÜáñõôßæØłĐς 0_.\u0301\u0327\u200d',
    '김',
    'أ',
    'が',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit, maxLength: 30 }), { maxLength: 50 }), async (texts) => {
      expect(await foldedByDatabase(texts)).toEqual(texts.map(fold));
    }),
    { numRuns: exampleCount(40) },
  );
});

test('a new name is found at once, and the old one is not', async () => {
  const [ada] = await t.members(1, { displayName: 'Eski Adım' });
  await t.as(ada!).patch('/users/me', { displayName: 'Yepyeni Birisi' });
  expect(await found('yepyeni')).toEqual([ada!.id]);
  expect(await found('eski adim')).not.toContain(ada!.id);
});

test('a followee comes before a stranger of the same name', async () => {
  const [one, two] = await t.members(2, { displayName: 'Deniz Aksoy' });
  const [last] = (await found('deniz aksoy')).slice(-1);
  await t.as(reader).put(`/users/${last}/follow`);
  expect((await found('deniz aksoy'))[0]).toBe(last);
  expect([one!.id, two!.id]).toContain(last);
});

test('blocked, blocking, muted and suspended members are not found', async () => {
  const [blocked, blocking, muted, suspended] = await t.members(4, { displayName: 'Gizemli Kişi' });
  expect(await found('gizemli')).toHaveLength(4);
  await t.as(reader).put(`/users/${blocked!.id}/block`);
  await t.as(blocking!).put(`/users/${reader.id}/block`);
  await t.as(reader).put(`/users/${muted!.id}/mute`);
  await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [suspended!.id]);
  expect(await found('gizemli')).toEqual([]);
  expect((await t.as(reader).get('/search/suggestions?q=gizemli')).users).toEqual([]);
});

test('a hashtag is suggested only if the viewer may see a post under it', async () => {
  const [author] = await t.members(1);
  await t.as(author!).post('/posts', { content: 'Herkese #güneşlioda' });
  await t.as(author!).post('/posts', { content: 'Bize #güneşgizli', visibility: 'followers' });
  const tags = async (member: TestMember, q: string) =>
    (await t.as(member).get(`/search/hashtags?q=${encodeURIComponent(q)}`)).items.map(
      (item: { tag: string }) => item.tag,
    );
  expect(await tags(reader, 'gunes')).toEqual(['güneşlioda']);
  expect(await tags(author!, '#GÜNEŞ')).toEqual(['güneşgizli', 'güneşlioda']);
  await t.as(reader).put('/hashtags/gunesgizli/follow');
  expect(await tags(reader, 'gunes')).toEqual(['güneşlioda']);
  await t.as(reader).put(`/users/${author!.id}/follow`);
  expect(await tags(reader, 'gunes')).toEqual(['güneşgizli', 'güneşlioda']);
});

test('a query with @ or # only suggests that kind', async () => {
  const suggest = (q: string) => t.as(reader).get(`/search/suggestions?q=${encodeURIComponent(q)}`);
  expect((await suggest('@ist')).users[0]).toMatchObject({
    username: 'ist_kulup',
    viewer: { following: false },
  });
  expect((await suggest('@gunes')).hashtags).toEqual([]);
  expect((await suggest('#ist')).users).toEqual([]);
});

test('a member with exactly this name is not a typo of another', async () => {
  const [nadide] = await t.members(1, { displayName: 'Nadide Kurtulmuş' });
  const [nadire] = await t.members(1, { displayName: 'Nadire Kurtulmuş' });
  expect(await found('nadibe kurtulmus')).toEqual(expect.arrayContaining([nadide!.id, nadire!.id]));
  expect(await found('Nadide Kurtulmuş')).toEqual([nadide!.id]);
});

test.for([
  ['Łukasz Kowalski', ['łukasz', 'lukasz', 'ŁUKASZ']],
  ['Hans Straße', ['straße', 'strasse', 'STRASSE']],
  ['Đorđe Petrović', ['đorđe', 'dorde']],
  ['Ægir Þórsson', ['ægir', 'aegir', 'thorsson']],
  ['김민수', ['김민수', '김민']],
  ['أحمد آل سعيد', ['أحمد', 'آل سعيد']],
  ['がくせい', ['がくせい']],
  ['Γιώργος', ['γιώργος', 'ΓΙΩΡΓΟΣ', 'γιωργος']],
] as const)('%s is found by that name', async ([displayName, queries]) => {
  const [member] = await t.members(1, { displayName });
  for (const q of queries) expect(await found(q), q).toContain(member!.id);
});
