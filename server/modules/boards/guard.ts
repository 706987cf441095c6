import type { Context } from '../../platform/context.ts';
import { auth } from '../auth/index.ts';
import { type ActiveKey, findActiveKeys } from './holders/queries.ts';
import { boardKeysMissing } from './problems.ts';
import { HOLDER_ROLES } from './schemas.ts';

/**
 * What boards need before anybody reads or writes: they are on, and three keys count.
 * @returns the keys, one for each holder
 * @throws Problem 403 `feature_off`, `board_keys_missing`
 */
export async function requireBoards(ctx: Context): Promise<ActiveKey[]> {
  await auth.requireFeature(ctx, 'boards');
  const keys = await findActiveKeys(ctx.db, ctx.clock());
  if (keys.length < HOLDER_ROLES.length) throw boardKeysMissing();
  return keys;
}
