import { expect, test } from 'vitest';
import { BOARD_ANIMALS, BOARD_COLOURS, boardName } from './board-names.ts';
import { PSEUDONYM_ANIMALS, PSEUDONYM_COLOURS } from './pseudonyms.ts';

const words = [...BOARD_COLOURS, ...BOARD_ANIMALS];

test('there is a word for each name that the server draws', () => {
  expect(BOARD_COLOURS.length).toBe(PSEUDONYM_COLOURS);
  expect(BOARD_ANIMALS.length).toBe(PSEUDONYM_ANIMALS);
});

test('each word stands once, as one word with a capital of its language', () => {
  for (const language of ['tr', 'en'] as const) {
    const own = words.map((word) => word[language]);
    expect(new Set(own.map((word) => word.toLocaleLowerCase(language))).size).toBe(own.length);
    for (const word of own) {
      expect(word).toMatch(/^\p{Lu}\p{Ll}+$/u);
      expect(word.charAt(0).toLocaleLowerCase(language).toLocaleUpperCase(language)).toBe(word.charAt(0));
    }
  }
});

test('a name is read in the language of its reader, with a number only if there are more of it', () => {
  expect(boardName({ colour: 0, animal: 0, number: null }, 'tr')).toBe('Mavi Turna');
  expect(boardName({ colour: 0, animal: 0, number: 2 }, 'en')).toBe('Blue Crane 2');
});

test('positions never move: names that are stored keep their words', () => {
  const at = (position: number) => [BOARD_COLOURS[position]?.en, BOARD_ANIMALS[position]?.en];
  expect([at(0), at(10), at(23)]).toEqual([
    ['Blue', 'Crane'],
    ['Lilac', 'Pheasant'],
    ['Jade', 'Hedgehog'],
  ]);
});

test('what an older app does not know yet leaves no hole', () => {
  expect(boardName({ colour: 999, animal: 0, number: null }, 'en')).toBe('Crane');
});
