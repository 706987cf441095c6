import type { Context } from '../../../platform/context.ts';
import type { JobSpec } from '../../../platform/jobs.ts';
import { allMemberData } from '../../../platform/member-data/index.ts';
import { setStatus } from '../administration/members.queries.ts';
import { audit } from '../audit/index.ts';
import { publishViewerChanged, revokeSessions } from '../sign-in/sessions.ts';
import { keepSuspension } from '../suspended-mailboxes/service.ts';
import { deleteAccountRow, findDueDeletions, lockAccount } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'auth.eraseDueAccounts': unknown;
    'auth.eraseAccount': { userId: string };
  }
}

/** Rows per transaction: other members must not wait long for a lock. */
const BATCH = 200;
/** Accounts that one run of the hourly job adds; the next run adds the rest. */
const MAX_ACCOUNTS = 500;

/** One account at a time: nobody waits for it. */
const spec = (userId: string): JobSpec => ({
  key: `auth.eraseAccount:${userId}`,
  queue: 'auth.eraseAccount',
  priority: 10,
});

/** Hourly. An account stays due until its row is gone, so whatever interrupts a deletion, this continues it. */
export async function eraseDueAccounts(ctx: Context): Promise<void> {
  for (const userId of await findDueDeletions(ctx.db, ctx.clock(), MAX_ACCOUNTS))
    await ctx.jobs.add('auth.eraseAccount', { userId }, spec(userId));
}

/**
 * Job: deletes an account and what every module holds of its member, in batches; the account's row last. What interrupts it may
 * repeat it from the start.
 */
export async function eraseAccount(
  ctx: Context,
  { userId }: { userId: string },
  signal?: AbortSignal,
): Promise<void> {
  if (!(await begin(ctx, userId))) return;
  for (const { erase } of await allMemberData()) {
    for (const step of erase) {
      do signal?.throwIfAborted();
      while ((await step(ctx, userId, BATCH)) > 0);
    }
  }
  await ctx.transaction(async (tx) => {
    await deleteAccountRow(tx.db, userId);
    await audit(tx, { event: 'account_deleted', actorId: null, subject: { type: 'member', id: userId } });
  });
}

/** From here on the account cannot be restored. A restoration that commits first prevents it. */
const begin = (ctx: Context, userId: string): Promise<boolean> =>
  ctx.transaction(async (tx) => {
    const account = await lockAccount(tx.db, userId);
    if (account === undefined || account.deleteAt === null || account.deleteAt > tx.clock()) return false;
    if (account.status === 'deleted') return true;
    await keepSuspension(tx, userId);
    await setStatus(tx.db, userId, 'deleted', tx.clock());
    await revokeSessions(tx, { userId }, 'deactivated');
    publishViewerChanged(tx, { userId });
    return true;
  });
