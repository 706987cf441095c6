import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  authorTag,
  commitment,
  createKey,
  createSecret,
  isSecret,
  isShareOf,
  KeyFileError,
  keyId,
  openIdentity,
  openShare,
  sealIdentity,
  unlockKey,
} from './index.ts';

const PASSPHRASE = 'nar çiçeği altında';
type Key = Awaited<ReturnType<typeof unlockKey>>;
let keys: Key[];
let file: string;

beforeAll(async () => {
  const files = await Promise.all([1, 2, 3].map(() => createKey(PASSPHRASE)));
  file = JSON.stringify(files[0]);
  keys = await Promise.all(files.map((each) => unlockKey(JSON.stringify(each), PASSPHRASE)));
});

const publicKeys = () => keys.map((key) => key.publicKey);
const at = <T>(list: readonly T[], i: number): T => list[i] as T;

test('any two of three keys open an identity, and one does not', async () => {
  const member = randomUUID();
  const sealed = await sealIdentity(member, 'thread/tag', publicKeys());
  const shares = await Promise.all(
    sealed.shares.map((share, i) => openShare(share, 'thread/tag', at(keys, i).privateKey)),
  );
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 2],
    [2, 0],
  ] as const)
    expect(await openIdentity(sealed, 'thread/tag', [at(shares, a), at(shares, b)])).toBe(member);
  await expect(openIdentity(sealed, 'thread/tag', [at(shares, 0)])).rejects.toThrow();
  await expect(openIdentity(sealed, 'thread/tag', [at(shares, 0), at(shares, 0)])).rejects.toThrow();
});

test('a share opens with its own key and in its own context only', async () => {
  const sealed = await sealIdentity(randomUUID(), 'thread/tag', publicKeys());
  await expect(openShare(at(sealed.shares, 0), 'thread/tag', at(keys, 1).privateKey)).rejects.toThrow();
  await expect(openShare(at(sealed.shares, 0), 'thread/other', at(keys, 0).privateKey)).rejects.toThrow();
  const moved = { ...at(sealed.shares, 0), publicKey: at(keys, 1).publicKey };
  await expect(openShare(moved, 'thread/tag', at(keys, 0).privateKey)).rejects.toThrow();
});

test('a wrong share is told before two are joined', async () => {
  const [one, other] = await Promise.all([1, 2].map(() => sealIdentity(randomUUID(), 'c', publicKeys())));
  if (!one || !other) throw new Error('two identities');
  const share = await openShare(at(one.shares, 0), 'c', at(keys, 0).privateKey);
  expect(await isShareOf(share, at(one.shares, 0))).toBe(true);
  expect(await isShareOf(share, at(other.shares, 0))).toBe(false);
  expect(await isShareOf('!', at(one.shares, 0))).toBe(false);
  const foreign = await openShare(at(other.shares, 1), 'c', at(keys, 1).privateKey);
  await expect(openIdentity(one, 'c', [share, foreign])).rejects.toThrow();
});

test('sealing the same identity twice gives nothing equal, and always the same length', async () => {
  const member = randomUUID();
  const [a, b] = await Promise.all([1, 2].map(() => sealIdentity(member, 'c', publicKeys())));
  const nil = await sealIdentity('00000000-0000-0000-0000-000000000000', 'c', publicKeys());
  expect(a?.ciphertext).not.toBe(b?.ciphertext);
  expect(a?.shares.map((share) => share.hash)).not.toEqual(b?.shares.map((share) => share.hash));
  expect(JSON.stringify(nil).length).toBe(JSON.stringify(a).length);
});

test('two or three different keys are asked for', async () => {
  const [a, b] = publicKeys();
  if (!a || !b) throw new Error('keys');
  await expect(sealIdentity(randomUUID(), 'c', [a])).rejects.toThrow();
  await expect(sealIdentity(randomUUID(), 'c', [a, a])).rejects.toThrow();
  await expect(sealIdentity(randomUUID(), 'c', [a, b, b])).rejects.toThrow();
  await expect(sealIdentity(randomUUID(), 'c', [a, b, 'AAAA'])).rejects.toThrow();
});

test('a key file opens with its passphrase alone', async () => {
  const key = await unlockKey(file, PASSPHRASE.normalize('NFD'));
  expect(await keyId(key.publicKey)).toMatch(/^([\da-f]{4} ){7}[\da-f]{4}$/);
  await expect(unlockKey(file, 'nar')).rejects.toMatchObject({ reason: 'wrong_passphrase' });
  // Another public key in the file would make its holder seal to somebody else.
  const swapped = JSON.stringify({ ...JSON.parse(file), publicKey: at(keys, 1).publicKey });
  await expect(unlockKey(swapped, PASSPHRASE)).rejects.toThrow(KeyFileError);
  for (const text of ['', '{}', 'null', '[1]', JSON.stringify({ ...JSON.parse(file), iterations: 1e12 })])
    await expect(unlockKey(text, PASSPHRASE)).rejects.toMatchObject({ reason: 'not_a_key_file' });
  expect(file).not.toContain(PASSPHRASE);
});

test('a tag is the same in one thread and differs everywhere else', async () => {
  const [one, other] = [createSecret(), createSecret()];
  expect(isSecret(one)).toBe(true);
  expect(isSecret(`${one}A`)).toBe(false);
  const [member, another, thread, next] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  expect(await authorTag(one, member, thread)).toBe(await authorTag(one, member, thread));
  const all = [
    await authorTag(one, member, thread),
    await authorTag(one, another, thread),
    await authorTag(one, member, next),
    await authorTag(other, member, thread),
    (await commitment(one)).slice(0, 22),
    one.slice(0, 22),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('every text that is a secret gives a tag', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), async (bytes, scope) => {
      const secret = Buffer.from(bytes).toString('base64url');
      expect(isSecret(secret)).toBe(true);
      expect(await authorTag(secret, randomUUID(), scope)).toMatch(/^[\w-]{22}$/);
      expect(await commitment(secret)).toMatch(/^[\w-]{43}$/);
    }),
    { numRuns: 50 },
  );
});
