import { canonicalEmoji } from '@chitlaq/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import groups from './data/emoji.json' with { type: 'json' };
import english from './data/names.en.json' with { type: 'json' };
import turkish from './data/names.tr.json' with { type: 'json' };
import { moveInGrid, readGroups, SKIN_TONES, searchEmoji, withTone } from './emoji.ts';

const inTurkish = readGroups(groups, turkish, english);
const inEnglish = readGroups(groups, english, turkish);
const all = inTurkish.flatMap(({ emoji }) => emoji);

test('the server accepts every emoji that is offered, in every skin tone, as it is written', () => {
  expect(all.length).toBeGreaterThan(1_800);
  for (const emoji of all)
    for (const tone of SKIN_TONES) {
      const written = withTone(emoji, tone);
      expect(canonicalEmoji(written), `${written} (${emoji.name}, ${tone})`).toBe(written);
    }
});

test('a skin tone changes exactly the emoji that have one', () => {
  for (const emoji of all) expect(withTone(emoji, 3) !== emoji.base, emoji.base).toBe(emoji.hasTones);
  const toned = (base: string) => withTone({ base, hasTones: true }, 5);
  expect([toned('👍'), toned('☝️'), toned('🤝'), toned('🧑‍🤝‍🧑'), toned('🏋️‍♀️')]).toEqual([
    '👍🏿',
    '☝🏿',
    '🤝🏿',
    '🧑🏿‍🤝‍🧑🏿',
    '🏋🏿‍♀️',
  ]);
});

test('every emoji is there once and has a name in both languages', () => {
  expect(new Set(all.map(({ base }) => base)).size).toBe(all.length);
  expect([turkish.length, english.length]).toEqual([all.length, all.length]);
  for (const names of [turkish, english]) for (const name of names) expect(name).toMatch(/^\S[^|]*/);
});

test.for([
  ['kalp', '❤️'],
  ['KAHKAHA', '🤣'],
  ['gülmek', '😂'],
  ['gulmek', '😂'],
  ['baş parmak', '👍'],
  ['parmak baş', '👍'],
  ['fire', '🔥'],
  ['Türkiye', '🇹🇷'],
  ['turkiye', '🇹🇷'],
  ['ışık', '🚦'],
  ['🔥', '🔥'],
  [' 🔥 ', '🔥'],
])('a Turkish reader finds %s', ([typed = '', base]) => {
  expect(searchEmoji(inTurkish, typed).map((emoji) => emoji.base)).toContain(base);
});

test('names that begin with what is typed come first, those of the other language last', () => {
  expect(searchEmoji(inEnglish, 'fire')[0]?.base).toBe('🔥');
  expect(searchEmoji(inTurkish, 'ateş')[0]?.base).toBe('🔥');
  expect(searchEmoji(inEnglish, 'Türkiye')[0]?.base).toBe('🇹🇷');
  expect(searchEmoji(inTurkish, 'böyle bir emoji yok')).toEqual([]);
  expect(searchEmoji(inTurkish, '  ')).toEqual([]);
});

test('arrows, Home and End move through rows of any length and never leave the grid', () => {
  const rows = [8, 8, 3, 8];
  expect(moveInGrid(rows, 0, 'ArrowRight', false)).toBe(1);
  expect(moveInGrid(rows, 7, 'ArrowRight', false)).toBe(8);
  expect(moveInGrid(rows, 15, 'ArrowDown', false)).toBe(18);
  expect(moveInGrid(rows, 18, 'ArrowDown', false)).toBe(21);
  expect(moveInGrid(rows, 26, 'ArrowUp', false)).toBe(18);
  expect(moveInGrid(rows, 10, 'Home', false)).toBe(8);
  expect(moveInGrid(rows, 16, 'End', false)).toBe(18);
  expect(moveInGrid(rows, 16, 'End', true)).toBe(26);
  expect(moveInGrid(rows, 16, 'Home', true)).toBe(0);
  expect(moveInGrid(rows, 16, 'a', false)).toBeUndefined();
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      fc.nat(),
      fc.constantFrom('ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End'),
      fc.boolean(),
      (lengths, start, key, isWithCtrl) => {
        const count = lengths.reduce((sum, length) => sum + length, 0);
        const moved = moveInGrid(lengths, start % count, key, isWithCtrl);
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThan(count);
      },
    ),
  );
});
