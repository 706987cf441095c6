import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { signedBytes } from '../../platform/member-data/manifest.ts';
import { checkFiles, keyId, readManifest, type TrustedCampus } from './verify.ts';
import { COPY_LIMITS, openCopy } from './zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'copies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
  return { raw, privateKey };
}
const ours = makeKey();
const campus: TrustedCampus = {
  name: 'Kaynak',
  origin: 'https://kaynak.example',
  publicKeys: [makeKey().raw, ours.raw],
};

const files: Record<string, Buffer> = {
  'data/posts.jsonl': Buffer.from('{"text":"Merhaba"}\n'.repeat(8)),
  'files/posts/000001-1-foto.webp': Buffer.from(Array.from({ length: 200 }, (_, index) => (index * 7) % 256)),
  'index.html': Buffer.from('<!doctype html>'),
};
const manifestOf = (entries: Record<string, Buffer>, changes: object = {}) =>
  Buffer.from(
    JSON.stringify({
      format: 'chitlaq-account',
      version: 1,
      id: '01990000-0000-7000-8000-000000000001',
      campus: { origin: campus.origin },
      member: { id: '01990000-0000-7000-8000-000000000002', username: 'ayse' },
      createdAt: '2026-01-01T00:00:00.000Z',
      files: Object.fromEntries(
        Object.entries(entries).map(([path, bytes]) => [
          path,
          { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length },
        ]),
      ),
      ...changes,
    }),
  );
const signatureOf = (manifest: Buffer, key: { raw: string; privateKey: KeyObject } = ours) =>
  Buffer.from(
    JSON.stringify({
      algorithm: 'Ed25519',
      keyId: keyId(key.raw),
      signature: sign(null, signedBytes(manifest), key.privateKey).toString('base64'),
    }),
  );
const signed = (
  entries = files,
  manifest = manifestOf(entries),
  signature = signatureOf(manifest),
): Record<string, Buffer> => ({ ...entries, 'manifest.json': manifest, 'manifest.sig': signature });

async function zipOf(entries: Record<string, Buffer>, options: object = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of Object.entries(entries)) zip.addBuffer(bytes, path, options);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

let count = 0;
/** What comes in of a copy: its manifest and the bytes of its files. @throws CopyRefused */
async function read(bytes: Buffer, limits = COPY_LIMITS): Promise<Record<string, Buffer>> {
  const path = join(folder, `${++count}.zip`);
  writeFileSync(path, bytes);
  const zip = await openCopy(path, limits);
  try {
    const { manifest } = await readManifest(zip, async (origin) =>
      origin === campus.origin ? campus : undefined,
    );
    await checkFiles(zip, manifest);
    const found: Record<string, Buffer> = { 'manifest.json': await buffer(await zip.open('manifest.json')) };
    for (const name of Object.keys(manifest.files)) found[name] = await buffer(await zip.open(name));
    return found;
  } finally {
    zip.close();
    rmSync(path);
  }
}
const refused = (bytes: Buffer, limits?: typeof COPY_LIMITS) =>
  read(bytes, limits).then(
    () => 'taken',
    (error) => error.code ?? error,
  );

test('a copy of an accepted campus is taken, signed with any of its keys', async () => {
  const { 'manifest.json': manifest, ...found } = await read(await zipOf(signed()));
  expect(found).toEqual(files);
  expect(manifest).toEqual(manifestOf(files));
});

test.each([{ compress: true }, { compress: false }])(
  'no byte can be changed: the copy is refused, or what comes in is the same (%o)',
  async (options) => {
    const entries = signed();
    const intact = await zipOf(entries, options);
    const expected = { ...files, 'manifest.json': entries['manifest.json'] };
    const outcomes = { refused: 0, same: 0 };
    for (let offset = 0; offset < intact.length; offset++) {
      const changed = Buffer.from(intact);
      changed[offset] = (changed[offset] ?? 0) ^ (1 << (offset % 8));
      const found = await read(changed).catch((error) => {
        expect(error, `offset ${offset}`).toMatchObject({ name: 'CopyRefused' });
        return undefined;
      });
      if (found !== undefined) expect(found, `offset ${offset}`).toEqual(expected);
      outcomes[found === undefined ? 'refused' : 'same']++;
    }
    // Only what a ZIP says about its entries, such as their dates, may differ without harm.
    expect(outcomes.refused).toBeGreaterThan(outcomes.same);
  },
);

describe('refuses', () => {
  test('a forged signature', async () => {
    const forged = makeKey();
    const manifest = manifestOf(files);
    const withKey = (key: typeof forged) => zipOf(signed(files, manifest, signatureOf(manifest, key)));
    expect(await refused(await withKey(forged))).toBe('campus_not_accepted');
    // With the id of a key that is accepted.
    const claimed = signatureOf(manifest, { raw: ours.raw, privateKey: forged.privateKey });
    expect(await refused(await zipOf(signed(files, manifest, claimed)))).toBe('copy_changed');
    // A signature of the same bytes that was meant for something else.
    const plain = JSON.parse(signatureOf(manifest).toString());
    plain.signature = sign(null, manifest, ours.privateKey).toString('base64');
    const other = Buffer.from(JSON.stringify(plain));
    expect(await refused(await zipOf(signed(files, manifest, other)))).toBe('copy_changed');
    const elsewhere = manifestOf(files, { campus: { origin: 'https://kaynak.example.evil' } });
    expect(await refused(await zipOf(signed(files, elsewhere)))).toBe('campus_not_accepted');
    expect(await refused(await zipOf(files))).toBe('copy_not_signed');
  });

  test('a file that is missing, new or another one', async () => {
    const entries = signed();
    const { 'index.html': _, ...missing } = entries;
    expect(await refused(await zipOf(missing))).toBe('copy_changed');
    expect(await refused(await zipOf({ ...entries, 'data/likes.jsonl': Buffer.from('{}') }))).toBe(
      'copy_changed',
    );
    expect(await refused(await zipOf({ ...entries, 'index.html': Buffer.from('<!doctype htm1>') }))).toBe(
      'copy_changed',
    );
    expect(await refused(await zipOf(signed(files, manifestOf(files, { version: 2 }))))).toBe('copy_changed');
  });

  test('what is no ZIP, or only a part of one', async () => {
    const intact = await zipOf(signed());
    for (const bytes of [
      Buffer.from('no zip'),
      Buffer.alloc(0),
      intact.subarray(0, intact.length - 30),
      intact.subarray(100),
      Buffer.alloc(70_000),
    ])
      expect(await refused(bytes)).toBe('copy_unreadable');
  });

  test('more than it may hold', async () => {
    const zip = await zipOf(signed());
    expect(await refused(zip, { ...COPY_LIMITS, entries: 4 })).toBe('copy_too_large');
    expect(await refused(zip, { ...COPY_LIMITS, bytes: 300 })).toBe('copy_too_large');
    expect(await refused(zip, { ...COPY_LIMITS, entryBytes: 199 })).toBe('copy_too_large');
    // A bomb declares its size, or is refused where it exceeds it.
    const bomb = await zipOf(signed({ 'data/posts.jsonl': Buffer.alloc(5_000_000) }), { compress: true });
    expect(bomb.length).toBeLessThan(10_000);
    expect(await refused(bomb, { ...COPY_LIMITS, bytes: 1_000_000 })).toBe('copy_too_large');
    const lying = Buffer.from(bomb);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(5_000_000);
    for (let at = lying.indexOf(size); at !== -1; at = lying.indexOf(size)) lying.writeUInt32LE(1_000, at);
    expect(await refused(lying, { ...COPY_LIMITS, bytes: 1_000_000 })).toBe('copy_unreadable');
  });

  /** Renames an entry to a name of the same length, everywhere in the ZIP. */
  const renamed = async (from: string, to: string) => {
    const zip = await zipOf({ ...signed(), [from]: Buffer.from('x') });
    for (let at = zip.indexOf(from); at !== -1; at = zip.indexOf(from)) zip.write(to, at, 'latin1');
    return zip;
  };

  test.each([
    ['aaaaaaaa.txt', '../aaaa1.txt'],
    ['aaaaaaaa.txt', 'aa/../1a.txt'],
    ['aaaaaaaa.txt', '/aaaaaa1.txt'],
    ['aaaaaaaa.txt', 'C:/aaaa1.txt'],
    ['aaaaaaaa.txt', 'aa\\aaa1a.txt'],
    ['aaaaaaaa.txt', 'aaaaaa1\n.txt'],
    ['aaaaaaaa.txt', 'aaaaaaa1txt/'],
    ['aaaaa.html', 'index.html'],
  ])('an entry %s that is named %j', async (from, to) => {
    expect(await refused(await renamed(from, to))).toBe('copy_unreadable');
  });

  test('links, encrypted entries, ZIP64 and entries that share bytes', async () => {
    const withLink = await zipOf(signed(), { mode: 0o120777 });
    expect(await refused(withLink)).toBe('copy_unreadable');
    expect(await refused(await zipOf(signed(), { forceZip64Format: true }))).toBe('copy_unreadable');
    const central = Buffer.from('PK\x01\x02', 'latin1');
    const change = (zip: Buffer, each: (at: number) => void) => {
      for (let at = zip.indexOf(central); at !== -1; at = zip.indexOf(central, at + 1)) each(at);
      return zip;
    };
    const encrypted = await zipOf(signed());
    change(encrypted, (at) => encrypted.writeUInt16LE(encrypted.readUInt16LE(at + 8) | 1, at + 8));
    expect(await refused(encrypted)).toBe('copy_unreadable');
    const method = await zipOf(signed());
    change(method, (at) => method.writeUInt16LE(12, at + 10));
    expect(await refused(method)).toBe('copy_unreadable');
    // As a bomb does it: many entries of one large piece.
    const large = Buffer.alloc(4_000, 1);
    const same = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`a${index}.txt`, large]));
    const overlapping = await zipOf(signed(same), { compress: false });
    const first = overlapping.subarray(0, 5_000);
    const start = overlapping.indexOf(central);
    const tail = Buffer.from(overlapping.subarray(start));
    change(tail, (at) => tail.writeUInt32LE(0, at + 42));
    const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    tail.writeUInt32LE(first.length, end + 16);
    expect(await refused(Buffer.concat([first, tail]))).toBe('copy_unreadable');
  });
});
