import { randomBytes } from 'node:crypto';
import { COPY_NAME } from '../../../platform/backup/copy-name.ts';
import type { Context } from '../../../platform/context.ts';
import { hashPassword } from '../password-hash.ts';
import { findClusterName, findMemberForDrill, forgetAttempts, setPasswordHash } from './queries.ts';

/**
 * Gives a member of a restored copy a random password, so that a restore drill can sign in as a browser does: the oldest active member
 * without a second factor.
 * @returns what to sign in with; undefined if there is no such member
 * @throws Error in any other database than a copy
 */
export async function setPasswordInCopy(
  ctx: Context,
): Promise<{ identifier: string; password: string } | undefined> {
  if ((await findClusterName(ctx.db)) !== COPY_NAME) throw new Error('this database is not a restored copy');
  const member = await findMemberForDrill(ctx.db);
  if (!member) return undefined;
  const password = randomBytes(24).toString('base64url');
  const hash = await hashPassword(password);
  await ctx.transaction(async (tx) => {
    await setPasswordHash(tx.db, member.id, hash);
    // Attempts that strangers have used up would ask for a link by email.
    await forgetAttempts(tx.db);
  });
  return { identifier: member.username, password };
}
