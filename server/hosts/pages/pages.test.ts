import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appServer } from './apps.ts';
import { campusHeader } from './campus.ts';
import { openPages } from './pages.ts';
import { withScriptHashes } from './policy.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'";
const INLINE = 'self.__next_f.push([1,"Çınar"])';
const page = (locale: string, text: string) =>
  `<!doctype html><html lang="${locale}"><head></head><script src="/a.js" async=""></script><script>${INLINE}</script><p>${text}${'ç'.repeat(2_000)}</p>`;
const inlineOf = (id: string) => `self.__next_f.push([1,"{\\"k\\":\\"${id}\\"}"])`;
const memberPage = (locale: string, id: string, title: string) =>
  `<!doctype html><html lang="${locale}"><title>@${title}</title><script>${inlineOf(id)}</script>`;
const OTHER_SCRIPTS = `<link rel="preload" as="script" href="/a.js"/><script src="/a.js" async=""></script><script>${INLINE}</script>`;
const plainPage = (kept: string, others: string) =>
  `<!doctype html><head><link rel="stylesheet" href="/a.css"/>${kept}</head>${others}<p>text</p>${others}`;
const SCRIPT = `const words = '${'kampüs '.repeat(300)}';`;
const BUNDLED = brotliCompressSync('export {};');

test.for<[string, string[]]>([
  [`<script>${INLINE}</script>`, [INLINE]],
  ['<script id="a" type="module">x</script><script>y\n</script >', ['x', 'y\n']],
  ['<script src="/a.js"></script><script async src="/b.js"></script><scripts>no</scripts>', []],
  ['<SCRIPT>x</SCRIPT><script>x</script>', ['x']],
  ['<script></script>', ['']],
  ['<p>nothing</p>', []],
])('%s', ([html, scripts]) => {
  const sources = ["script-src 'self'", ...scripts.map(hashOf)].join(' ');
  expect(withScriptHashes(POLICY, html)).toBe(POLICY.replace("script-src 'self'", sources));
});

/** Files as `next build` writes them for an app with a page, a page with a parameter, and a page for unknown paths. */
function writeBuild(folder: string, basePath: string, locales: string[]): void {
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  write('.next/BUILD_ID', 'build');
  write(
    '.next/routes-manifest.json',
    JSON.stringify({
      basePath,
      headers: [
        {
          regex: `^${basePath}(?:/((?!_next/static/).*))?(?:/)?$`,
          headers: [
            { key: 'Content-Security-Policy', value: POLICY },
            { key: 'X-Frame-Options', value: 'DENY' },
          ],
        },
      ],
    }),
  );
  const writePage = (name: string, html: string) => {
    write(`.next/server/app/${name}.html`, html);
    write(`.next/server/app/${name}.rsc`, `data of ${name}`);
    write(`.next/server/app/${name}.segments/_tree.segment.rsc`, `tree of ${name}`);
    write(
      `.next/server/app/${name}.meta`,
      JSON.stringify({
        headers: { 'x-nextjs-stale-time': '300', 'x-next-cache-tags': 'a' },
        segmentPaths: ['/_tree'],
      }),
    );
  };
  for (const locale of locales) {
    const at = locale === '' ? '' : `${locale}/`;
    writePage(locale === '' ? 'index' : locale, page(locale, 'start'));
    writePage(`${at}home`, page(locale, 'home'));
    writePage(`${at}plain`, plainPage('<script data-keep="true">kept()</script>', OTHER_SCRIPTS));
    writePage(`${at}u/~username~`, memberPage(locale, '~username~', '~username.text~'));
    writePage(`${at}u/me`, page(locale, 'own page'));
    writePage(
      `${at}named`,
      `<head></head><title>~campus.short~</title><script>push("~campus.name~|~campus.off~|~campus.logo~")</script>`,
    );
    writePage(
      `${at}marked`,
      String.raw`<head><title>~campus.name~</title><meta property="og:site_name" content="~campus.name~"/></head><script>push("{\"name\":\"~campus.name~\",\"short\":\"~campus.short~\"}")</script>`,
    );
    write(`.next/server/app/${at}marked.rsc`, '{"name":"~campus.name~"}');
    writePage(locale === '' ? '_not-found' : `${at}~rest~`, page(locale, 'nothing here'));
  }
  write('.next/static/chunks/a.js', 'export {};\n'.repeat(200));
  write('.next/static/chunks/a.js.br', BUNDLED);
  write('public/words.js', SCRIPT);
  write('public/icon.png', 'png');
  write('public/manifest.en.webmanifest', '{"name":"~campus.name~","src":"~campus.icon192~"}');
  write('.next/server/app/sw-build.js.body', "self.BUILD = 'x';");
  write(
    '.next/server/app/sw-build.js.meta',
    JSON.stringify({ headers: { 'content-type': 'text/javascript', 'cache-control': 'no-cache' } }),
  );
  write('secret.txt', 'secret');
}

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
let server: Server;
beforeAll(async () => {
  writeBuild(join(folder, 'web'), '', ['tr', 'en']);
  writeBuild(join(folder, 'admin'), '/admin', ['']);
  server = appServer(
    {
      web: openPages(join(folder, 'web'), { localized: true, notFound: '/~rest~', plain: ['/plain'] }),
      admin: openPages(join(folder, 'admin'), { localized: false, notFound: '/_not-found', plain: [] }),
    },
    'https://kampus.example',
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: Record<string, string>; body: Buffer; text: string }>(
    (resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      request({ port, path, headers, method, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const body = Buffer.concat(parts);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            body,
            text: body.toString(),
          });
        });
      })
        .on('error', reject)
        .end();
    },
  );

test('a process with pages alone says that it is alive and ready', async () => {
  for (const path of ['/health', '/ready'])
    expect(await ask(path)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      text: expect.stringContaining('"status":"ok"'),
    });
});

test('a folder without a build is refused', () => {
  expect(() =>
    openPages(join(folder, 'nothing'), { localized: true, notFound: '/~rest~', plain: ['/plain'] }),
  ).toThrow(/is not built: npm run build/);
});

test('tags are part of the page: its ETag changes with them, and they are in no other page', async () => {
  const web = openPages(join(folder, 'web'), { localized: true, notFound: '/~rest~', plain: ['/plain'] });
  const get = async (url: string, tags?: string) => {
    const { headers, body } = await web({ url, method: 'GET', headers: {}, ...(tags ? { tags } : {}) });
    return { etag: headers.etag, text: body.toString() };
  };
  const plain = await get('/home');
  const tagged = await get('/home', '<meta name="a" content="$&"/>');
  expect(tagged.text).toBe(plain.text.replace('</head>', () => '<meta name="a" content="$&"/></head>'));
  expect(tagged.etag).not.toBe(plain.etag);
  expect(await get('/nothing/here', '<meta name="a"/>')).toEqual(await get('/nothing/here'));
  expect((await ask('/')).text).toContain('content="https://kampus.example/link-tr.png"');
  expect((await ask('/home')).text).not.toContain('og:');
});

describe('a page', () => {
  test('allows its own inline scripts by hash, in every encoding', async () => {
    for (const [accepted, encoding, decode] of [
      ['', undefined, (body: Buffer) => body],
      ['gzip, br', 'br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
    ] as const) {
      for (let turn = 0; turn < 2; turn++) {
        const { status, headers, body } = await ask('/home', { 'accept-encoding': accepted });
        expect(status).toBe(200);
        expect(headers).toMatchObject({
          'content-type': 'text/html; charset=utf-8',
          'content-length': String(body.length),
          'content-security-policy': expect.stringContaining(`script-src 'self' ${hashOf(INLINE)};`),
          'x-frame-options': 'DENY',
        });
        expect(headers['content-encoding']).toBe(encoding);
        expect(decode(body).toString()).toBe(page('tr', 'home'));
      }
    }
  });

  test.for<[headers: Record<string, string>, locale: string]>([
    [{}, 'tr'],
    [{ 'accept-language': 'de, en-GB;q=0.8' }, 'en'],
    [{ 'accept-language': 'de' }, 'tr'],
    [{ 'accept-language': 'tr', cookie: 'a=1; cl_locale=en' }, 'en'],
    [{ cookie: 'cl_locale=xx' }, 'tr'],
    [{ cookie: 'not_cl_locale=en' }, 'tr'],
  ])('with %j is in language %s', async ([headers, locale]) => {
    for (const path of ['/', '/home', '/u/me', '/no/such/page'])
      expect((await ask(path, headers)).text, path).toContain(`<html lang="${locale}">`);
  });

  test('for visitors alone is not shown to members, who are led home', async () => {
    for (const [cookie, status] of [
      ['cl_session=1790000000000', 302],
      ['a=1; cl_session=1790000000000; b=2', 302],
      ['cl_session=', 200],
      ['not_cl_session=1', 200],
      ['', 200],
    ] as const) {
      const answer = await ask('/', { cookie });
      expect(answer.status, cookie).toBe(status);
      if (status === 302) {
        expect(answer.headers).toMatchObject({
          location: '/home',
          'cache-control': 'private, no-store',
          'x-frame-options': 'DENY',
        });
        expect(answer.headers.vary).toContain('cookie');
      } else expect(answer.headers['cache-control']).toBe('private, no-cache');
    }
    const member = { cookie: 'cl_session=1' };
    expect((await ask('/', member, 'HEAD')).status).toBe(302);
    for (const path of ['/home', '/plain', '/admin'])
      expect((await ask(path, member)).status, path).toBe(200);
    expect((await ask('/', { ...member, rsc: '1' })).status).toBe(200);
    // A chosen language is remembered first.
    expect((await ask('/en', member)).headers.location).toBe('/');
  });

  test('is stored by no shared cache, because its language varies', async () => {
    for (const headers of [{}, { rsc: '1' }, { 'accept-encoding': 'br' }] as Record<string, string>[]) {
      const answer = await ask('/home', headers);
      expect(answer.headers['cache-control']).toBe('private, no-cache');
      expect(answer.headers.vary).toMatch(/^rsc, .*accept-encoding, accept-language, cookie$/);
    }
  });

  test.for(['etag', 'W/etag', '"a", etag'])(
    'whose etag is in %s is unchanged, and keeps its policy',
    async (form) => {
      const known = await ask('/home');
      const tag = known.headers.etag ?? '';
      const ifNoneMatch = form.replace('W/etag', tag).replace('etag', tag.replace('W/', ''));
      const answer = await ask('/home', { 'if-none-match': ifNoneMatch });
      expect(answer.status).toBe(304);
      expect(answer.body).toHaveLength(0);
      expect(answer.headers).not.toHaveProperty('content-length');
      for (const name of ['content-security-policy', 'etag', 'cache-control'])
        expect(answer.headers[name], name).toBe(known.headers[name]);
    },
  );

  test('that has changed is sent whole', async () => {
    const answer = await ask('/home', {
      'if-none-match': '"y"',
      'if-modified-since': 'Mon, 01 Jan 2035 00:00:00 GMT',
    });
    expect([answer.status, answer.text]).toEqual([200, page('tr', 'home')]);
  });

  test('answers HEAD with the headers of GET and no body', async () => {
    const [head, get] = [await ask('/home', {}, 'HEAD'), await ask('/home')];
    expect(head.body).toHaveLength(0);
    for (const name of ['content-security-policy', 'content-length', 'cache-control', 'content-type'])
      expect(head.headers[name], name).toBe(get.headers[name]);
  });

  test('that needs no script has none but those to keep', async () => {
    const answer = await ask('/plain');
    expect(answer.text).toBe(plainPage('<script data-keep="true">kept()</script>', ''));
    expect(answer.headers['content-security-policy']).toBe(
      POLICY.replace("script-src 'self'", `script-src 'self' ${hashOf('kept()')}`),
    );
    expect((await ask('/admin/plain')).text).toContain(OTHER_SCRIPTS);
  });

  test.for(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses %s', async (method) => {
    const answer = await ask('/home', {}, method);
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test.for(['/no', '/no/such/page', '/HOME', '/home/x', '/_not-found', '/_next/x', '/u', '/u/%zz', '/u/a/b'])(
    'for %s does not exist',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
      expect((await ask(`/admin${path}`)).status).toBe(404);
    },
  );

  test('for an unknown path has a policy and the language of the viewer', async () => {
    for (const [path, locale] of [
      ['/no/such', 'en'],
      ['/admin/no/such', ''],
    ] as const) {
      const answer = await ask(path, { 'accept-language': 'en', 'accept-encoding': 'br' });
      expect(answer.headers['content-security-policy']).toContain(hashOf(INLINE));
      expect(brotliDecompressSync(answer.body).toString()).toBe(page(locale, 'nothing here'));
    }
  });
});

describe('a page with a parameter', () => {
  test.for<[path: string, id: string, title: string]>([
    ['derya', 'derya', 'derya'],
    ['%C3%A7%C4%B1nar', '%C3%A7%C4%B1nar', 'çınar'],
    [
      'çınar'.normalize('NFD').replace(/[^\x20-\x7e]/gu, encodeURIComponent),
      'c%CC%A7%C4%B1nar',
      'çınar'.normalize('NFD'),
    ],
    ['a%2Fb', 'a%2Fb', 'a%2Fb'],
    ['a(b)', 'a(b)', 'a(b)'],
    [
      '%3C%2Fscript%3E%3Cscript%3Ealert(1)',
      '%3C%2Fscript%3E%3Cscript%3Ealert(1)',
      '%3C%2Fscript%3E%3Cscript%3Ealert(1)',
    ],
    ['%22%5D)%3Balert(1)%2F%2F', '%22%5D)%3Balert(1)%2F%2F', '%22%5D)%3Balert(1)%2F%2F'],
    ['a\u0024\u0026b', 'a%24%26b', 'a%24%26b'],
    ['%E2%80%A8', '%E2%80%A8', '%E2%80%A8'],
    ['~username.text~', '~username.text~', '~username.text~'],
  ])('/u/%s', async ([path, id, title]) => {
    for (const encoding of ['identity', 'br']) {
      const answer = await ask(`/u/${path}?tab=1`, { 'accept-encoding': encoding });
      expect(answer.status).toBe(200);
      expect(answer.text).toBe(memberPage('tr', id, title));
      expect(answer.headers['content-security-policy']).toContain(hashOf(inlineOf(id)));
    }
  });

  test('goes after a page of its own', async () => {
    expect((await ask('/u/me')).text).toBe(page('tr', 'own page'));
    expect((await ask('/admin/u/me')).text).toBe(page('', 'own page'));
    expect((await ask('/admin/u/x')).text).toBe(memberPage('', 'x', 'x'));
  });
});

describe('the data of a page, for the router in the browser', () => {
  test('is sent for the header rsc', async () => {
    const answer = await ask('/home?_rsc=abc', { rsc: '1', cookie: 'cl_locale=en' });
    expect([answer.status, answer.text]).toEqual([200, 'data of en/home']);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/x-component',
      'x-nextjs-rewritten-path': '/en/home',
      'x-nextjs-stale-time': '300',
    });
    expect(answer.headers).not.toHaveProperty('x-next-cache-tags');
  });

  test('has parts for prefetching, with the parameter', async () => {
    const headers = { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' };
    const answer = await ask('/u/derya', headers);
    expect([answer.status, answer.text]).toEqual([200, 'tree of tr/u/derya']);
    expect(answer.headers).toMatchObject({
      'x-nextjs-postponed': '2',
      'x-nextjs-rewritten-path': '/tr/u/derya',
    });
  });

  test.for(['/../../../../secret', '/_nothing', ''])('has no part %s', async (part) => {
    const answer = await ask('/home', { rsc: '1', 'next-router-segment-prefetch': part });
    expect([answer.status, answer.text]).toEqual([404, '']);
  });

  test('of an unknown path does not exist: the router then loads the page', async () => {
    expect((await ask('/no/such', { rsc: '1' })).status).toBe(404);
  });
});

describe('a redirect', () => {
  test.for<[path: string, status: number, location: string]>([
    ['/home/', 308, '/home'],
    ['/home/?a=1&b=/', 308, '/home?a=1&b=/'],
    ['/admin/', 308, '/admin'],
    ['//evil.example/', 308, '/evil.example'],
    ['/\\evil.example/', 308, '/evil.example'],
    ['/tr//evil.example', 308, '/tr/evil.example'],
    ['/tr', 307, '/'],
    ['/en?', 307, '/'],
    ['/en/home?a=1', 307, '/home?a=1'],
  ])('from %s: %i to %s', async ([path, status, location]) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.location]).toEqual([status, location]);
    expect(answer.headers['x-frame-options']).toBe('DENY');
  });

  test('from a path with a language remembers it', async () => {
    expect((await ask('/en/home')).headers['set-cookie']).toEqual([
      'cl_locale=en; Path=/; Max-Age=31536000; SameSite=lax',
    ]);
  });
});

describe('a file', () => {
  test('of the build is cached for good, and compressed ahead', async () => {
    const [plain, small] = [
      await ask('/_next/static/chunks/a.js'),
      await ask('/_next/static/chunks/a.js', { 'accept-encoding': 'br' }),
    ];
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(small.headers['content-encoding']).toBe('br');
    expect(small.body.equals(BUNDLED)).toBe(true);
    for (const { headers } of [plain, small])
      expect(headers).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-type': 'text/javascript; charset=utf-8',
        vary: 'Accept-Encoding',
      });
    expect(small.headers).not.toHaveProperty('content-security-policy');
  });

  test('of the public folder is compressed if it is text', async () => {
    const script = await ask('/words.js', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(script.body).toString()).toBe(SCRIPT);
    expect(script.headers['cache-control']).toBe('public, max-age=0');
    const again = await ask('/words.js', {
      'accept-encoding': 'gzip',
      'if-none-match': script.headers.etag ?? '',
    });
    expect(again.status).toBe(304);
    const picture = await ask('/icon.png', { 'accept-encoding': 'gzip' });
    expect([picture.headers['content-type'], picture.text]).toEqual(['image/png', 'png']);
  });

  test('that a route wrote at build time has the headers of the route', async () => {
    const answer = await ask('/sw-build.js');
    expect(answer.text).toBe("self.BUILD = 'x';");
    expect(answer.headers).toMatchObject({ 'content-type': 'text/javascript', 'cache-control': 'no-cache' });
  });

  test.for([
    '/secret.txt',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/_next/static/../../secret.txt',
    '/_next/static/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/_next/static/chunks/a.js.br',
    '/_next/image?url=/icon.png&w=64&q=75',
    '/.next/BUILD_ID',
    '/server/app/tr.html',
  ])('%s is not served', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('secret');
  });
});

const named = (version: number, some: Partial<typeof DEFAULT_CAMPUS.settings>) => ({
  'x-campus': campusHeader({ version, settings: { ...DEFAULT_CAMPUS.settings, ...some } }),
});

test('a page shows the campus of its request, and its policy allows the script with the name', async () => {
  const plain = await ask('/named');
  expect(plain.text).toBe('<head></head><title>ChitLaq</title><script>push("ChitLaq|boards|")</script>');
  const settings = {
    name: { tr: 'Nar’ın Kampüsü', en: 'Nar’s Campus' },
    shortName: { tr: 'Nar', en: 'Nar' },
    accent: '#ffff00',
    logoId: 'a'.repeat(32),
    features: { ...DEFAULT_CAMPUS.settings.features, groups: false, polls: false },
  };
  const changed = await ask('/named', named(1, settings));
  expect(changed.text).toContain('<link rel="stylesheet" href="/campus.css?v=1-ffff00"/></head>');
  expect(changed.text).toContain(`push("Nar’ın Kampüsü|groups,polls,boards|${'a'.repeat(32)}")`);
  expect(changed.headers['content-security-policy']).toContain(
    hashOf(`push("Nar’ın Kampüsü|groups,polls,boards|${'a'.repeat(32)}")`),
  );
  expect(changed.headers.etag).not.toBe(plain.headers.etag);
  expect((await ask('/named', { ...named(1, settings), 'accept-language': 'en' })).text).toContain('Nar’s');
  expect((await ask('/manifest.en.webmanifest', named(1, settings))).text).toBe(
    `{"name":"Nar’s Campus","src":"/api/v1/campus/logos/${'a'.repeat(32)}/192.png"}`,
  );
  // Nobody's request answers for another's, and an unreadable one is the product.
  expect((await ask('/named')).text).toBe(plain.text);
  expect((await ask('/named', { 'x-campus': '%%%' })).text).toBe(plain.text);
});

test('a name with signs of HTML and JSON is read as it was written, everywhere on a page', async () => {
  const name = 'Kampüs "A&B" <1>';
  const settings = { name: { tr: name, en: name }, shortName: { tr: '</script>', en: '<!--' } };
  const { text, headers } = await ask('/marked', named(4, settings));
  expect(text).toContain('<title>Kampüs &#34;A&#38;B&#34; &#60;1&#62;</title>');
  expect(text).toContain('content="Kampüs &#34;A&#38;B&#34; &#60;1&#62;"');
  // One script, whose string is JSON.
  const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code);
  expect(scripts).toHaveLength(1);
  const pushed: string[] = [];
  new Function('push', scripts[0] ?? '')((row: string) => pushed.push(row));
  expect(pushed.map((row) => JSON.parse(row))).toEqual([{ name, short: '</script>' }]);
  expect(headers['content-security-policy']).toContain(hashOf(scripts[0] ?? ''));
  const data = await ask('/marked', { ...named(4, settings), rsc: '1' });
  expect(JSON.parse(data.text)).toEqual({ name });
  const manifest = await ask('/manifest.en.webmanifest', named(4, settings));
  expect(JSON.parse(manifest.text)).toMatchObject({ name });
});

test('a name that looks like a placeholder stays a name', async () => {
  const { text } = await ask('/u/~campus.name~', named(3, { name: { tr: 'Nar', en: 'Nar' } }));
  expect(text).not.toContain('Nar');
});

test('a language that the campus does not offer leads to its own', async () => {
  const languages = { offered: ['en' as const], default: 'en' as const };
  for (const headers of [{}, { cookie: 'cl_locale=tr' }, { 'accept-language': 'tr-TR' }])
    expect((await ask('/home', { ...headers, ...named(2, { languages }) })).text).toContain('lang="en"');
  expect((await ask('/home', { cookie: 'cl_locale=tr' })).text).toContain('lang="tr"');
});
