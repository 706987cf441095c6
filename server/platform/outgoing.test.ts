import { expect, test } from 'vitest';
import { ClosedAddress, isPublicAddress, mayCall, postOutside } from './outgoing.ts';

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
] as const)('%s may be called: %s', ([url, may]) => {
  expect(mayCall(new URL(url), { local: false })).toBe(may);
});

test('a name that leads to a closed address is refused when it is resolved', async () => {
  // Every machine resolves this one to itself; a dot at its end passes the look at the name alone.
  const url = new URL('https://ip6-localhost.localdomain/');
  const post = postOutside(url, { headers: {}, body: Buffer.alloc(0) }, { local: false, timeoutMs: 5_000 });
  await expect(post).rejects.toThrow();
  await expect(
    postOutside(
      new URL('https://127.0.0.1/'),
      { headers: {}, body: Buffer.alloc(0) },
      { local: false, timeoutMs: 5_000 },
    ),
  ).rejects.toBeInstanceOf(ClosedAddress);
});
