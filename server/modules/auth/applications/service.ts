import { randomBytes } from 'node:crypto';
import { fold, foldLookAlikes, isolate, suggestUsernames } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { setStatus } from '../administration/members.queries.ts';
import { audit } from '../audit/index.ts';
import { campus } from '../campus/settings.ts';
import { insertDeactivation, lockAccount } from '../deactivation/queries.ts';
import { enqueueEmail } from '../emails/queue.ts';
import type { EmailData, EmailKind } from '../emails/templates.ts';
import { announceJoined } from '../invitations/redeeming.ts';
import { sessionEnded } from '../problems.ts';
import { readDisplayName } from '../registration/names.ts';
import { findTakenUsernames, lockUsername } from '../registration/queries.ts';
import { type AccountRow, findAccountById } from '../sign-in/queries.ts';
import { publishViewerChanged, revokeSessions } from '../sign-in/sessions.ts';
import { mailboxHash } from '../suspended-mailboxes/mailbox-hash.ts';
import { alreadyObjected, notWaiting } from './problems.ts';
import {
  type ApplicationRow,
  countOutcomes,
  deleteApplication,
  findAdmissible,
  findApplication,
  findExpired,
  findLookAlikes,
  findMailbox,
  findRefusals,
  insertApplication,
  insertOutcome,
  lockApplication,
  rememberRefusals,
  setAnswer,
  setDisplayName,
  setFlags,
  setJoined,
  setObjection,
  setRefused,
  setUsername,
} from './queries.ts';
import type { OwnApplication } from './schemas.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Who waits, or was refused, is erased after this time. */
export const KEPT_MS = 30 * DAY_MS;
/** Figures look back so far, and say nothing about fewer decisions. */
export const FIGURES_DAYS = 30;
export const MIN_COUNT = 5;
const BATCH = 100;

/**
 * Lets a new account wait for staff, in the transaction that makes it. Until here it is active, because only active members write what
 * they accept.
 */
export async function beginWaiting(
  tx: Context,
  account: { id: string; username: string; displayName: string; mailbox: string; universityId: string },
  answer: string,
): Promise<void> {
  const { settings } = await campus(tx);
  const question = settings.approvalQuestion;
  const now = tx.clock();
  const refusedBefore = await findRefusals(tx.db, mailboxHash(tx, account.mailbox), now);
  await setStatus(tx.db, account.id, 'pending', now);
  await insertApplication(tx.db, {
    userId: account.id,
    universityId: account.universityId,
    question: question.tr === '' && question.en === '' ? null : question,
    answer,
    flags: await flagsOf(tx, account, account.mailbox, refusedBefore),
    wantedUsername: account.username,
    appliedAt: now,
    eraseAt: new Date(now.getTime() + KEPT_MS),
    refusedBefore,
  });
}

/** Keeps the number of a mailbox's refusals for as long as a refused account would have been kept. */
async function keepRefusals(tx: Context, application: ApplicationRow): Promise<void> {
  const refusals =
    application.refusedBefore +
    (application.state === 'refused' ? 1 : 0) +
    (application.objectedAt === null ? 0 : 1);
  const mailbox = await findMailbox(tx.db, application.userId);
  if (refusals === 0 || mailbox === undefined) return;
  const forgetAt = new Date(tx.clock().getTime() + KEPT_MS);
  await rememberRefusals(tx.db, mailboxHash(tx, mailbox), refusals, forgetAt);
}

/** What a new account looks like, and whether it was refused before. */
async function flagsOf(
  tx: Context,
  account: { id: string; universityId: string; displayName: string },
  address: string,
  refusedBefore: number,
): Promise<string[]> {
  const flags = await findLookAlikes(tx.db, {
    userId: account.id,
    universityId: account.universityId,
    // As it is written as well: others may have the same letters of another script.
    names: [fold(account.displayName), foldLookAlikes(fold(account.displayName))],
    stem: stemOf(address),
  });
  return refusedBefore > 0 ? [...flags, 'refused_before'] : flags;
}

/** The letters of an address before the @: what stays the same in addresses that differ in dots, digits and tags. */
const stemOf = (mailbox: string): string =>
  (mailbox.split('@')[0] ?? '').replace(/\+.*/, '').replace(/[^a-z]/g, '');

/** @throws Problem 401 `session_ended` */
async function accountOf(ctx: Context, viewer: Viewer): Promise<AccountRow> {
  const account = await findAccountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  return account;
}

/** What a person reads about their registration. Of a member: that it is approved. */
export async function ownApplication(ctx: Context, viewer: Viewer): Promise<OwnApplication> {
  const account = await accountOf(ctx, viewer);
  const { displayName, username, email } = account;
  const found = await findApplication(ctx.db, viewer.id);
  if (found === undefined || account.status !== 'pending')
    return {
      state: 'approved',
      displayName,
      username,
      email,
      question: null,
      answer: '',
      appliedAt: null,
      usualHours: null,
      eraseAt: null,
      reason: null,
      objection: null,
      mayObject: false,
    };
  const figures = await countOutcomes(ctx.db, null, new Date(ctx.clock().getTime() - FIGURES_DAYS * DAY_MS));
  const isEnough = figures.approved + figures.refused >= MIN_COUNT && figures.mostSeconds !== null;
  const wasRefused = found.refusedAt !== null;
  return {
    state: found.state,
    displayName,
    username: found.wantedUsername,
    email,
    question: found.question,
    answer: found.answer,
    appliedAt: found.appliedAt.toISOString(),
    usualHours: isEnough ? Math.max(1, Math.ceil((figures.mostSeconds ?? 0) / 3600)) : null,
    eraseAt: found.eraseAt.toISOString(),
    reason: wasRefused ? found.reason : null,
    objection: found.objection === '' ? null : found.objection,
    mayObject: found.state === 'refused' && found.objectedAt === null,
  };
}

/** Locks the account and then its application, as everything that ends one does. @throws Problem 409 `not_waiting` */
async function lockOwn(tx: Context, userId: string): Promise<ApplicationRow> {
  const account = await lockAccount(tx.db, userId);
  const application = await lockApplication(tx.db, userId);
  if (account?.status !== 'pending' || application === undefined) throw notWaiting();
  return application;
}

/** Changes what a waiting person wrote. @throws Problem 409 `not_waiting`; 400 `invalid_request`; 422 `too_many_combining_marks` */
export async function changeApplication(
  ctx: Context,
  viewer: Viewer,
  body: { answer?: string | undefined; displayName?: string | undefined },
): Promise<OwnApplication> {
  const displayName = body.displayName === undefined ? undefined : readDisplayName(body.displayName);
  await ctx.transaction(async (tx) => {
    const { state, decision, refusedBefore } = await lockOwn(tx, viewer.id);
    // What staff have decided about is what takes effect, also within the time to undo it.
    if (state !== 'waiting' || decision !== null) throw notWaiting();
    if (body.answer !== undefined) await setAnswer(tx.db, viewer.id, body.answer);
    if (displayName === undefined) return;
    await setDisplayName(tx.db, viewer.id, displayName, tx.clock());
    // Otherwise somebody registers under any name, and takes another one while nobody looks.
    const account = await accountOf(tx, viewer);
    await setFlags(tx.db, viewer.id, await flagsOf(tx, account, account.email, refusedBefore));
  });
  return ownApplication(ctx, viewer);
}

/** Answers a refusal, once: somebody else decides again. @throws Problem 409 `not_waiting`, `already_objected` */
export async function objectToRefusal(
  ctx: Context,
  viewer: Viewer,
  objection: string,
  origin: Origin,
): Promise<OwnApplication> {
  await ctx.transaction(async (tx) => {
    const application = await lockOwn(tx, viewer.id);
    if (application.objectedAt !== null) throw alreadyObjected();
    if (application.state !== 'refused') throw notWaiting();
    const at = tx.clock();
    await setObjection(tx.db, viewer.id, { objection, at, eraseAt: new Date(at.getTime() + KEPT_MS) });
    await audit(tx, {
      event: 'registration_objected',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
    });
  });
  return ownApplication(ctx, viewer);
}

/** Erases a waiting or refused account at once, as its owner wishes. @throws Problem 409 `not_waiting` */
export async function withdrawApplication(ctx: Context, viewer: Viewer, origin: Origin): Promise<void> {
  await ctx.transaction(async (tx) => {
    const application = await lockOwn(tx, viewer.id);
    await audit(tx, {
      event: 'registration_withdrawn',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
    });
    await keepRefusals(tx, application);
    await erase(tx, application, 'withdrawn');
  });
}

/** Ends an application without an account: the job that deletes accounts erases the rest. */
async function erase(
  tx: Context,
  application: ApplicationRow,
  outcome: 'withdrawn' | 'expired',
): Promise<void> {
  const { userId } = application;
  const now = tx.clock();
  if (application.state === 'waiting') await countOutcome(tx, application, outcome);
  await deleteApplication(tx.db, userId);
  await insertDeactivation(tx.db, { userId, at: now, deleteAt: now });
  await setStatus(tx.db, userId, 'deactivated', now);
  await revokeSessions(tx, { userId }, 'deactivated');
  publishViewerChanged(tx, { userId });
  await tx.jobs.add(
    'auth.eraseAccount',
    { userId },
    { key: `auth.eraseAccount:${userId}`, queue: 'auth.eraseAccount', priority: 10 },
  );
}

const countOutcome = (
  tx: Context,
  { universityId, appliedAt, objectedAt }: ApplicationRow,
  outcome: 'approved' | 'refused' | 'withdrawn' | 'expired',
): Promise<void> =>
  insertOutcome(tx.db, {
    universityId,
    outcome,
    waitedSeconds: Math.max(
      0,
      Math.round((tx.clock().getTime() - (objectedAt ?? appliedAt).getTime()) / 1000),
    ),
    at: tx.clock(),
  });

/** Makes a waiting account a member's, in the caller's transaction, which has locked account and application. */
export async function admit(tx: Context, application: ApplicationRow, by: string | null): Promise<void> {
  const { userId } = application;
  const account = await findAccountById(tx.db, userId);
  if (account === undefined) return;
  const username = await usernameFor(tx, account, application.wantedUsername);
  if (username !== account.username) await setUsername(tx.db, userId, username, tx.clock());
  await setStatus(tx.db, userId, 'active', tx.clock());
  await setJoined(tx.db, userId, tx.clock());
  await countOutcome(tx, application, 'approved');
  await deleteApplication(tx.db, userId);
  await announceJoined(tx, userId);
  publishViewerChanged(tx, { userId });
  await audit(tx, {
    event: 'registration_approved',
    actorId: by,
    subject: { type: 'member', id: userId },
  });
  await mailAbout(tx, 'registration_approved', { ...account, username }, { url: `${tx.config.publicUrl}/` });
}

/** A refusal has given the username away: somebody else may have it by now. */
async function usernameFor(tx: Context, account: AccountRow, wanted: string): Promise<string> {
  if (account.username === wanted) return wanted;
  await lockUsername(tx.db, wanted);
  const candidates: string[] = [wanted];
  suggestUsernames(account.displayName, (candidate) => candidates.push(candidate) > 0);
  const taken = await findTakenUsernames(tx.db, candidates, tx.clock(), account.email);
  return candidates.find((candidate) => !taken.has(candidate)) ?? account.username;
}

/** Refuses a waiting account, in the caller's transaction. Its username is free again. */
export async function refuse(tx: Context, application: ApplicationRow, by: string | null): Promise<void> {
  const { userId } = application;
  const account = await findAccountById(tx.db, userId);
  if (account === undefined) return;
  const now = tx.clock();
  const eraseAt = new Date(now.getTime() + KEPT_MS);
  await setUsername(tx.db, userId, `x_${randomBytes(9).toString('hex')}`, now);
  await setRefused(tx.db, userId, { by, at: now, eraseAt });
  await countOutcome(tx, application, 'refused');
  await audit(tx, {
    event: 'registration_refused',
    actorId: by,
    subject: { type: 'member', id: userId },
    details: { afterObjection: application.objectedAt !== null },
  });
  await mailAbout(tx, 'registration_refused', account, {
    url: `${tx.config.publicUrl}/waiting`,
    at: eraseAt.toISOString(),
    registration: { reason: application.reason, mayObject: application.objectedAt === null },
  });
}

const mailAbout = (
  tx: Context,
  kind: EmailKind,
  account: Pick<AccountRow, 'email' | 'locale' | 'displayName' | 'username'>,
  data: Pick<EmailData, 'url'> & Partial<EmailData>,
): Promise<void> =>
  enqueueEmail(tx, {
    kind,
    to: account.email,
    locale: account.locale,
    data: { name: isolate(account.displayName), username: account.username, code: '', ...data },
  });

/** Job, hourly: erases who waited too long, with an email, and who was refused. */
export async function eraseOldApplications(ctx: Context): Promise<void> {
  for (const userId of await findExpired(ctx.db, ctx.clock(), BATCH))
    await ctx.transaction(async (tx) => {
      const account = await lockAccount(tx.db, userId);
      const application = await lockApplication(tx.db, userId);
      if (account?.status !== 'pending' || application === undefined) return;
      if (application.eraseAt > tx.clock() || application.decision !== null) return;
      const person = await findAccountById(tx.db, userId);
      if (person && application.state === 'waiting')
        await mailAbout(tx, 'registration_expired', person, { url: `${tx.config.publicUrl}/register` });
      await audit(tx, {
        event: 'registration_erased',
        actorId: null,
        subject: { type: 'member', id: userId },
      });
      await erase(tx, application, 'expired');
    });
}

/**
 * Job: lets in who still waits although their university is open to everybody by now. Who looks like somebody else, was refused, or is
 * looked at stays for staff.
 */
export async function admitWaiting(ctx: Context): Promise<void> {
  const { settings } = await campus(ctx);
  if (!settings.features.registration) return;
  const find = (db: Context['db']) =>
    findAdmissible(db, { modeOfCampus: settings.registrationMode, now: ctx.clock() }, BATCH);
  for (const userId of await find(ctx.db))
    await ctx.transaction(async (tx) => {
      const account = await lockAccount(tx.db, userId);
      const application = await lockApplication(tx.db, userId);
      if (account?.status !== 'pending' || application?.state !== 'waiting') return;
      if (application.decision === null) await admit(tx, application, null);
    });
}

/** Whether a claim of somebody else holds. */
export const isClaimedByOther = (
  { claimedBy, claimedUntil }: Pick<ApplicationRow, 'claimedBy' | 'claimedUntil'>,
  viewerId: string,
  now: Date,
): boolean => claimedBy !== null && claimedBy !== viewerId && claimedUntil !== null && claimedUntil > now;

export const hoursOf = (seconds: number): number => Math.round((seconds * 1000) / (HOUR_MS / 10)) / 10;
