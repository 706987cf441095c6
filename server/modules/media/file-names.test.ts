import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { form, upload } from './factory.ts';
import { cleanName, contentDisposition, downloadName } from './file-names.ts';

/** The file name that a browser reads from the header. */
const nameIn = (header: unknown): string =>
  decodeURIComponent(/filename\*=UTF-8''([\w.!#$&+^`|~%-]+)$/.exec(String(header))?.[1] ?? '');

describe('a name', () => {
  test.for([
    ['Ders notları.pdf', 'Ders notları.pdf'],
    ['  .. gizli.txt. ', 'gizli.txt'],
    ['.htaccess', 'htaccess'],
    ['C:\\Users\\ayşe\\notlar.txt', 'notlar.txt'],
    ['../../etc/passwd', 'passwd'],
    ['notlar\u202Etxt.exe', 'notlartxt.exe'],
    ['not\u200E\u2066\u061C\u00AD\u3164\u{E0041}lar\u0000.txt', 'notlar.txt'],
    ['notlar.txt          .bat', 'notlar.txt .bat'],
    ['satır\r\nsonu\u2028.txt', 'satırsonu.txt'],
    ['sınav\uD800.txt', 'sınav.txt'],
    ['s\u0327ule.txt', 'şule.txt'],
    [`not${'\u0336'.repeat(60)}.txt`, `not${'\u0336'.repeat(5)}.txt`],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['console.txt', 'console.txt'],
    ['a "b" %22c.txt', 'a "b" %22c.txt'],
    ['...', null],
    ['\u202E\u200B', null],
    ['', null],
  ] as const)('%j is stored as %j', ([given, expected]) => {
    expect(cleanName(given)).toBe(expected);
  });

  test('that is long keeps its extension, and no character is cut', () => {
    const name = cleanName(`${'ğ😀'.repeat(200)}.docx`) ?? '';
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^(ğ😀)+ğ?\.docx$/u);
  });

  test('whatever is given, what is stored is safe, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('txt', 'pdf', 'zip', 'doc'),
        (given, extension) => {
          const saved = downloadName(given, extension);
          expect(saved).not.toMatch(
            /[\\/\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|^[. ]|[. ]$/u,
          );
          expect(saved.toLowerCase()).toMatch(
            extension === 'doc' ? /\.(doc|xls|ppt)$/ : new RegExp(`\\.${extension}$`),
          );
          expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(210);
          expect(downloadName(saved, extension)).toBe(saved);
          const header = contentDisposition(saved);
          const plain = /filename="([^"]*)"/.exec(header)?.[1] ?? '';
          expect(plain).not.toMatch(/[/:*?<>|]/);
          expect(header).toMatch(
            /^attachment; filename="[ -!#-[\]-~]+"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/,
          );
          expect(nameIn(header)).toBe(saved);
        },
      ),
    );
  });
});

test.for([
  ['..／..／etc／passwd.txt', 'passwd.txt'],
  ['℀.txt', 'c.txt'],
  ['a：b＊.txt', 'a_b_.txt'],
  ['ＣＯＮ.txt', '_CON.txt'],
] as const)('for old clients %s is %s: the look-alike is cleaned as well', ([name, expected]) => {
  expect(contentDisposition(name)).toContain(`filename="${expected}";`);
});

describe('over HTTP', () => {
  let t: TestServer;
  let ayse: TestMember;
  beforeAll(async () => {
    t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
    [ayse] = (await t.members(1)) as [TestMember];
  });
  afterAll(() => t.close());

  const load = (url: string) => t.app.inject({ method: 'GET', url });
  const dangerous =
    'bat hta js vbs ps1 cmd url lnk scr html htm svg exe com jse wsf pif reg msi jar sh desktop mht xhtml xml'.split(
      ' ',
    );

  test.for(dangerous)('a text named notlar.txt.%s is saved as text', async (extension) => {
    const { body } = await upload(t, ayse, Buffer.from('@echo off'), `notlar.txt.${extension}`);
    expect(body).toMatchObject({ kind: 'file', mimeType: 'text/plain' });
    const { headers } = await load(body.url);
    expect(nameIn(headers['content-disposition'])).toBe(`notlar.txt.${extension}.txt`);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  test.for([
    ['rapor.PDF', '%PDF-1.7\n', 'rapor.PDF'],
    ['rapor.pdf.exe', '%PDF-1.7\n', 'rapor.pdf.exe.pdf'],
    ['tablo.xls', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'tablo.xls'],
    ['kurulum.msi', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'kurulum.msi.doc'],
    ['oyun.jar', 'PK\x03\x04aaaa', 'oyun.jar.zip'],
    ['\u202Etab.ratlon', 'düz yazı', 'tab.ratlon.txt'],
  ] as const)('%s is saved by its content', async ([name, content, expected]) => {
    const { body } = await upload(t, ayse, Buffer.from(content, 'latin1'), name);
    expect(nameIn((await load(body.url)).headers['content-disposition'])).toBe(expected);
  });

  test('the name is signed: neither another name nor none opens the file', async () => {
    const { body } = await upload(t, ayse, Buffer.from('yazı'), 'notlar.txt');
    expect((await load(body.url)).statusCode).toBe(200);
    const [base] = body.url.split('&download=');
    for (const url of [
      base,
      `${base}&download=`,
      `${base}&download=notlar.txt.bat`,
      `${base}&download=%E2%80%AEtxt.exe`,
    ])
      expect((await load(url)).statusCode, url).toBe(404);
  });

  test('a form’s %22, %0D and %0A are decoded to quotation mark and line breaks, as browsers encode them; nothing else is', async () => {
    const nameOf = async (given: string) => (await upload(t, ayse, Buffer.from('yazı'), given)).body.fileName;
    expect(await nameOf('%22vize%22 soruları.txt')).toBe('"vize" soruları.txt');
    expect(await nameOf('satır%0D%0Asonu.txt')).toBe('satırsonu.txt');
    expect(await nameOf('%20 %2F %25 yüzde %41.txt')).toBe('%20 %2F %25 yüzde %41.txt');
    expect(await nameOf('C:/notlar/s\u0327ule.txt')).toBe('şule.txt');
  });

  test('a form’s filename* is read, and used unchanged', async () => {
    const { payload, headers } = form(Buffer.from('yazı'), 'x.txt');
    const text = payload
      .toString('latin1')
      .replace('filename="x.txt"', `filename*=UTF-8''Bo%C4%9Faz%C4%B1%CC%A7%E2%80%AEtxt.txt`);
    const { body } = await t.app
      .inject({
        method: 'POST',
        url: '/api/v1/media',
        payload: Buffer.from(text, 'latin1'),
        headers: { ...headers, authorization: `Bearer ${ayse.accessToken}` },
      })
      .then((response) => ({ body: response.json() }));
    expect(body.fileName).toBe('Boğazı\u0327txt.txt');
  });

  test('a resumable upload’s name is cleaned, and not decoded', async () => {
    const encode = (text: string) => Buffer.from(text).toString('base64');
    const made = await t.app.inject({
      method: 'POST',
      url: '/api/v1/media/uploads',
      headers: {
        authorization: `Bearer ${ayse.accessToken}`,
        'tus-resumable': '1.0.0',
        'upload-length': '4',
        'upload-metadata': `filename ${encode('../\u202Ea%22b.txt.bat')}`,
      },
    });
    expect(made.statusCode).toBe(201);
    const sent = await t.app.inject({
      method: 'PATCH',
      url: String(made.headers.location),
      payload: Buffer.from('yazi'),
      headers: {
        authorization: `Bearer ${ayse.accessToken}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
    });
    expect(sent.statusCode).toBe(204);
    const { items } = await t.as(ayse).get('/media?limit=1');
    expect(items[0].fileName).toBe('a%22b.txt.bat');
    expect(nameIn((await load(items[0].url)).headers['content-disposition'])).toBe('a%22b.txt.bat.txt');
  });
});
