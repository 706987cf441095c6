import { canonicalMailbox, emailParts } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { passwordMatches, pretendToCheck } from '../password-hash.ts';
import { mailboxRuleOf } from '../sign-in/queries.ts';
import { keyOfRepeat, passwordHashOf } from './queries.ts';

/**
 * Whether somebody registered with this password for a mailbox that has an account. Sign-in asks after a password that did
 * not match, and answers "confirm your address first" as it does for any pending registration: else whoever registers an
 * address and then signs in with it could tell whether it is known. Costs one check of a password, whatever it finds.
 *
 * @param identifier  what was typed; a username is never such an address
 */
export async function isRepeatedRegistration(
  ctx: Context,
  identifier: string,
  password: string,
): Promise<boolean> {
  const parts = emailParts(identifier.trim());
  if (typeof parts === 'string') return pretendToCheck(password);
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain));
  const hash = await passwordHashOf(ctx.db, keyOfRepeat(mailbox));
  return hash === undefined ? pretendToCheck(password) : passwordMatches(hash, password);
}
