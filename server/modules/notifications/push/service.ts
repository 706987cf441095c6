import { createECDH } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { isCallableUrl } from '../../../platform/outbound-http.ts';
import { endpointNotAllowed, pushKeysInvalid } from '../problems.ts';
import { deleteSubscription, putSubscription } from './queries.ts';
import type { NewPushSubscription, PushSubscriptionMade } from './schemas.ts';

/** Maximum browsers per member; the oldest is deleted. */
const MAX_DEVICES = 20;

/**
 * Sends the viewer's pushes to this browser for as long as their session lasts. Idempotent.
 * @throws Problem 422 `endpoint_not_allowed`, `push_keys_invalid`
 */
export async function subscribe(
  ctx: Context,
  viewer: Viewer,
  { endpoint, keys }: NewPushSubscription,
): Promise<PushSubscriptionMade> {
  const url = parseUrl(endpoint);
  if (url === null || !isCallableUrl(url, { local: ctx.config.pushLocalEndpoints }))
    throw endpointNotAllowed();
  if (!isP256Point(keys.p256dh) || decode(keys.auth).length !== 16) throw pushKeysInvalid();
  const row = { userId: viewer.id, sessionId: viewer.sessionId, endpoint: url.href, ...keys };
  const { id, failingSince } = await ctx.transaction((tx) =>
    putSubscription(tx.db, row, tx.clock(), MAX_DEVICES),
  );
  return { id, failingSince: failingSince?.toISOString() ?? null };
}

/** Deletes one of the viewer's subscriptions. */
export const unsubscribe = (ctx: Context, viewer: Viewer, id: string): Promise<void> =>
  deleteSubscription(ctx.db, id, viewer.id);

function parseUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

const decode = (text: string): Buffer => Buffer.from(text, 'base64url');

/** Whether it is an uncompressed point on P-256. */
function isP256Point(text: string): boolean {
  const point = decode(text);
  if (point.length !== 65 || point[0] !== 4) return false;
  try {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    pair.computeSecret(point);
    return true;
  } catch {
    return false;
  }
}
