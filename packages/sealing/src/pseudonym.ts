import { fromBase64Url, randomBytes, sha256, toBase64Url, utf8 } from './encoding.ts';

const SECRET_BYTES = 32;

/** A member's secret for boards: 256 random bits, base64url, 43 characters. It stays on the member's devices. */
export const createSecret = (): string => toBase64Url(randomBytes(SECRET_BYTES));

/** Whether a text can be a secret of `createSecret`. */
export const isSecret = (text: string): boolean => /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(text);

/**
 * What the server keeps of a secret, to know that a member always writes with the same one. Nobody computes the secret
 * or a tag from it.
 * @returns base64url, 43 characters
 */
export const commitment = async (secret: string): Promise<string> =>
  toBase64Url(await sha256(utf8(`chitlaq boards commitment ${secret}`)));

const macKey = (secret: string) =>
  crypto.subtle.importKey('raw', fromBase64Url(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

/**
 * Who an author is in one thread: the same in all posts of the thread, and not to be linked to those of other threads. The member's id is
 * part of it, so that nobody writes as the member whose secret they know.
 * @param scope the id of the thread
 * @returns base64url, 22 characters (128 bits of HMAC-SHA-256)
 */
export async function authorTag(secret: string, memberId: string, scope: string): Promise<string> {
  const [tag] = await authorTags(secret, memberId, [scope]);
  return tag as string;
}

/** As {@link authorTag}, in many threads. */
export async function authorTags(
  secret: string,
  memberId: string,
  scopes: readonly string[],
): Promise<string[]> {
  const key = await macKey(secret);
  return Promise.all(
    scopes.map(async (scope) => {
      const mac = await crypto.subtle.sign('HMAC', key, utf8(`chitlaq boards author ${memberId} ${scope}`));
      return toBase64Url(new Uint8Array(mac).subarray(0, 16));
    }),
  );
}
