import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readSmallSealed, type Sealed, writeSealed } from './encryption.ts';
import { BackupKey } from './key.ts';

const folder = mkdtempSync(join(tmpdir(), 'chitlaq-sealed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const key = new BackupKey('a key for tests, of thirty-two characters');
const path = join(folder, 'file');

async function* of(...parts: Buffer[]) {
  yield* parts;
}
const MIB = 1024 * 1024;
const content = Buffer.from(
  Uint8Array.from({ length: 2 * MIB + 7 }, (_, index) => index * 31 + (index >> 9)),
);
const write = (data: Buffer, compress = false): Promise<Sealed> =>
  writeSealed(path, of(data.subarray(0, 3), data.subarray(3)), { key, name: 'a part', compress });
const read = (options: { name?: string; key?: BackupKey; compressed?: boolean; expected?: Sealed } = {}) =>
  readSmallSealed(path, { key, name: 'a part', ...options });

test.for([0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 2 * MIB + 7])(
  '%i bytes are read as they were written',
  async (size) => {
    for (const compress of [false, true]) {
      const sealed = await write(content.subarray(0, size), compress);
      expect((await read({ compressed: compress, expected: sealed })).equals(content.subarray(0, size))).toBe(
        true,
      );
      expect(readFileSync(path)).toHaveLength(sealed.bytes);
    }
  },
);

test('nothing of the content is readable', async () => {
  await write(Buffer.from('kampüs çınarı kampüs çınarı'));
  expect(readFileSync(path).toString('latin1')).not.toContain('kamp');
});

test('any changed byte, any missing end and anything added is found', async () => {
  await write(content.subarray(0, MIB + 500));
  const whole = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ change;
      writeFileSync(path, changed);
      await expect(read()).rejects.toThrow('a part is damaged');
    }),
    { numRuns: 12 },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
      writeFileSync(path, whole);
      truncateSync(path, length);
      await expect(read()).rejects.toThrow('a part is damaged');
    }),
    { numRuns: 12 },
  );
  // Without its last chunk the file ends at a boundary.
  writeFileSync(path, whole.subarray(0, 24 + MIB + 16));
  await expect(read()).rejects.toThrow('a part is damaged');
  writeFileSync(path, Buffer.concat([whole, whole.subarray(24)]));
  await expect(read()).rejects.toThrow('a part is damaged');
});

test('another key, and another file under its name, are refused', async () => {
  await write(Buffer.from('one'));
  await expect(read({ key: new BackupKey('another key, also of thirty-two characters') })).rejects.toThrow(
    'damaged',
  );
  await expect(read({ name: 'another part' })).rejects.toThrow('another part is damaged');
  rmSync(path);
  await expect(read()).rejects.toThrow('a part is missing');
});
