import type { Context } from '../../platform/context.ts';
import { auth } from '../auth/index.ts';
import { type ActiveKey, findHolders, type HolderRow } from './holders/queries.ts';
import { boardKeysMissing } from './problems.ts';
import { HOLDER_ROLES } from './schemas.ts';

/** As many keys open an identity, and keep boards open: `NEEDED` of the library, which few requests load. */
export const NEEDED_KEYS = 2;

const isHeld = (row: HolderRow | undefined): row is ActiveKey =>
  row != null && row.memberId !== null && row.isInUse;

/** The keys that count, in the order of the roles. One whose holder has no account any more, or none in use, is missing. */
export async function activeKeys(ctx: Context): Promise<ActiveKey[]> {
  const { current } = await findHolders(ctx.db, ctx.clock());
  return HOLDER_ROLES.map((role) => current.get(role)).filter(isHeld);
}

/**
 * What boards need before anybody reads or writes: they are on, and two keys count. Three have to when they are switched on; while one
 * holder is missing, what is written is sealed to the other two, who both have to agree.
 * @returns the keys, one for each holder
 * @throws Problem 403 `feature_off`, `board_keys_missing`
 */
export async function requireBoards(ctx: Context): Promise<ActiveKey[]> {
  await auth.requireFeature(ctx, 'boards');
  const keys = await activeKeys(ctx);
  if (keys.length < NEEDED_KEYS) throw boardKeysMissing();
  return keys;
}
