import { fromBase64Url, randomBytes, sha256, toBase64Url, utf8 } from './encoding.ts';
import { suite, type WebKey } from './suite.ts';

/** Of PBKDF2 with SHA-256: what OWASP's password storage cheat sheet asks for (2023). */
const ITERATIONS = 600_000;
/** More would let a forged file keep a browser busy. */
const ITERATIONS_MAX = 10_000_000;

/** A holder's private key as a file. Only the passphrase opens it. */
export interface KeyFile {
  readonly type: 'chitlaq sealing key';
  readonly version: 1;
  /** Base64url of the uncompressed point on P-256 (65 bytes). */
  readonly publicKey: string;
  readonly salt: string;
  readonly iterations: number;
  /** Twelve bytes for AES-GCM, then the private key (32 bytes) and its tag. */
  readonly sealed: string;
}

/** Thrown if a passphrase does not open a key file, or the file is not one. */
export class KeyFileError extends Error {
  readonly reason: 'not_a_key_file' | 'wrong_passphrase';
  constructor(reason: 'not_a_key_file' | 'wrong_passphrase') {
    super(reason === 'not_a_key_file' ? 'The file holds no key.' : 'The passphrase does not open the key.');
    this.name = 'KeyFileError';
    this.reason = reason;
  }
}

async function passphraseKey(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  const material = await crypto.subtle.importKey('raw', utf8(passphrase.normalize('NFKC')), 'PBKDF2', false, [
    'deriveKey',
  ]);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Makes a key pair. The file goes to its holder; the server gets `publicKey` alone. */
export async function createKey(passphrase: string): Promise<KeyFile> {
  const pair = await suite.kem.generateKeyPair();
  const publicKey = toBase64Url(new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)));
  const privateKey = await suite.kem.serializePrivateKey(pair.privateKey);
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const key = await passphraseKey(passphrase, salt, ITERATIONS);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(publicKey) },
    key,
    privateKey,
  );
  return {
    type: 'chitlaq sealing key',
    version: 1,
    publicKey,
    salt: toBase64Url(salt),
    iterations: ITERATIONS,
    sealed: toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)])),
  };
}

function readKeyFile(text: string): KeyFile {
  try {
    const file = JSON.parse(text) as Partial<KeyFile>;
    const { publicKey, salt, iterations, sealed } = file;
    if (
      file.type === 'chitlaq sealing key' &&
      file.version === 1 &&
      typeof publicKey === 'string' &&
      typeof salt === 'string' &&
      typeof sealed === 'string' &&
      Number.isInteger(iterations) &&
      iterations !== undefined &&
      iterations > 0 &&
      iterations <= ITERATIONS_MAX
    )
      return { type: file.type, version: 1, publicKey, salt, iterations, sealed };
  } catch {
    // Not JSON: told below.
  }
  throw new KeyFileError('not_a_key_file');
}

/**
 * Opens the text of a key file.
 * @throws KeyFileError
 */
export async function unlockKey(
  text: string,
  passphrase: string,
): Promise<{ readonly publicKey: string; readonly privateKey: WebKey }> {
  const file = readKeyFile(text);
  try {
    const sealed = fromBase64Url(file.sealed);
    const key = await passphraseKey(passphrase, fromBase64Url(file.salt), file.iterations);
    const raw = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.subarray(0, 12), additionalData: utf8(file.publicKey) },
      key,
      sealed.subarray(12),
    );
    return { publicKey: file.publicKey, privateKey: await suite.kem.deserializePrivateKey(raw) };
  } catch {
    throw new KeyFileError('wrong_passphrase');
  }
}

/**
 * A short name of a public key, to compare by eye: eight groups of four hexadecimal digits.
 * @throws Error if it is not a point on P-256
 */
export async function keyId(publicKey: string): Promise<string> {
  const raw = fromBase64Url(publicKey);
  await suite.kem.deserializePublicKey(raw);
  const hash = await sha256(raw);
  const hex = Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return (hex.match(/.{4}/g) ?? []).join(' ');
}
