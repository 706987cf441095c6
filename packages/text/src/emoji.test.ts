import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalEmoji } from './index.ts';

// Not a literal: the `v` flag is newer than the compiler's target.
const PATTERN = '^\\p{RGI_Emoji}$';
const RGI = new RegExp(PATTERN, 'v');
const isRgi = (text: string) => RGI.test(text);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));

/**
 * Every RGI emoji that consists of these parts: symbols, skin tones, flags, keycaps, people and their
 * activities.
 */
const tones = range(0x1f3fb, 0x1f3ff);
const single = range(0x23, 0x1faff)
  .filter((character) => /\p{Emoji}/u.test(character))
  .flatMap((character) => [character, `${character}\ufe0f`])
  .flatMap((emoji) => [emoji, ...tones.map((tone) => emoji.replace('\ufe0f', '') + tone)]);
const letters = range(0x1f1e6, 0x1f1ff);
const flags = letters.flatMap((one) => letters.map((other) => one + other));
const keycaps = [...'0123456789#*'].map((key) => `${key}\ufe0f\u20e3`);
const ends = single.filter((emoji) => isRgi(emoji));
const joined = [
  '👩',
  '👨',
  '🧑',
  '🏃',
  '🕵️',
  '🏌️',
  '⛹️',
  '🏳️',
  '🏴',
  '👁️',
  '❤️',
  '🐻',
  '🐦',
  '⛓️',
  '😶',
  '🙂',
  '🍄',
  '🍋',
].flatMap((base) =>
  [...ends, '♀️', '♂️', '⚕️', '⚖️', '✈️', '🗨️', '❤️\u200d👨', '❤️\u200d💋\u200d👨']
    .map((end) => `\u200d${end}`)
    .filter((end) => isRgi(base + end))
    .flatMap((end) => ['', ...tones].map((tone) => (tone ? base.replace('\ufe0f', '') : base) + tone + end)),
);
const ALL = [
  ...new Set([...single, ...flags, ...keycaps, ...joined, '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '👨‍👩‍👧‍👦', '🧑🏻‍🤝‍🧑🏿']),
].filter(isRgi);

test('every RGI emoji is its own canonical spelling', () => {
  expect(ALL.length).toBeGreaterThan(2_500);
  expect(ALL.filter((emoji) => canonicalEmoji(emoji) !== emoji)).toEqual([]);
});

test('without selectors, or with optional ones, it is the same emoji', () => {
  for (const emoji of ALL) {
    expect(canonicalEmoji(emoji.replaceAll('\ufe0f', ''))).toBe(emoji);
    if (!emoji.endsWith('\ufe0f')) expect(canonicalEmoji(`${emoji}\ufe0f`)).toBe(emoji);
  }
  fc.assert(
    fc.property(fc.constantFrom(...ALL), fc.infiniteStream(fc.boolean()), (emoji, choices) => {
      const spelt = [...emoji.replaceAll('\ufe0f', '')]
        .map((part) => (choices.next().value && part !== '\u200d' ? `${part}\ufe0f` : part))
        .join('');
      expect(canonicalEmoji(spelt)).toBe(emoji);
    }),
  );
});

test.for([
  ['👍\ufe0f', '👍'],
  ['☝️🏽', '☝🏽'],
  ['☝', '☝️'],
  ['🕵‍♀️', '🕵️‍♀️'],
  ['🏳‍🌈', '🏳️‍🌈'],
  ['1⃣', '1️⃣'],
  ['🇹🇷\ufe0f', '🇹🇷'],
  ['', null],
  ['\ufe0f', null],
  ['1', null],
  ['a', null],
  ['👍👍', null],
  ['❤\ufe0e', null],
  ['👍\u200d', null],
  ['🇹', null],
  ['🇽🇽', null],
  ['🏽👍', null],
  ['\ufe0f👍', null],
] as const)('the canonical spelling of %j is %j', ([typed, emoji]) => {
  expect(canonicalEmoji(typed)).toBe(emoji);
});
