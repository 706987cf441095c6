import { expect, test } from 'vitest';
import type { Notification } from './schemas.ts';
import { type Locale, sentenceFor } from './translations.ts';

const liked = (...names: string[]) =>
  ({
    kind: 'like',
    topic: null,
    actors: names.map((displayName) => ({ displayName })),
    count: names.length,
  }) as unknown as Notification; // the fields that a sentence reads

test.for([
  ['tr', ['محمد'], '\u2068محمد\u2069 gönderini beğendi'],
  ['tr', ['דנה', 'Ayşe'], '\u2068דנה\u2069 ve Ayşe gönderini beğendi'],
  ['en', ['Ayşe', 'محمد'], 'Ayşe and \u2068محمد\u2069 liked your post'],
] as const)('in %s, names %j do not change the direction of the sentence', ([locale, names, said]) => {
  expect(sentenceFor(locale satisfies Locale, liked(...names))).toBe(said);
});
