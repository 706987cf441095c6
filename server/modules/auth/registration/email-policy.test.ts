import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { insertCatalogue } from '../universities/queries.ts';
import { loadCatalogue, openUniversity, openUniversityOf } from '../universities/service.ts';

const t = await testServer();
afterAll(t.close);

const catalogue = fileURLToPath(new URL('../../../../database/data/universities.json', import.meta.url));
const DOMAIN = 'selvi.edu.tr';
const rule = (
  domain: string,
  includeSubdomains: boolean,
  prefix: string,
  affiliation: 'student' | 'staff' | 'alumni',
) => ({ domain, includeSubdomains, prefix, affiliation, note: '' });
let selvi = '';
beforeAll(async () => {
  for (const [name, domain] of [
    ['Selvi Üniversitesi', DOMAIN],
    ['Kavak Üniversitesi', 'kavak.edu.tr'],
  ] as const)
    await insertCatalogue(t.ctx.db, [{ name, country: 'TR', domains: [domain] }]);
  selvi = (
    await openUniversity(t.ctx, {
      name: 'Selvi Üniversitesi',
      country: 'TR',
      mailboxRule: 'dots_plus',
      rules: [
        rule(DOMAIN, false, '', 'staff'),
        rule(DOMAIN, false, 'b', 'student'),
        rule(DOMAIN, false, 'bm', 'alumni'),
        rule(`ogr.${DOMAIN}`, true, 'e', 'student'),
      ],
    })
  ).id;
  await openUniversity(t.ctx, {
    name: 'Kavak Üniversitesi',
    country: 'TR',
    rules: [rule('kavak.edu.tr', true, '', 'staff'), rule('ogr.kavak.edu.tr', false, '', 'student')],
  });
});

let count = 0;
async function register(email: string) {
  count += 1;
  const username = `kapi_${count}`;
  const { status, body } = await t.anyone.raw('POST', '/auth/register', {
    body: { email, password: 'mor kestane bulut 71', username, displayName: 'Kapı' },
  });
  return { status, code: body.code };
}
/** Registers and confirms an address. @returns the member's university and affiliation */
async function join(email: string) {
  const { status } = await register(email);
  await t.settled();
  const sent = (await t.emails()).filter((mail) => mail.to?.[0]?.address === email.toLowerCase()).at(-1);
  const token = sent?.text?.match(/token=([\w-]+)/)?.[1];
  const entry = await t.anyone.post('/auth/verify-email', { token });
  return { status, affiliation: (await t.as(entry).get('/auth/me')).profile.affiliation };
}

test.for([
  ['ayse@selvi.edu.tr', 'staff'],
  ['AYSE2@Selvi.EDU.tr', 'staff'],
  ['b210045@selvi.edu.tr', 'student'],
  ['BM1999@selvi.edu.tr', 'alumni'],
  ['e55@ogr.selvi.edu.tr', 'student'],
  ['e55@bil.ogr.selvi.edu.tr', 'student'],
  ['x@kavak.edu.tr', 'staff'],
  ['x@derin.alt.kavak.edu.tr', 'staff'],
  ['x@ogr.kavak.edu.tr', 'student'],
  ['x@alt.ogr.kavak.edu.tr', 'staff'],
] as const)('%s registers as %s', async ([email, affiliation]) => {
  expect(await join(email)).toEqual({ status: 202, affiliation });
});

test.for([
  'a55@ogr.selvi.edu.tr',
  'ayse@alt.selvi.edu.tr',
  'ayse@xselvi.edu.tr',
  'ayse@selvi.edu.tr.evil.com',
  'ayse@edu.tr',
  'ayse@kavak.edu.com',
])('%s is refused', async (email) => {
  expect(await register(email)).toMatchObject({ status: 422, code: 'university_not_allowed' });
});

test('an address disguised as one of the domain is refused, or is one', async () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    'bm',
    '.',
    '..',
    '@',
    '"',
    '\\',
    ' ',
    '\t',
    '\0',
    '%',
    '!',
    ',',
    ';',
    '<',
    '>',
    '(',
    ')',
    '[',
    ']',
    ':',
    '\u200b',
    '\u00ad',
    '\u202e',
    '\uff20',
    '\u3002',
    '\uff0e',
    's\u0435lvi',
    'sel\u0475i',
    'SELVİ',
    'ſelvi',
    'xn--slvi-8ta',
    'selvi',
    'edu',
    'tr',
    'selvi.edu.tr',
    '@selvi.edu.tr',
    'evil.com',
    '@evil.com',
    'kavak.edu.tr.',
    '=?utf-8?q?a?=',
    '\r\nBcc: x@evil.com',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 5 }),
      fc.constantFrom('@selvi.edu.tr', '@kavak.edu.tr', ''),
      fc.array(piece, { maxLength: 2 }),
      async (before, middle, after) => {
        const email = [...before, middle, ...after].join('');
        if (email.length < 3) return;
        const { status } = await register(email);
        // A second, simpler definition of which addresses are allowed.
        const isSameMailbox =
          /^[a-z0-9_][a-z0-9._+'-]*@(selvi\.edu\.tr|([a-z0-9-]+\.)*kavak\.edu\.tr)$/i.test(email.trim()) &&
          !/\.@|\.\.|@.*xn--|@.*-\.|@.*\.-|@-/i.test(email.trim());
        expect([202, 409].includes(status), JSON.stringify(email)).toBe(isSameMailbox);
        if (status !== 202) expect([400, 422]).toContain(status);
      },
    ),
    { numRuns: 400 },
  );
});

test('spellings of one mailbox make one account where the operator says they are one, and only there', async () => {
  const accounts = async (domain: string) => {
    const spellings = ['c.an+x', 'can', 'CA.N+y'].map((local) => `${local}@${domain}`);
    for (const email of spellings) await register(email);
    await t.settled();
    let made = 0;
    for (const email of spellings) {
      const sent = (await t.emails()).find((mail) => mail.to?.[0]?.address === email.toLowerCase());
      count += 1;
      const response = await t.anyone.raw('POST', '/auth/verify-email', {
        body: {
          token: sent?.text?.match(/token=([\w-]+)/)?.[1],
          password: 'mor kestane bulut 71',
          username: `kapi_${count}`,
          displayName: 'Kapı',
        },
      });
      if (response.status === 200) made += 1;
      else expect(response.body.code).toBe('verification_failed');
    }
    return made;
  };
  expect(await accounts(DOMAIN)).toBe(1);
  expect(await accounts('kavak.edu.tr')).toBe(3);
});

test('a closed university admits nobody, is not listed, and opens again with its rules', async () => {
  const [admin] = await t.members(1, { roles: ['admin'] });
  await t.as(admin!).patch(`/admin/universities/${selvi}`, { isOpen: false });
  expect(await register(`kapali@${DOMAIN}`)).toMatchObject({ status: 422 });
  expect((await t.anyone.get('/auth/universities?q=selvi')).items).toEqual([]);
  await openUniversity(t.ctx, { name: 'Selvi Üniversitesi', country: 'TR', rules: [] });
  expect(await join(`acik@${DOMAIN}`)).toEqual({ status: 202, affiliation: 'staff' });
  expect((await t.anyone.get('/auth/universities?q=SELVİ')).items).toMatchObject([
    {
      name: 'Selvi Üniversitesi',
      domains: [
        { domain: `ogr.${DOMAIN}`, includeSubdomains: true, prefixes: ['e'] },
        { domain: DOMAIN, includeSubdomains: false, prefixes: ['', 'b', 'bm'] },
      ],
    },
  ]);
});

test('the catalogue is loaded once: all of it, closed, and a second load changes nothing', async () => {
  const state = async () =>
    (
      await t.ctx.pool.query(`select (select count(*)::int from auth.universities) as universities,
        (select count(*)::int from auth.universities where is_open) as open,
        (select count(*)::int from auth.university_domains) as domains,
        (select max(xmin::text::bigint) from auth.university_domains) as newest,
        (select updated_at from platform.settings where key = 'catalogue') as loaded`)
    ).rows[0];
  const before = await state();
  await loadCatalogue(t.ctx, catalogue);
  const after = await state();
  const entries = JSON.parse(readFileSync(catalogue, 'utf8')) as unknown[];
  expect(entries).toHaveLength(10_251);
  // Including those that share country and name with another, and differ in their domains.
  expect(after.universities).toBe(before.universities + 10_251);
  expect(after.open).toBe(before.open);
  await loadCatalogue(t.ctx, catalogue);
  expect(await state()).toEqual(after);
});

test('of two universities of one name each has its own domains, and a rule opens the one whose domain it names', async () => {
  const twins = async () =>
    (
      await t.ctx.pool.query(`select is_open, (select array_agg(domain order by domain) from auth.university_domains d
        where d.university_id = university.id) as domains
        from auth.universities university where name = 'Cornell College' order by first_domain`)
    ).rows;
  expect(await twins()).toEqual([
    { is_open: false, domains: ['cornell-iowa.edu'] },
    { is_open: false, domains: ['cornellcollege.edu'] },
  ]);
  for (const domain of ['cornellcollege.edu', 'mail.cornellcollege.edu'])
    await openUniversity(t.ctx, {
      name: 'Cornell College',
      country: 'US',
      rules: [rule(domain, false, '', 'student')],
    });
  expect((await twins()).map((twin) => twin.is_open)).toEqual([false, true]);
});

test('a catalogue loaded before domains were part of the identity is completed, and open universities stay open', async () => {
  await t.ctx.pool.query(`
    delete from auth.universities where name = 'Keio University' and first_domain = 'a2.keio.jp';
    update auth.universities set first_domain = '', is_open = true where name = 'Keio University';
    delete from platform.settings where key = 'catalogue'`);
  await loadCatalogue(t.ctx, catalogue);
  const { rows } = await t.ctx.pool.query(
    `select first_domain, is_open from auth.universities where name = 'Keio University' order by is_open`,
  );
  expect(rows).toEqual([
    { first_domain: 'a2.keio.jp', is_open: false },
    { first_domain: 'keio.ac.jp', is_open: true },
  ]);
  await t.ctx.pool.query(`update auth.universities set is_open = false where name = 'Keio University'`);
});

test('universities are paged, each once', async () => {
  const { rows } = await t.ctx.pool.query(
    `select name, country from auth.universities where country = 'TR' order by name limit 12`,
  );
  for (const university of rows) await openUniversity(t.ctx, { ...university, rules: [] });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: { id: string }[]; nextCursor: string | null } = await t.anyone.get(
      `/auth/universities?limit=5${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  const { rows: open } = await t.ctx.pool.query(
    'select count(*)::int as n from auth.universities where is_open',
  );
  expect(seen.length).toBe(open[0].n);
});

test('the university of an address is opened to its domain alone, by the longest domain that the catalogue knows', async () => {
  for (const [name, domain] of [
    ['Meşe Üniversitesi', 'mese.edu.tr'],
    ['Meşe Tıp Fakültesi', 'tip.mese.edu.tr'],
  ] as const)
    await insertCatalogue(t.ctx.db, [{ name, country: 'TR', domains: [domain] }]);
  expect(await openUniversityOf(t.ctx, 'Ayse@OGR.mese.edu.tr')).toBe('Meşe Üniversitesi');
  expect(await openUniversityOf(t.ctx, 'ayse@ogr.tip.mese.edu.tr')).toBe('Meşe Tıp Fakültesi');
  expect(await join('ayse@ogr.mese.edu.tr')).toEqual({ status: 202, affiliation: 'student' });
  expect(await register('ayse@mese.edu.tr')).toMatchObject({ status: 422, code: 'university_not_allowed' });
  for (const unknown of ['ayse@xmese.edu.tr', 'ayse@edu.tr', 'ayse@mese.edu.tr.evil.com'])
    await expect(openUniversityOf(t.ctx, unknown)).rejects.toMatchObject({ code: 'university_not_found' });
});
