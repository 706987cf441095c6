import type { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { sessionEnded } from '../problems.ts';
import type { OwnAccount } from '../schemas.ts';
import { presentUser } from './account.ts';
import { type AccountRow, findAccountById } from './queries.ts';

/**
 * The viewer's account and what this session may do. One query by key.
 * @throws Problem 401 `session_ended` if the account no longer exists
 */
export async function ownAccount(ctx: Context, viewer: Viewer): Promise<z.infer<typeof OwnAccount>> {
  const account = await findAccountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  return {
    user: presentUser(account),
    roles: account.roles,
    // The permissions of this session: a role that still needs a second factor gives none.
    permissions: [...(viewer.permissions ?? [])],
    locale: account.locale,
    restrictions: presentRestrictions(account, ctx.clock()),
    mfaEnabled: account.totpConfirmedAt !== null,
    undeliverableSince: account.undeliverableSince?.toISOString() ?? null,
    secondFactorRequired: viewer.permissionsWithSecondFactor !== undefined,
  };
}

const presentRestrictions = (
  { mutedUntil, limitedUntil }: Pick<AccountRow, 'mutedUntil' | 'limitedUntil'>,
  now: Date,
) => {
  const ifHolds = (until: Date | null) => (until !== null && until > now ? until.toISOString() : null);
  return { mutedUntil: ifHolds(mutedUntil), limitedUntil: ifHolds(limitedUntil) };
};
