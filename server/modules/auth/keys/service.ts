import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import type { Context } from '../../../platform/context.ts';
import { processState } from '../../../platform/process-state.ts';
import { open, seal } from '../../../platform/seal.ts';
import { deleteRetired, insertKey, type KeyRow, lockKeys, retireBefore, unexpiredKeys } from './queries.ts';

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ROTATE_AFTER_MS = 30 * 86_400_000;
/** A key is published this long before it signs, so that clients that cache our JWKS know it in time. */
const PUBLISH_AHEAD_MS = 60 * 60_000;
/** Processes reload the keys at least this often. */
const KEY_CACHE_MS = 60_000;
/** A token with an unknown key may use a key that another process has just created: reload, but not for every forged token. */
const UNKNOWN_KEY_CACHE_MS = 2_000;

interface KeyRing {
  readAt: number;
  signing: { kid: string; key: CryptoKey };
  verifying: Map<string, CryptoKey>;
  jwks: { keys: JWK[] };
}

const cacheOf = processState('auth.keys', (): { ring?: KeyRing } => ({}));

async function makeKey(ctx: Context, activeFrom: Date): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  await insertKey(ctx.db, {
    kid,
    publicJwk: { ...(publicJwk as Record<string, string>), kid, alg: 'ES256', use: 'sig' },
    sealedPrivateJwk: seal(ctx.secrets.key('signing-keys'), JSON.stringify(await exportJWK(privateKey))),
    activeFrom,
  });
}

async function readKeys(ctx: Context): Promise<KeyRow[]> {
  const now = ctx.clock();
  const found = await unexpiredKeys(ctx.db, now);
  if (found.some((row) => row.activeFrom <= now)) return found;
  return ctx.transaction(async (tx) => {
    await lockKeys(tx.db);
    const foundUnderLock = await unexpiredKeys(tx.db, now);
    if (foundUnderLock.some((row) => row.activeFrom <= now)) return foundUnderLock;
    await makeKey(tx, now);
    return unexpiredKeys(tx.db, now);
  });
}

/** The keys as this process knows them, reloaded after a minute. */
export async function keyRing(ctx: Context, maxAgeMs = KEY_CACHE_MS): Promise<KeyRing> {
  const cache = cacheOf(ctx);
  const cached = cache.ring;
  const now = ctx.clock().getTime();
  if (cached && Math.abs(now - cached.readAt) < maxAgeMs) return cached;
  const rows = await readKeys(ctx);
  // Read the clock again: a key may have been created a moment after `now`.
  const readAt = ctx.clock();
  const current = rows.find((row) => row.activeFrom <= readAt);
  if (!current) throw new Error('there is no signing key');
  const privateJwk = JSON.parse(open(ctx.secrets.keys('signing-keys'), current.sealedPrivateJwk)) as JWK; // as `makeKey` encrypted it
  const verifying = new Map<string, CryptoKey>();
  for (const row of rows) verifying.set(row.kid, (await importJWK(row.publicJwk, 'ES256')) as CryptoKey); // EC keys are CryptoKeys
  const ring: KeyRing = {
    readAt: now,
    signing: { kid: current.kid, key: (await importJWK(privateJwk, 'ES256')) as CryptoKey },
    verifying,
    jwks: { keys: rows.map((row) => row.publicJwk as JWK) },
  };
  // A key created in a transaction exists only once that has committed.
  ctx.afterCommit(() => {
    cache.ring = ring;
  });
  return ring;
}

/** The public key of a token. An unknown id reloads the keys: another process may just have created it. */
export async function verifyingKey(ctx: Context, kid: string): Promise<CryptoKey | undefined> {
  const known = (await keyRing(ctx)).verifying.get(kid);
  return known ?? (await keyRing(ctx, UNKNOWN_KEY_CACHE_MS)).verifying.get(kid);
}

/** Whether tokens of this key are accepted. In memory, except once a minute. */
export const isAccepted = async (ctx: Context, kid: string): Promise<boolean> =>
  (await keyRing(ctx)).verifying.has(kid);

/**
 * Creates the next key when the signing one is a month old, and deletes keys whose last token has expired. The old key stays
 * published until then, so members do not notice.
 * @param reason  `planned` creates the next key now; it signs as soon as every process has read it, a minute later. `leaked` also
 * ends the old ones when no process signs with them any more: after three minutes none accepts them. Apps get a new access token
 * with their refresh token, so members stay signed in.
 */
export async function rotateKeys(ctx: Context, reason?: 'planned' | 'leaked'): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockKeys(tx.db);
    const now = tx.clock();
    await deleteRetired(tx.db, now);
    const keys = await unexpiredKeys(tx.db, now);
    const newest = keys[0];
    const isDue = newest && now.getTime() - newest.activeFrom.getTime() >= ROTATE_AFTER_MS;
    if (!isDue && reason === undefined) return;
    const activeFrom = new Date(now.getTime() + (reason === undefined ? PUBLISH_AHEAD_MS : KEY_CACHE_MS));
    await makeKey(tx, activeFrom);
    // Until it reloads its keys, another process may still sign with the old key after the new one is active.
    await retireBefore(
      tx.db,
      activeFrom,
      new Date(activeFrom.getTime() + KEY_CACHE_MS + (reason === 'leaked' ? 0 : ACCESS_TOKEN_SECONDS * 1000)),
    );
  });
}
