import type { Context } from '../../../platform/context.ts';
import type { Events } from '../../../platform/events.ts';
import type { JobTable } from '../../../platform/job-handlers.ts';
import { auth } from '../../auth/index.ts';
import { findDecision } from '../decisions/queries.ts';
import { findAuditors, findHead } from '../log/queries.ts';
import { findRulesById } from '../rules/queries.ts';
import { appealRejectedEmail, logHeadEmail, suspensionEmail } from './emails.ts';
import { findSuspendedMember } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'moderation.emailSuspension': Events['moderation.decided'];
    'moderation.emailRejection': Events['moderation.appeal_decided'];
    'moderation.emailHead': { auditorId: string; day: string };
  }
}

const mailOptions = { alsoSuspended: true } as const;

/** Tells a suspended member why, by email: they do not see their notifications. */
async function emailSuspension(
  ctx: Context,
  { decisionId, outcome, ownerId, batch }: Events['moderation.decided'],
): Promise<void> {
  if (outcome !== 'author_suspended' || ownerId === null || batch?.isFirst === false) return;
  const member = await findSuspendedMember(ctx.db, ownerId);
  const decision = await findDecision(ctx.db, decisionId);
  if (member === undefined || decision === undefined || decision.reversedAt !== null) return;
  const [rule] = await findRulesById(ctx.db, decision.ruleId === null ? [] : [decision.ruleId]);
  const reader = await auth.inOfferedLanguage(ctx, member);
  const email = suspensionEmail(reader, decision, rule, `${ctx.config.publicUrl}/sign-in`);
  await auth.sendMemberEmail(ctx, ownerId, 'notice', email, mailOptions);
}

/** Tells a member who is still suspended that their appeal was rejected. */
async function emailRejection(
  ctx: Context,
  { memberId, outcome }: Events['moderation.appeal_decided'],
): Promise<void> {
  if (outcome !== 'rejected') return;
  const member = await findSuspendedMember(ctx.db, memberId);
  if (member === undefined) return;
  const reader = await auth.inOfferedLanguage(ctx, member);
  const email = appealRejectedEmail(reader, `${ctx.config.publicUrl}/sign-in`);
  await auth.sendMemberEmail(ctx, memberId, 'notice', email, mailOptions);
}

/** Sends a published head of the log to somebody who is an auditor. */
async function emailHead(
  ctx: Context,
  { auditorId, day }: { auditorId: string; day: string },
): Promise<void> {
  const head = await findHead(ctx.db, day);
  const auditor = (await findAuditors(ctx.db)).find(({ id }) => id === auditorId);
  if (head === undefined || auditor === undefined) return;
  const reader = await auth.inOfferedLanguage(ctx, auditor);
  const email = logHeadEmail(reader, head, `${ctx.config.publicUrl}/transparency`);
  await auth.sendMemberEmail(ctx, auditorId, 'notice', email);
}

export const jobs: JobTable = {
  'moderation.emailSuspension': emailSuspension,
  'moderation.emailRejection': emailRejection,
  'moderation.emailHead': emailHead,
};
