import { canonicalMailbox, emailParts } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Role } from '../../../platform/http/viewer.ts';
import type { User } from '../schemas.ts';
import { type AccountRow, accountBy, accountById, mailboxRuleOf } from './queries.ts';

/** The account behind what somebody typed: an address, in any spelling that reaches its mailbox, or a username. */
export async function findAccount(ctx: Context, identifier: string): Promise<AccountRow | undefined> {
  const typed = identifier.trim().replace(/^@(?=[^@]*$)/, '');
  if (!typed.includes('@')) return accountBy(ctx.db, { username: typed.toLowerCase() });
  const parts = emailParts(typed);
  if (typeof parts === 'string') return undefined;
  return accountBy(ctx.db, { mailbox: canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain)) });
}

/** An account as its owner sees it. */
export function presentUser(account: AccountRow): User {
  return {
    id: account.id,
    email: account.email,
    username: account.username,
    displayName: account.displayName,
    emailVerified: account.emailVerifiedAt !== null,
    status: account.status,
    roles: account.roles as Role[],
    createdAt: account.createdAt.toISOString(),
  };
}

export const accountOf = (ctx: Context, id: string): Promise<AccountRow | undefined> =>
  accountById(ctx.db, id);
