import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { accountMuted, accountSuspended } from '../../../platform/suspended-writers.ts';
import { daysAfter, NEWCOMER_DAYS } from '../limits.ts';
import { newcomer, secretNew } from '../problems.ts';
import type { Commitment } from '../secret/queries.ts';
import { findStanding } from './queries.ts';

export interface Hindrance {
  reason: 'newcomer' | 'muted' | 'secret_new';
  from: Date;
}

/**
 * Why the viewer may not write now, and when that ends. Read without a lock: a lock would leave the number of the writing transaction in
 * the row of the account. So a post of the moment of a suspension may still be published.
 * @throws Problem 403 `account_suspended`
 */
export async function hindranceOf(
  ctx: Context,
  viewer: Viewer,
  commitment: Commitment | undefined,
): Promise<Hindrance | undefined> {
  const now = ctx.clock();
  const standing = await findStanding(ctx.db, viewer.id);
  if (standing?.status !== 'active') throw accountSuspended();
  const { mutedUntil, createdAt } = standing;
  if (mutedUntil !== null && mutedUntil > now) return { reason: 'muted', from: mutedUntil };
  const settled = daysAfter(createdAt, NEWCOMER_DAYS);
  if (settled > now) return { reason: 'newcomer', from: settled };
  if (commitment !== undefined && commitment.writeFrom > now)
    return { reason: 'secret_new', from: commitment.writeFrom };
  return undefined;
}

/** @throws Problem 403 `account_suspended`, `account_muted`, `board_newcomer`, `board_secret_new` */
export async function requireStanding(ctx: Context, viewer: Viewer, commitment: Commitment): Promise<void> {
  const hindrance = await hindranceOf(ctx, viewer, commitment);
  switch (hindrance?.reason) {
    case undefined:
      return;
    case 'muted':
      throw accountMuted();
    case 'newcomer':
      throw newcomer(hindrance.from);
    case 'secret_new':
      throw secretNew(hindrance.from);
  }
}
