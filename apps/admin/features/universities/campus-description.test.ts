import { expect, test } from 'vitest';
import { readDescription } from './campus-description.ts';

test('what a campus publishes is read, and nothing else', () => {
  const key = { id: 'a', algorithm: 'Ed25519', publicKey: 'AAAA', createdAt: '', retiredAt: null };
  const published = { origin: 'https://kampus.example', archiveKeys: [key, { ...key, publicKey: 'BBBB' }] };
  expect(readDescription(JSON.stringify(published))).toEqual({
    origin: 'https://kampus.example',
    publicKeys: ['AAAA', 'BBBB'],
  });
  const others = [
    null,
    [],
    1,
    {},
    { ...published, archiveKeys: [null, { publicKey: 1 }] },
    { ...published, origin: 1 },
  ];
  for (const other of others) expect(readDescription(JSON.stringify(other))).toBeUndefined();
  expect(readDescription('https://kampus.example')).toBeUndefined();
});
