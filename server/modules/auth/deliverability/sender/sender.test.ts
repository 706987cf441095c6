import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DnsServer, dnsServer, type Zone } from '../../../../testing/dns.ts';
import { type TestMember, type TestServer, testServer } from '../../../../testing/server.ts';
import { checkSender } from './check.ts';
import { openRecords } from './resolver.ts';

const ADDRESS = '11.22.33.44';
const key = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength })
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64');
const strongKey = key(2_048);

/** All as it should be. */
const good: Zone = {
  'TXT kampus.example': ['site-verification=x', 'v=spf1 include:_spf.posta.example ~all'],
  'TXT _spf.posta.example': [`v=spf1 ip4:11.22.33.0/24 ip6:2a01:4f8::/32 -all`],
  'TXT k1._domainkey.kampus.example': [`v=DKIM1; k=rsa; p=${strongKey}`],
  'TXT _dmarc.kampus.example': ['v=DMARC1; p=quarantine; rua=mailto:postmaster@kampus.example'],
  'MX kampus.example': ['10 mail.kampus.example'],
  'A mail.kampus.example': [ADDRESS],
  'PTR 44.33.22.11.in-addr.arpa': ['mail.kampus.example'],
};

let dns: DnsServer;
let t: TestServer;
let admin: TestMember;
beforeAll(async () => {
  dns = await dnsServer();
  t = await testServer({
    MAIL_FROM: 'ChitLaq <posta@Kampus.example>',
    MAIL_DKIM_SELECTOR: 'k1',
    MAIL_SENDING_HOST: 'mail.kampus.example',
    MAIL_DNS_SERVERS: dns.address,
  });
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  await t.settled();
});
afterAll(async () => {
  await t.close();
  await dns.close();
});
beforeEach(() => {
  dns.state = 'works';
  dns.zone = { ...good };
  dns.questions.length = 0;
});

const sender = {
  domain: 'kampus.example',
  dkimSelector: 'k1',
  host: 'mail.kampus.example',
  server: undefined,
};
const look = async (given: Partial<typeof sender> | { host: undefined } = {}) =>
  checkSender(openRecords([dns.address]), { ...sender, ...given });
const codes = async (given: Parameters<typeof look>[0] = {}) =>
  Object.fromEntries((await look(given)).map(({ name, state, code }) => [name, `${state} ${code}`]));
const lineOf = async (name: string) => (await look()).find((line) => line.name === name);

test('staff ask for a check, a job makes it, and the page has the lines', async () => {
  expect((await t.as(admin).raw('POST', '/admin/mail/sender-checks')).status).toBe(202);
  // A second press adds nothing.
  await t.as(admin).raw('POST', '/admin/mail/sender-checks');
  const before = (await t.as(admin).get('/admin/mail')).senderCheck;
  expect(before).toMatchObject({ checkedAt: null, lines: [] });
  await t.settled();
  const { senderCheck } = await t.as(admin).get('/admin/mail');
  expect(Date.parse(senderCheck.checkedAt)).toBeGreaterThanOrEqual(Date.parse(before.requestedAt));
  expect(senderCheck.lines).toMatchObject([
    { name: 'spf', at: 'kampus.example', state: 'fine', code: 'spf_permits', record: null },
    { name: 'dkim', at: 'k1._domainkey.kampus.example', state: 'fine', code: 'dkim_fine' },
    { name: 'dmarc', at: '_dmarc.kampus.example', state: 'fine', code: 'dmarc_fine' },
    { name: 'mx', state: 'fine', code: 'mx_fine', found: '10 mail.kampus.example' },
    { name: 'host', at: 'mail.kampus.example', state: 'fine', code: 'host_fine', found: ADDRESS },
    { name: 'ptr', state: 'fine', code: 'ptr_fine' },
  ]);
  expect(dns.questions.filter((question) => question === 'TXT kampus.example')).toHaveLength(1);
});

test('what is missing is named with the record to add', async () => {
  dns.zone = { 'A mail.kampus.example': [ADDRESS] };
  expect(await look()).toMatchObject([
    {
      code: 'spf_missing',
      state: 'missing',
      record: { type: 'TXT', name: 'kampus.example', value: `v=spf1 ip4:${ADDRESS} ~all` },
    },
    { code: 'dkim_missing', state: 'missing', record: null },
    {
      code: 'dmarc_missing',
      state: 'missing',
      record: {
        name: '_dmarc.kampus.example',
        value: 'v=DMARC1; p=none; rua=mailto:postmaster@kampus.example',
      },
    },
    { code: 'mx_missing', state: 'missing', record: { type: 'MX', value: '10 mail.kampus.example.' } },
    { code: 'host_fine' },
    {
      code: 'ptr_missing',
      state: 'missing',
      record: { type: 'PTR', name: ADDRESS, value: 'mail.kampus.example.' },
    },
  ]);
});

test.for(['silent', 'failing'] as const)(
  'a DNS server that is %s makes every line unknown, none missing',
  async (state) => {
    dns.state = state;
    const lines = await look();
    expect(lines.map(({ state, code }) => `${state} ${code}`)).toEqual(Array(6).fill('unknown no_answer'));
  },
);

test('without a selector and a host, their lines cannot be checked', async () => {
  expect(await codes({ host: undefined })).toMatchObject({
    spf: 'fine spf_fine',
    host: 'unknown host_unknown',
    ptr: 'unknown host_unknown',
  });
  const lines = await checkSender(openRecords([dns.address]), { ...sender, dkimSelector: undefined });
  expect(lines[1]).toMatchObject({ state: 'unknown', code: 'dkim_no_selector', at: null });
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `a:h${index}.example`).join(' ');
const spfCases: [string, Zone, string][] = [
  ['-all', { 'TXT kampus.example': ['v=spf1 mx -all'] }, 'fine spf_permits'],
  ['a and a network', { 'TXT kampus.example': ['v=spf1 a:mail.kampus.example/24 -all'] }, 'fine spf_permits'],
  ['redirect', { 'TXT kampus.example': ['v=spf1 redirect=_spf.posta.example'] }, 'fine spf_permits'],
  ['another address', { 'TXT kampus.example': ['v=spf1 ip4:192.0.2.1 -all'] }, 'attention spf_not_permitted'],
  [
    'excluded first',
    { 'TXT kampus.example': [`v=spf1 -ip4:${ADDRESS} mx -all`] },
    'attention spf_not_permitted',
  ],
  ['terms after all', { 'TXT kampus.example': ['v=spf1 -all mx'] }, 'attention spf_not_permitted'],
  ['macros', { 'TXT kampus.example': ['v=spf1 exists:%{i}._spf.kampus.example -all'] }, 'fine spf_fine'],
  ['+all', { 'TXT kampus.example': ['v=spf1 mx +all'] }, 'attention spf_anybody'],
  ['no all', { 'TXT kampus.example': ['v=spf1 mx'] }, 'attention spf_neutral'],
  ['two records', { 'TXT kampus.example': ['v=spf1 mx -all', 'v=spf1 -all'] }, 'attention spf_several'],
  ['an unknown term', { 'TXT kampus.example': ['v=spf1 ipv4:1.2.3.4 -all'] }, 'attention spf_syntax'],
  ['no address', { 'TXT kampus.example': ['v=spf1 ip4:300.1.1.1 -all'] }, 'attention spf_syntax'],
  [
    'an include without a record',
    { 'TXT kampus.example': ['v=spf1 include:nowhere.example -all'] },
    'attention spf_syntax',
  ],
  ['eleven lookups', { 'TXT kampus.example': [`v=spf1 ${many(11)} -all`] }, 'attention spf_lookups'],
  ['a circle', { 'TXT kampus.example': ['v=spf1 include:kampus.example -all'] }, 'attention spf_lookups'],
  ['another version', { 'TXT kampus.example': ['v=spf10 -all'] }, 'missing spf_missing'],
];
test.for(spfCases)('SPF with %s', async ([, zone, expected]) => {
  dns.zone = { ...good, ...zone };
  expect((await codes()).spf).toBe(expected);
});

test('a record that does not permit the host is proposed with the host', async () => {
  dns.zone = {
    ...good,
    'TXT kampus.example': ['v=spf1 include:x.example -all'],
    'TXT x.example': ['v=spf1 -all'],
  };
  expect(await lineOf('spf')).toMatchObject({
    code: 'spf_not_permitted',
    record: { value: `v=spf1 ip4:${ADDRESS} include:x.example -all` },
  });
});

test('a record with signs that no database keeps is proposed and kept without them', async () => {
  dns.zone = { ...good, 'TXT kampus.example': ['v=spf1 x=\u0000\u0001 include:x.example -all'] };
  dns.zone['TXT x.example'] = ['v=spf1 -all'];
  t.clock.advance(60_000);
  await t.as(admin).raw('POST', '/admin/mail/sender-checks');
  await t.settled();
  const { senderCheck } = await t.as(admin).get('/admin/mail');
  expect(senderCheck.lines[0]).toMatchObject({
    code: 'spf_not_permitted',
    record: { value: `v=spf1 ip4:${ADDRESS} x= include:x.example -all` },
  });
});

const otherCases: [string, 'dkim' | 'dmarc' | 'mx' | 'ptr', Zone, string][] = [
  [
    'a revoked key',
    'dkim',
    { 'TXT k1._domainkey.kampus.example': ['v=DKIM1; p='] },
    'attention dkim_revoked',
  ],
  ['no key', 'dkim', { 'TXT k1._domainkey.kampus.example': ['v=DKIM1; p=abcd'] }, 'attention dkim_syntax'],
  ['a short key', 'dkim', { 'TXT k1._domainkey.kampus.example': [`p=${key(512)}`] }, 'attention dkim_short'],
  ['p=none', 'dmarc', { 'TXT _dmarc.kampus.example': ['v=DMARC1; p=none'] }, 'fine dmarc_watches'],
  [
    'no policy',
    'dmarc',
    { 'TXT _dmarc.kampus.example': ['v=DMARC1; rua=mailto:a@b.example'] },
    'attention dmarc_syntax',
  ],
  [
    'two policies',
    'dmarc',
    { 'TXT _dmarc.kampus.example': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
    'attention dmarc_several',
  ],
  ['a null MX', 'mx', { 'MX kampus.example': ['0 '] }, 'attention mx_null'],
  [
    'a name that leads elsewhere',
    'ptr',
    { 'PTR 44.33.22.11.in-addr.arpa': ['other.example'], 'A other.example': ['11.22.33.45'] },
    'attention ptr_no_way_back',
  ],
];
test.for(otherCases)('%s: %s', async ([, name, zone, expected]) => {
  dns.zone = { ...good, ...zone };
  expect((await codes())[name]).toBe(expected);
});

test('the policy of the domain above holds for a subdomain, by its own value', async () => {
  dns.zone = { ...good, 'TXT _dmarc.kampus.example': ['v=DMARC1; p=reject; sp=none'] };
  const lines = await checkSender(openRecords([dns.address]), { ...sender, domain: 'posta.kampus.example' });
  expect(lines[2]).toMatchObject({ code: 'dmarc_watches' });
});

test('records that lead on and on end the check', async () => {
  dns.zone = {
    ...good,
    'TXT kampus.example': ['v=spf1 mx -all'],
    'MX kampus.example': Array.from({ length: 40 }, (_, i) => `10 m${i}.example`),
  };
  await look();
  expect(dns.questions.length).toBeLessThanOrEqual(60);
});
