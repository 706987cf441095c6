import { expect, test } from 'vitest';
import { addressKey, clientAddressOf, networkMatcher } from './ip-addresses.ts';

test.for<[string[], string, string | null, string]>([
  [['loopback'], '203.0.113.9', null, '203.0.113.9'],
  [['loopback'], '203.0.113.9', '10.0.0.1', '203.0.113.9'],
  [['loopback'], '127.0.0.1', '203.0.113.9', '203.0.113.9'],
  [['loopback'], '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
  [['loopback'], '127.0.0.1', '198.51.100.7, 203.0.113.9', '203.0.113.9'],
  [['loopback', '10.0.0.0/8'], '127.0.0.1', '198.51.100.7, 203.0.113.9, 10.1.1.1', '203.0.113.9'],
  [['loopback', 'uniquelocal'], '127.0.0.1', '192.168.1.1', '192.168.1.1'],
  [['loopback'], '127.0.0.1', 'nonsense', '127.0.0.1'],
  [['loopback'], '127.0.0.1', '203.0.113.9, ', '127.0.0.1'],
  [['loopback'], '127.0.0.1', '2001:db8::1', '2001:db8::1'],
])('trusting %j, %s with %s is %s', ([trusted, peer, header, address]) => {
  expect(clientAddressOf(trusted)(peer, header)).toBe(address);
});

test('an address has one key however it is written', () => {
  expect(addressKey('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(addressKey('::ffff:192.0.2.1')).not.toBe(addressKey('::ffff:192.0.2.2'));
  expect(addressKey('2001:db8:1:2:3::4')).toBe(addressKey('2001:db8:1:2::9'));
  expect(networkMatcher(['192.0.2.0/24'])('::ffff:192.0.2.1')).toBe(true);
});
