import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { liftExpiredSuspensions } from './administration/suspensions.ts';
import { carryOutDecision } from './applications/decisions.ts';
import { deleteOldOutcomes, deleteOldRefusals } from './applications/queries.ts';
import { remindStaff } from './applications/reminders.ts';
import { admitWaiting, eraseOldApplications } from './applications/service.ts';
import { deleteOldApprovals } from './approvals/queries.ts';
import { closeDueApprovals } from './approvals/service.ts';
import { eraseAccount, eraseDueAccounts } from './deactivation/erasure.ts';
import { deleteOldCounts } from './deliverability/queries.ts';
import { checkSenderRecords } from './deliverability/sender/service.ts';
import { sendTestEmail } from './deliverability/test-emails.ts';
import { sendEmail } from './emails/send.ts';
import { deleteOldInvitations } from './invitations/queries.ts';
import { resealIfNeeded } from './keys/reseal.ts';
import { rotateKeys } from './keys/service.ts';
import { deleteStale } from './registration/service.ts';
import { deleteExpired } from './sign-in/queries.ts';
import { deleteOldSuspendedMailboxes } from './suspended-mailboxes/queries.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'auth.rotateKeys': unknown;
    'auth.reseal': unknown;
    'auth.cleanUp': unknown;
    'auth.liftExpiredSuspensions': unknown;
    'auth.closeDueApprovals': unknown;
    'auth.admitWaiting': unknown;
    'auth.eraseOldApplications': unknown;
    'auth.remindOfRegistrations': unknown;
  }
}

async function cleanUp(ctx: Context): Promise<void> {
  await deleteExpired(ctx.db, ctx.clock());
  await deleteStale(ctx);
  await deleteOldApprovals(ctx.db, ctx.clock());
  const yearAgo = new Date(ctx.clock().getTime() - 365 * 86_400_000);
  await deleteOldOutcomes(ctx.db, yearAgo);
  await deleteOldRefusals(ctx.db, ctx.clock());
  await deleteOldSuspendedMailboxes(ctx.db, ctx.clock());
  await deleteOldInvitations(ctx.db, yearAgo);
  await deleteOldCounts(ctx.db, new Date(ctx.clock().getTime() - 90 * 86_400_000));
}

export const jobs: JobTable = {
  'auth.sendEmail': sendEmail,
  'auth.sendTestEmail': sendTestEmail,
  'auth.checkSender': checkSenderRecords,
  'auth.rotateKeys': (ctx) => rotateKeys(ctx),
  'auth.reseal': resealIfNeeded,
  'auth.cleanUp': cleanUp,
  'auth.liftExpiredSuspensions': liftExpiredSuspensions,
  'auth.closeDueApprovals': closeDueApprovals,
  'auth.decideRegistration': carryOutDecision,
  'auth.admitWaiting': admitWaiting,
  'auth.eraseOldApplications': eraseOldApplications,
  'auth.remindOfRegistrations': remindStaff,
  'auth.eraseDueAccounts': eraseDueAccounts,
  'auth.eraseAccount': eraseAccount,
};

export const crons: Cron[] = [
  { at: '7 * * * *', job: 'auth.rotateKeys' },
  { at: '13 * * * *', job: 'auth.reseal' },
  { at: '23 * * * *', job: 'auth.cleanUp' },
  { at: '*/5 * * * *', job: 'auth.liftExpiredSuspensions' },
  { at: '*/5 * * * *', job: 'auth.closeDueApprovals' },
  { at: '37 * * * *', job: 'auth.eraseDueAccounts' },
  { at: '* * * * *', job: 'auth.admitWaiting' },
  { at: '43 * * * *', job: 'auth.eraseOldApplications' },
  { at: '51 * * * *', job: 'auth.remindOfRegistrations' },
  { at: '19 4 * * *', job: 'auth.checkSender' },
];
