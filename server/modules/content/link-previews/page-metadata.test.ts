import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePage, readPageMetadata } from './page-metadata.ts';

test('a page’s metadata for sharing takes precedence over its title', () => {
  expect(
    readPageMetadata(`<!doctype html><html><head><title>Sekme</title>
      <meta property="og:title" content="Bahar şenliği &amp; konser"><meta name="description" content="Uzun">
      <meta property="og:description" content="Çimlerde, saat 18.00"><meta property="og:site_name" content="Çınar">
      </head><body><p>Gövde`),
  ).toEqual({
    title: 'Bahar şenliği & konser',
    description: 'Çimlerde, saat 18.00',
    siteName: 'Çınar',
  });
});

test('a title is enough, and a page without one has no preview', () => {
  expect(readPageMetadata('<title> Yemek\n\n listesi </title>')).toEqual({
    title: 'Yemek listesi',
    description: null,
    siteName: null,
  });
  expect(readPageMetadata('<h1>Başlık</h1><meta name=description content=Uzun>')).toBeUndefined();
  expect(readPageMetadata('<body><title>Gövdede</title>')).toBeUndefined();
  expect(readPageMetadata('<title>   </title>')).toBeUndefined();
});

test('markup in metadata is treated as text, and bidi controls are removed', () => {
  const found = readPageMetadata(
    `<meta property="og:title" content="<img src=x onerror=alert(1)> \u202e\u0000&#x202e;&#0;a&lt;b">`,
  );
  expect(found?.title).toBe('<img src=x onerror=alert(1)> \ufffda<b');
});

test('text from a page never overlaps the lines next to it, and invisible text is not a title', () => {
  const stack = (marks: number) => `a${'\u0336'.repeat(marks)}b`;
  expect(readPageMetadata(`<title>${stack(40)}</title>`)?.title).toBe(stack(5));
  expect(
    readPageMetadata('<meta property="og:title" content="\u3164\u2800"><title>Duyuru</title>')?.title,
  ).toBe('Duyuru');
});

test('long texts are truncated', () => {
  const found = readPageMetadata(`<title>${'👩‍🎓'.repeat(300)}</title>`);
  expect([...new Intl.Segmenter().segment(found?.title ?? '')]).toHaveLength(200);
  expect(readPageMetadata(`<title>${'a'.repeat(100_000)}</title>`)?.title).toBe(`${'a'.repeat(199)}…`);
});

test('any markup gives plain text of bounded length', () => {
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
      const title = readPageMetadata(`<title>${pieces.join('')}`)?.title ?? '';
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
  ['nothing', Buffer.from('ş'), 'text/html', 'ş'],
  ['an unknown name', Buffer.from('ş'), 'text/html; charset=klingon', 'ş'],
  ['its byte order mark', Buffer.from([0xff, 0xfe, 0x5f, 0x01]), 'text/html; charset=utf-8', 'ş'],
] as const)('a page is decoded with the charset given by %s', ([, body, contentType, text]) => {
  expect(decodePage(body, contentType)).toBe(text);
});

const latin5 = (text: string) =>
  Buffer.from([...text].map((letter) => ({ ş: 0xfe, ğ: 0xf0, ı: 0xfd })[letter] ?? letter.charCodeAt(0)));

test.for([
  ['an unknown name in the header', 'text/html; charset=klingon', '<meta charset="iso-8859-9">'],
  ['an empty name in the header', 'text/html; charset=', '<meta charset="iso-8859-9">'],
  ['a comment before it', 'text/html', '<!-- <meta charset="utf-8"> --><meta charset="windows-1254">'],
  ['a script before it', 'text/html', '<script>"<meta charset=utf-8>"</script><meta charset=windows-1254>'],
  ['an unknown name before it', 'text/html', '<meta charset="klingon"><meta charset="iso-8859-9">'],
  ['capitals and no quotes', 'text/html', '<META CHARSET=ISO-8859-9>'],
  [
    'the older element',
    'text/html',
    `<meta http-equiv='Content-Type' content='text/html; charset="iso-8859-9"'>`,
  ],
  ['a long comment before it', 'text/html', `<!-- ${'a'.repeat(3_000)} --><meta charset="iso-8859-9">`],
  ['an XML declaration', 'application/xhtml+xml', '<?xml version="1.0" encoding="ISO-8859-9"?><html>'],
] as const)('the page’s own charset declaration is found behind %s', ([, contentType, head]) => {
  expect(decodePage(latin5(`${head}<title>şık ağı`), contentType)).toContain('<title>şık ağı');
});

test('a charset declaration outside the head does not count', () => {
  const utf8 = Buffer.from('<!-- <meta charset="iso-8859-9"> --><title>şık');
  expect(decodePage(utf8, 'text/html')).toContain('şık');
  expect(decodePage(Buffer.from('<meta charset="utf-16"><title>şık'), 'text/html')).toContain('şık');
  expect(decodePage(Buffer.from('\ufeff<title>şık'), 'text/html; charset=iso-8859-9')).toBe('<title>şık');
});

test.for([
  ['a comment', '<!-- <title>Yok</title> <meta property="og:title" content="Yok"> -->'],
  ['a comment that is not ended well', '<!--> --!> <!-- <meta property="og:title" content="Yok"> --!>'],
  ['an inline picture', '<svg><title>Yok</title><g><title>Yok</title></g></svg>'],
  ['an empty inline picture', '<svg/>'],
  ['a formula', '<math><annotation-xml><title>Yok</title></annotation-xml></math>'],
  ['a template', '<template><title>Yok</title><meta property="og:title" content="Yok"></template>'],
  ['a noscript element', '<noscript><meta property="og:title" content="Yok"></noscript>'],
  [
    'a script',
    '<script>document.write("<title>Yok</title>"); "<meta property=og:title content=Yok>"</script>',
  ],
  ['a style', '<style>/* <meta property="og:title" content="Yok"> */</style>'],
  ['a title that is empty', '<title> </title> Yok'],
  ['an empty sharing title', '<meta property="og:title" content="  ">'],
] as const)('%s is not the page’s title', ([, before]) => {
  expect(readPageMetadata(`<head>${before}<title>Başlık</title></head><body><title>Yok</title>`)?.title).toBe(
    'Başlık',
  );
});

test.for([
  ['no quotes', '<meta property=og:title content=Başlık>'],
  ['single quotes', "<meta property='og:title' content='Başlık'>"],
  ['capitals', '<META PROPERTY="OG:Title" CONTENT="Başlık">'],
  ['another order, over lines', '<meta\n content="Başlık"\n property="og:title"\n/>'],
  ['character references', '<meta property="og:title" content="Ba&#x15f;l&#305;k">'],
  ['several names', '<meta property="og:title twitter:title" content="Başlık">'],
  ['both kinds of names', '<meta name="title" property="og:title" content="Başlık">'],
  ['a name in place of a property', '<meta name="og:title" content="Başlık">'],
  ['a duplicate', '<meta property="og:title" content="Başlık"><meta property="og:title" content="İkinci">'],
  ['a duplicate attribute', '<meta property="og:title" content="Başlık" content="İkinci">'],
  ['a comment within the title', '<title>Yok</title><meta property="og:title" content="Başlık"><!--'],
] as const)('a title for sharing is read with %s', ([, head]) => {
  expect(readPageMetadata(`<!doctype html><html><head>${head}</head><body>`)?.title).toBe('Başlık');
});

test.for([
  ['a title', '<title>Başlık</title>'],
  ['one as character data', '<title><![CDATA[Başlık]]></title>'],
  ['one with HTML’s named characters', '<title>Ba&#x15f;l&inodot;k</title>'],
  ['one after an element that is closed at once', '<script src="a.js"/><title>Başlık</title>'],
  ['one for sharing', '<meta property="og:title" content="Başlık" />'],
] as const)('an XML page is parsed: %s', ([, head]) => {
  const page = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>${head}</head><body/></html>`;
  expect(readPageMetadata(page, { isXml: true })?.title).toBe('Başlık');
});
