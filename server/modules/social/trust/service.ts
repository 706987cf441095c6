import type { Context } from '../../../platform/context.ts';
import { trustTooLow } from '../problems.ts';
import { findStaleTrust, findTrustLevel, upsertTrustLevels } from './queries.ts';
import { RIGHTS, type Right } from './rights.ts';

/**
 * Requires the level of trust that a right needs. Off with the rate limits, as in tests.
 * @param path  the field that asks for it
 * @throws Problem 403 `trust_too_low`
 */
export async function requireRight(
  ctx: Context,
  { id }: { id: string },
  right: Right,
  path?: string,
): Promise<void> {
  if (!ctx.config.rateLimits) return;
  if ((await findTrustLevel(ctx.db, id, ctx.clock())) < RIGHTS[right]) throw trustTooLow(path);
}

/** Stores the levels of members. */
export const saveTrust = async (
  ctx: Context,
  levels: readonly { memberId: string; level: number }[],
): Promise<void> => {
  if (levels.length > 0) await upsertTrustLevels(ctx.db, levels, ctx.clock());
};

/** Members whose level was never computed, or not since a time. */
export const staleTrust = (ctx: Context, before: Date, limit: number): Promise<string[]> =>
  findStaleTrust(ctx.db, before, limit);
