import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Text {
  language: 'tr' | 'en';
  kind: 'spam' | 'scam' | 'harassment' | 'hate' | 'benign';
  text: string;
  isUpheld: boolean;
}

/** The labelled texts, in an order that mixes kinds and languages and is the same in each run. */
export function readTexts(): Text[] {
  const texts = (['tr', 'en'] as const).flatMap((language) =>
    readFileSync(join(import.meta.dirname, 'data', `${language}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): Text => {
        const { kind, text } = JSON.parse(line) as Pick<Text, 'kind' | 'text'>;
        return { language, kind, text, isUpheld: kind !== 'benign' };
      }),
  );
  return texts
    .map((text, index) => ({ text, place: (index * 7919) % 10_007 }))
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text);
}

const SIGNS: Record<string, string> = { a: '4', e: '3', i: '1', o: '0', s: '$' };
const CYRILLIC: Record<string, string> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', y: 'у' };
const inWords = (text: string, change: (word: string) => string): string =>
  text.replace(/(?<![/.\w])\p{L}{4,}(?![./])/gu, change);

/** How writers get past a filter of words. */
export const disguises: Record<string, (text: string) => string> = {
  's4l@k': (text) =>
    inWords(
      text,
      (word) =>
        `${word[0]}${word.slice(1, -1).replace(/[aeios]/g, (letter) => SIGNS[letter] ?? letter)}${word.at(-1)}`,
    ),
  'zero-width characters': (text) => inWords(text, (word) => [...word].join('\u200b')),
  'spaced letters': (text) => inWords(text, (word) => [...word].join(' ')),
  'Cyrillic letters': (text) =>
    inWords(text, (word) => word.replace(/[aeopcxy]/g, (letter) => CYRILLIC[letter] ?? letter)),
};
