import https from 'node:https';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isCallableUrl,
  isPublicAddress,
  PrivateAddressError,
  postExternal,
  publicLookup,
} from './outbound-http.ts';

test.for([
  ['8.8.8.8', true],
  ['172.15.0.1', true],
  ['172.16.0.1', false],
  ['10.1.2.3', false],
  ['127.0.0.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['2a00:1450::1', true],
  ['::1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['not an address', false],
] as const)('%s is on the public internet: %s', ([address, isPublic]) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test.for([
  ['https://push.example.org/abc', true],
  ['http://push.example.org/abc', false],
  ['https://user:word@push.example.org/', false],
  ['https://localhost/', false],
  ['https://db.internal/', false],
  ['https://127.1/', false],
  ['https://2130706433/', false],
  ['https://0x7f.1/', false],
  ['https://[::1]/', false],
  ['ftp://push.example.org/', false],
] as const)('%s may be called: %s', ([url, isCallable]) => {
  expect(isCallableUrl(new URL(url), { local: false })).toBe(isCallable);
});

test('a name that resolves to a private address is refused', async () => {
  // Every machine resolves this name to itself; the dot at its end passes the check of the name alone.
  const url = new URL('https://ip6-localhost.localdomain/');
  const post = postExternal(url, { headers: {}, body: Buffer.alloc(0) }, { local: false, timeoutMs: 5_000 });
  await expect(post).rejects.toThrow();
  await expect(
    postExternal(
      new URL('https://127.0.0.1/'),
      { headers: {}, body: Buffer.alloc(0) },
      { local: false, timeoutMs: 5_000 },
    ),
  ).rejects.toBeInstanceOf(PrivateAddressError);
});

test.for([
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.1.',
  '%31%32%37.0.0.1',
  '127。0。0。1',
  '１２７.0.0.1',
  '①②⑦.0.0.1',
  '0',
  '10.0.0.1',
  '0xa9fea9fe',
  '169.254.169.254',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fec0::1]',
  '[ff02::1]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'a.localhost',
  'a.localhost.',
  'printer.local',
  'db.internal.',
  'router.home.arpa',
])('%s is this machine or a private network, however it is written', (host) => {
  // What is not an address is not called either.
  const url = `https://${host}/`;
  expect(URL.canParse(url) && isCallableUrl(new URL(url), { local: false })).toBe(false);
});

/** IPv4 addresses of private networks, and one of the internet. */
const closed = fc.constantFrom('127.0.0.1', '10.2.3.4', '169.254.169.254', '192.168.1.1', '::1', 'fd00::5');
const open = fc.constantFrom('8.8.8.8', '1.1.1.1', '2a00:1450::1');
const addressed = (address: string) => ({ address, family: address.includes(':') ? 6 : 4 });

test('a name is refused if any of its addresses is private, and else resolves to the checked addresses', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(closed, open), { maxLength: 5 }), fc.boolean(), (addresses, all) => {
      const outcomes: unknown[] = [];
      const found = publicLookup((_name, _options, done) => done(null, addresses.map(addressed)));
      found('site.example', { all }, (error, address) => outcomes.push(error ?? address));
      const letGo = addresses.length > 0 && addresses.every(isPublicAddress);
      if (!letGo) expect(outcomes).toEqual([expect.any(PrivateAddressError)]);
      else expect(outcomes).toEqual([all ? addresses.map(addressed) : addresses[0]]);
    }),
  );
});

test('DNS rebinding between the check and the call does not help', async () => {
  const lookups: string[] = [];
  // The first answer counts; a second lookup would get the private address.
  const lookup = publicLookup((name, _options, done) => {
    lookups.push(name);
    done(null, [addressed(lookups.length === 1 ? '192.0.2.1' : '127.0.0.1')]);
  });
  const call = () =>
    new Promise((_resolve, reject) => {
      https.get('https://rebind.example/', { lookup, agent: false }).on('error', reject);
    });
  await expect(call()).rejects.toBeInstanceOf(PrivateAddressError);
  expect(lookups).toEqual(['rebind.example']);
  await expect(call()).rejects.toBeInstanceOf(PrivateAddressError);
  expect(lookups).toEqual(['rebind.example', 'rebind.example']);
});
