import type { Context } from '../../../platform/context.ts';
import { consumeBudget } from '../emails/budget.ts';
import { draftEmail } from '../emails/links.ts';
import { findMailbox } from '../emails/queries.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { findAccountById } from '../sign-in/queries.ts';
import type { GrantedRole } from './queries.ts';

/** A role as its holder reads it: one that comes with ChitLaq, or the names of a custom one. */
type NamedRole = GrantedRole | { nameTr: string; nameEn: string };

const names: Record<'tr' | 'en', Record<GrantedRole, string>> = {
  tr: { auditor: 'denetçi', moderator: 'moderatör', admin: 'yönetici', owner: 'sahip' },
  en: { auditor: 'auditor', moderator: 'moderator', admin: 'admin', owner: 'owner' },
};

/** Tells a member by email and in the app that staff gave them roles or took some, in the transaction that did. */
export async function tellRolesChanged(
  tx: Context,
  userId: string,
  change: { given: readonly NamedRole[]; taken: readonly NamedRole[] },
): Promise<void> {
  if (change.given.length + change.taken.length === 0) return;
  await tx.emit('auth.roles_changed', { userId, at: tx.clock().toISOString() });
  const account = await findAccountById(tx.db, userId);
  const mailbox = await findMailbox(tx.db, userId);
  if (!account || mailbox === undefined || !(await consumeBudget(tx, 'roles_changed', mailbox))) return;
  const named = (roles: readonly NamedRole[]) =>
    roles.map((role) =>
      typeof role === 'string'
        ? names[account.locale][role]
        : account.locale === 'tr'
          ? role.nameTr || role.nameEn
          : role.nameEn || role.nameTr,
    );
  await enqueueEmail(
    tx,
    draftEmail('roles_changed', account, {
      url: `${tx.config.publicUrl}/`,
      roles: { given: named(change.given), taken: named(change.taken) },
    }),
  );
}
