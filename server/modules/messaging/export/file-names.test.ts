import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filePath, folderName, pagePath, slugify } from './file-names.ts';

/** Text of users, and what breaks file systems. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom(
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '/etc/passwd',
    'C:\\Windows',
    'CON',
    'nul.txt',
    'com1',
    'LPT9.pdf',
    'a:b',
    'a\0b',
    ' boşluk ',
    '.gizli',
    'son nokta.',
    'fdp.exe\u202egpj',
    'İSTANBUL',
    'ıstanbul',
    '\u3164',
    '👨‍👩‍👧‍👦',
    'é',
    'e\u0301',
    'ß',
    'a'.repeat(500),
    'ğ'.repeat(500),
    '字'.repeat(500),
  ),
);
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

function expectSafe(path: string): void {
  expect(path).toBe(path.normalize('NFC'));
  expect(path).not.toMatch(/[<>:"\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}]/u);
  for (const part of path.split('/')) {
    expect(part).not.toMatch(/^\.|\.$|^$|^-|\.\./);
    expect(part.split('.')[0]).not.toMatch(RESERVED);
    expect(Buffer.byteLength(part)).toBeLessThan(143);
  }
  expect(path.length).toBeLessThan(160);
}

test('a user’s name never leaves its folder and is never reserved by a system', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, fc.nat(1e9), fc.nat(9), (title, label, extension, seq, index) => {
      const folder = folderName(1 + (seq % 5_000), title, 'conversation');
      expectSafe(pagePath(folder, 1 + index));
      expectSafe(filePath(folder, { seq, index, label, extension, fallback: 'file' }));
    }),
    { numRuns: 500 },
  );
});

test('no two files of an archive have one name, even ignoring case', () => {
  const file = fc.record({ seq: fc.nat(50), index: fc.nat(9), label: anyText });
  const places = fc.array(fc.record({ title: anyText, files: fc.array(file, { maxLength: 8 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(places, (conversations) => {
      const paths = conversations.flatMap(({ title, files }, index) => {
        const folder = folderName(index + 1, title, 'x');
        const unique = new Map(files.map((entry) => [`${entry.seq} ${entry.index}`, entry]));
        return [
          ...[1, 2, 3, 11].map((page) => pagePath(folder, page)),
          ...[...unique.values()].map((entry) =>
            filePath(folder, { ...entry, extension: 'pdf', fallback: 'x' }),
          ),
        ];
      });
      const normalized = new Set(paths.map((path) => path.normalize('NFKD').toLowerCase()));
      expect(normalized.size).toBe(paths.length);
    }),
    { numRuns: 200 },
  );
});

test.for([
  ['Vize soruları (2026).pdf', 'Vize-soruları-2026-pdf'],
  ['Ayşe Yılmaz', 'Ayşe-Yılmaz'],
  ['日本語 のノート', '日本語-のノート'],
  ['👍👍', 'dosya'],
  ['../../etc', 'etc'],
] as const)('“%s” stays readable', ([text, name]) => {
  expect(slugify(text, 'dosya')).toBe(name);
});

test('a document keeps its name and gets the extension of its content', () => {
  expect(
    filePath('001-Ayşe', {
      seq: 12,
      index: 1,
      label: 'Vize soruları.docx',
      extension: 'pdf',
      fallback: 'file',
    }),
  ).toBe('files/001-Ayşe/000012-1-Vize-soruları.pdf');
});
