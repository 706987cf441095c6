import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with AES-256-GCM. @returns nonce, tag and ciphertext in one buffer */
export function seal(key: KeyObject, plain: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/**
 * Decrypts what `seal` encrypted.
 * @param keys  those that are accepted
 * @throws Error if it was changed, or encrypted with another key
 */
export function open(keys: readonly KeyObject[], sealed: Buffer): string {
  const plain = tryOpen(keys, sealed);
  if (plain === undefined)
    throw new Error('a sealed value was changed, or sealed with a key that SECRET_KEY does not list');
  return plain;
}

/** Like `open`. @returns undefined if it was changed, or encrypted with another key */
export function tryOpen(keys: readonly KeyObject[], sealed: Buffer): string | undefined {
  for (const key of keys) {
    const plain = openWith(key, sealed);
    if (plain !== undefined) return plain;
  }
  return undefined;
}

/** Whether this key encrypted it. */
export const isSealedWith = (key: KeyObject, sealed: Buffer): boolean => openWith(key, sealed) !== undefined;

function openWith(key: KeyObject, sealed: Buffer): string | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const plain = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  } catch {
    return undefined; // the tag does not match
  }
}
