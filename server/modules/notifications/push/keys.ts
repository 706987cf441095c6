import { createECDH } from 'node:crypto';
import type { Secrets } from '../../../platform/config.ts';
import type { Context } from '../../../platform/context.ts';

export interface VapidKeys {
  /** Uncompressed point on P-256, base64url: what browsers take as `applicationServerKey`. */
  publicKey: string;
  privateKey: string;
}

const cache = new WeakMap<Secrets, VapidKeys>();

/**
 * The keys by which push services know this campus (RFC 8292), derived from the master secret as every other key: the same
 * in every process, and new ones only with a new master secret.
 */
export function vapidKeys({ secrets }: Pick<Context, 'secrets'>): VapidKeys {
  let keys = cache.get(secrets);
  if (keys === undefined) {
    const pair = createECDH('prime256v1');
    // All but one of 2^32 values are a private key of the curve; the next purpose gives another then.
    for (let attempt = 0; ; attempt++) {
      try {
        pair.setPrivateKey(secrets.key(`vapid ${attempt}`).export());
        break;
      } catch (error) {
        if (attempt > 2) throw error;
      }
    }
    keys = {
      publicKey: pair.getPublicKey().toString('base64url'),
      privateKey: pair.getPrivateKey().toString('base64url'),
    };
    cache.set(secrets, keys);
  }
  return keys;
}
