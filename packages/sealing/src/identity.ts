import { combine, split } from 'shamir-secret-sharing';
import { fromBase64Url, randomBytes, sha256, toBase64Url, utf8 } from './encoding.ts';
import { suite, type WebKey } from './suite.ts';

/** How many keys an identity is sealed to, and how many open it. */
export const HOLDERS = 3;
export const NEEDED = 2;

const IV_BYTES = 12;
/** The encapsulated key of DHKEM(P-256): an uncompressed point. */
const ENCAPSULATED_BYTES = 65;

/** A share of the key of an identity, sealed to one holder. */
export interface SealedShare {
  /** The holder's public key, base64url. */
  readonly publicKey: string;
  /** Encapsulated key (65 bytes) and ciphertext, base64url. */
  readonly sealed: string;
  /** SHA-256 of the share, base64url: tells a wrong one. */
  readonly hash: string;
}

export interface SealedIdentity {
  /** Twelve bytes for AES-GCM, then the ciphertext, base64url. */
  readonly ciphertext: string;
  readonly shares: readonly SealedShare[];
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const uuidToBytes = (id: string): Uint8Array<ArrayBuffer> => {
  if (!UUID.test(id)) throw new Error('not a UUID in lower case');
  return Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};

const bytesToUuid = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const shareContext = (context: string, publicKey: string): Uint8Array<ArrayBuffer> =>
  utf8(`chitlaq sealed identity share ${context} ${publicKey}`);
const identityContext = (context: string): Uint8Array<ArrayBuffer> =>
  utf8(`chitlaq sealed identity ${context}`);

/**
 * Seals who wrote: two of the holders open it. While one of the three has no key that counts, it is sealed to the other two, who then both
 * have to.
 * @param memberId a UUID in lower case
 * @param context where it belongs, for example thread and tag: it opens nowhere else
 * @param publicKeys of the holders, two or three, all different
 * @throws Error if a key is not a point on P-256
 */
export async function sealIdentity(
  memberId: string,
  context: string,
  publicKeys: readonly string[],
): Promise<SealedIdentity> {
  const count = publicKeys.length;
  if (new Set(publicKeys).size !== count || count < NEEDED || count > HOLDERS)
    throw new Error('two or three different keys');
  const rawKey = randomBytes(32);
  const key = await crypto.subtle.importKey('raw', rawKey, 'AES-GCM', false, ['encrypt']);
  const iv = randomBytes(IV_BYTES);
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: identityContext(context) },
    key,
    uuidToBytes(memberId),
  );
  const parts = await split(rawKey, count, NEEDED);
  const shares = await Promise.all(
    publicKeys.map(async (publicKey, i): Promise<SealedShare> => {
      const share = Uint8Array.from(parts[i] as Uint8Array);
      const { enc, ct } = await suite.seal(
        {
          recipientPublicKey: await suite.kem.deserializePublicKey(fromBase64Url(publicKey)),
          info: shareContext(context, publicKey),
        },
        share,
      );
      return {
        publicKey,
        sealed: toBase64Url(new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)])),
        hash: toBase64Url(await sha256(share)),
      };
    }),
  );
  return { ciphertext: toBase64Url(new Uint8Array([...iv, ...new Uint8Array(ciphertext)])), shares };
}

/**
 * Opens one share with its holder's private key.
 * @returns the share, base64url
 * @throws Error if it was sealed to another key, or for another context
 */
export async function openShare(
  share: Pick<SealedShare, 'publicKey' | 'sealed'>,
  context: string,
  privateKey: WebKey,
): Promise<string> {
  const sealed = fromBase64Url(share.sealed);
  const opened = await suite.open(
    {
      recipientKey: privateKey,
      enc: sealed.slice(0, ENCAPSULATED_BYTES),
      info: shareContext(context, share.publicKey),
    },
    sealed.slice(ENCAPSULATED_BYTES),
  );
  return toBase64Url(new Uint8Array(opened));
}

/** Whether an opened share is the one that was sealed. */
export async function isShareOf(share: string, sealed: Pick<SealedShare, 'hash'>): Promise<boolean> {
  try {
    return toBase64Url(await sha256(fromBase64Url(share))) === sealed.hash;
  } catch {
    return false;
  }
}

/**
 * Joins two opened shares.
 * @returns the member's id
 * @throws Error if they are not two different shares of this identity
 */
export async function openIdentity(
  identity: Pick<SealedIdentity, 'ciphertext'>,
  context: string,
  shares: readonly string[],
): Promise<string> {
  const rawKey = Uint8Array.from(await combine(shares.map(fromBase64Url)));
  const key = await crypto.subtle.importKey('raw', rawKey, 'AES-GCM', false, ['decrypt']);
  const sealed = fromBase64Url(identity.ciphertext);
  const bytes = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: sealed.subarray(0, IV_BYTES), additionalData: identityContext(context) },
    key,
    sealed.subarray(IV_BYTES),
  );
  return bytesToUuid(new Uint8Array(bytes));
}
