import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { foldLookAlikes } from './look-alikes.ts';

const read = (text: string) => foldLookAlikes(fold(text));

test.for([
  ['s4l4k', 'salak'],
  ['S@LAK', 'salak'],
  ['ѕаlаk', 'salak'],
  ['s.a.l.a.k', 'salak'],
  ['s a l a k mısın', 'salak misin'],
  ['salaaaak', 'salak'],
  ['1d10t', 'idiot'],
  ['ÇİRK!N', 'cirkin'],
] as const)('%s is read as %s', ([text, expected]) => expect(read(text)).toBe(expected));

test.for(['saat 14.30', 'elli 50 kişi', '3 + 4', 'a b', '2026', 'oda 101', 'müfredat ve dersler'])(
  '%s stays as it is',
  (text) => expect(read(text)).toBe(fold(text)),
);
