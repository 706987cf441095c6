import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { foldLookAlikes, imitatesOfficialMark } from './look-alikes.ts';

const read = (text: string) => foldLookAlikes(fold(text));

test.for([
  ['bаhis', 'bahis'],
  ['ΒАНІS', 'bahis'],
  ['b4h1s', 'bahis'],
  ['c@sino', 'casino'],
  ['ba\u200bh\u00adis', 'bahis'],
  ['bâhîş', 'bahis'],
  ['ＢＡＨİＳ', 'bahis'],
  ['𝐛𝐚𝐡𝐢𝐬', 'bahis'],
  ['s4l4k', 'salak'],
  ['S@LAK', 'salak'],
  ['ѕаlаk', 'salak'],
  ['s.a.l.a.k', 'salak'],
  ['s a l a k mısın', 'salak misin'],
  ['salaaaak', 'salak'],
  ['1d10t', 'idiot'],
  ['4ta', 'ata'],
  ['ÇİRK!N', 'cirkin'],
] as const)('%s is read as %s', ([text, expected]) => expect(read(text)).toBe(expected));

test.for([
  'saat 14.30',
  'elli 50 kişi',
  '3 + 4',
  'a b',
  '2024',
  'oda 101',
  'mat101',
  '14 00',
  'müfredat ve dersler',
])('%s stays as it is', (text) => expect(read(text)).toBe(fold(text)));

test.for([
  'Rektörlük ✓',
  'Rektörlük ✔\ufe0f',
  'Rektörlük☑',
  '✅ Rektörlük',
  'Rektörlük √',
  'Rektörlük 🗸',
  'Rektörlük v\u20dd',
  'Rektörlük ✪',
  '🏵 A',
])('%s imitates the mark of official accounts', (name) => expect(imitatesOfficialMark(name)).toBe(true));

test.for(['Ayşe Yılmaz', 'Zoë 🌸', '李小龍', '١٢٣', 'Ѵера', 'Ali ⭐', 'O’Neil', '1️⃣ numara'])(
  '%s does not imitate the mark of official accounts',
  (name) => expect(imitatesOfficialMark(name)).toBe(false),
);
