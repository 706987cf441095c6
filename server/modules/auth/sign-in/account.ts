import { canonicalMailbox, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Role } from '../../../platform/http/viewer.ts';
import type { User } from '../schemas.ts';
import { type AccountRow, findAccountById, findAccountRow, findMailboxRule } from './queries.ts';

/** The normalised identifier of an account. The account may not exist. */
export type AccountIdentifier = { username: string } | { mailbox: string } | { nothing: string };

/** Parses what was typed: an address, in any spelling that reaches its mailbox, or a username. */
export async function parseIdentifier(ctx: Context, identifier: string): Promise<AccountIdentifier> {
  const typed = identifier.trim().replace(/^@(?=[^@]*$)/, '');
  if (!typed.includes('@')) return { username: typed.toLowerCase() };
  const parts = parseEmail(typed);
  if (typeof parts === 'string') return { nothing: typed.toLowerCase() };
  return { mailbox: canonicalMailbox(parts, await findMailboxRule(ctx.db, parts.domain)) };
}

/** The account for a parsed identifier. */
export const accountByIdentifier = async (
  ctx: Context,
  target: AccountIdentifier,
): Promise<AccountRow | undefined> => ('nothing' in target ? undefined : findAccountRow(ctx.db, target));

/** The account for an identifier as typed. */
export const findAccount = async (ctx: Context, identifier: string): Promise<AccountRow | undefined> =>
  accountByIdentifier(ctx, await parseIdentifier(ctx, identifier));

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
    ...(account.deleteAt === null ? {} : { deleteAt: account.deleteAt.toISOString() }),
  };
}

/** The account with an id. */
export const accountOf = (ctx: Context, id: string): Promise<AccountRow | undefined> =>
  findAccountById(ctx.db, id);
