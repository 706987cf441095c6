import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePage, describePage } from './markup.ts';

test('what a page says for sharing goes before its title', () => {
  expect(
    describePage(`<!doctype html><html><head><title>Sekme</title>
      <meta property="og:title" content="Bahar şenliği &amp; konser"><meta name="description" content="Uzun">
      <meta property="og:description" content="Çimlerde, saat 18.00"><meta property="og:site_name" content="Çınar">
      </head><body><p>Gövde`),
  ).toEqual({
    title: 'Bahar şenliği & konser',
    description: 'Çimlerde, saat 18.00',
    siteName: 'Çınar',
  });
});

test('a title alone is enough, and a page without one has no preview', () => {
  expect(describePage('<title> Yemek\n\n listesi </title>')).toEqual({
    title: 'Yemek listesi',
    description: null,
    siteName: null,
  });
  expect(describePage('<h1>Başlık</h1><meta name=description content=Uzun>')).toBeUndefined();
  expect(describePage('<body><title>Gövdede</title>')).toBeUndefined();
  expect(describePage('<title>   </title>')).toBeUndefined();
});

test('markup within what a page says is text, and what turns text round is gone', () => {
  const found = describePage(
    `<meta property="og:title" content="<img src=x onerror=alert(1)> \u202e\u0000&#x202e;&#0;a&lt;b">`,
  );
  expect(found?.title).toBe('<img src=x onerror=alert(1)> \ufffda<b');
});

test('what is long is cut where it shows', () => {
  const found = describePage(`<title>${'👩‍🎓'.repeat(300)}</title>`);
  expect([...new Intl.Segmenter().segment(found?.title ?? '')]).toHaveLength(200);
  expect(describePage(`<title>${'a'.repeat(100_000)}</title>`)?.title).toBe(`${'a'.repeat(199)}…`);
});

test('whatever the markup is, plain text of bounded length comes out', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '</',
      '<title',
      '<meta ',
      'content="',
      '"',
      '&#',
      ';',
      '<svg>',
      '<!--',
      '<![CDATA[',
    ),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const title = describePage(`<title>${pieces.join('')}`)?.title ?? '';
      expect(title.length).toBeLessThanOrEqual(200 * 32);
      expect(title).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
    { numRuns: 50 },
  );
});

test.for([
  ['its header', Buffer.from([0xde, 0x69]), 'text/html; charset=iso-8859-9', 'Şi'],
  [
    'its head',
    Buffer.from('<meta charset="windows-1254">\xfe', 'latin1'),
    'text/html',
    '<meta charset="windows-1254">ş',
  ],
  ['nobody', Buffer.from('ş'), 'text/html', 'ş'],
  ['a name nobody knows', Buffer.from('ş'), 'text/html; charset=klingon', 'ş'],
  ['its mark', Buffer.from([0xff, 0xfe, 0x5f, 0x01]), 'text/html; charset=utf-8', 'ş'],
] as const)('a page is read in the charset that is named by %s', ([, body, contentType, text]) => {
  expect(decodePage(body, contentType)).toBe(text);
});
