import { withoutInvisible } from '@chitlaq/text';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';

const t = await testServer();
afterAll(t.close);

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

test('a name is found without its invisible characters', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await t.as(bora).patch('/users/me', { displayName: 'Ber\u00adke\u3164han Tunçsiper' });
  expect((await t.as(ayse).get('/search/users?q=berkehan')).items).toMatchObject([{ id: bora.id }]);
  expect(
    (await t.as(ayse).get(`/search/users?q=${encodeURIComponent('berke\u200bhan')}`)).items,
  ).toHaveLength(1);
});
