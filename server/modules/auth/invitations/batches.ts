import { canonicalMailbox, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { audit } from '../audit/index.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { lockMailbox } from '../registration/queries.ts';
import { universityFor } from '../roles/service.ts';
import { lockStaffPermission } from '../roles/staff-lock.ts';
import { findMailboxRule } from '../sign-in/queries.ts';
import { findAdmittingRule } from '../universities/service.ts';
import {
  batchExists,
  findBatches,
  findInvitationsOfBatch,
  insertBatch,
  lockStaffInvitation,
  mailboxesInvited,
  renewInvitation,
  revokeBatch,
  revokeById,
  type StaffInvitationRow,
} from './batches.queries.ts';
import type { BatchBody, Preview } from './batches.schemas.ts';
import { hashInvitationCode, newInvitationCode } from './codes.ts';
import { batchNotFound, invitationNotFound, nothingToInvite } from './problems.ts';
import { insertInvitations } from './queries.ts';
import { MAX_ADDRESSES, RESEND_MS, STAFF_INVITATION_MS, shownUses } from './rules.ts';

const PERMISSION = 'invitations.write';

interface StaffAct {
  viewer: Viewer;
  origin: Origin;
}
interface Address {
  line: number;
  text: string;
  email: string;
  mailbox: string;
}

const addressOf = (line: string): string | undefined =>
  line
    .split(/[,;\t]/)
    .map((field) => field.trim().replace(/^"(.*)"$/, '$1'))
    .find((field) => field.includes('@'));

/**
 * Sorts lines into addresses that can be invited and those that cannot, with the reason. Sends nothing. An address with an account is invited
 * like any other, and so are its list and its acts: staff learn of no address whether somebody has it here (ADR 0106).
 */
export async function previewBatch(ctx: Context, viewer: Viewer, typed: string): Promise<Preview> {
  const { addresses, refused } = await sortAddresses(ctx, viewer, typed);
  return { invited: addresses.map((address) => address.email), refused };
}

async function sortAddresses(ctx: Context, viewer: Viewer, typed: string) {
  const universityId = await universityFor(ctx, viewer, PERMISSION);
  const refused: Preview['refused'] = [];
  const found: Address[] = [];
  const seen = new Set<string>();
  for (const [index, row] of typed.split(/\r\n|\r|\n/).entries()) {
    const text = row.trim();
    if (text === '') continue;
    const line = index + 1;
    const refuse = (reason: Preview['refused'][number]['reason']) => {
      // What names the columns is no mistake.
      if (!(line === 1 && reason === 'not_an_address'))
        refused.push({ line, text: text.slice(0, 100), reason });
    };
    if (found.length + refused.length >= MAX_ADDRESSES) {
      refuse('too_many');
      break;
    }
    const parts = parseEmail(addressOf(text) ?? '');
    if (typeof parts === 'string') {
      refuse('not_an_address');
      continue;
    }
    const rule = await findAdmittingRule(ctx, parts);
    const mailbox = canonicalMailbox(parts, await findMailboxRule(ctx.db, parts.domain));
    if (!rule) refuse('not_admitted');
    else if (universityId !== null && rule.universityId !== universityId) refuse('other_university');
    else if (seen.has(mailbox)) refuse('duplicate');
    else found.push({ line, text, email: `${parts.local}@${parts.domain}`, mailbox });
    seen.add(mailbox);
  }
  const mailboxes = found.map((address) => address.mailbox);
  const invited = await mailboxesInvited(ctx.db, mailboxes, ctx.clock());
  const addresses = found.filter(({ line, text, mailbox }) => {
    if (invited.has(mailbox)) refused.push({ line, text: text.slice(0, 100), reason: 'invited' });
    return !invited.has(mailbox);
  });
  return { addresses, refused: refused.sort((a, b) => a.line - b.line), universityId };
}

/** Invites addresses, each by an email of its own. @throws Problem 422 `nothing_to_invite` */
export async function createBatch(
  ctx: Context,
  { viewer, origin }: StaffAct,
  { name, locale, addresses: typed }: BatchBody,
): Promise<{ id: string; preview: Preview }> {
  const id = newId();
  const preview = await ctx.transaction(async (tx) => {
    await lockStaffPermission(tx, viewer.id, PERMISSION);
    // Two batches with one address at once would both mail it.
    await lockMailbox(tx.db, 'invitation batches');
    const { addresses, refused, universityId } = await sortAddresses(tx, viewer, typed);
    if (addresses.length === 0) throw nothingToInvite();
    const now = tx.clock();
    await insertBatch(tx.db, { id, name, universityId, createdBy: viewer.id, createdAt: now });
    const made = addresses.map(({ email, mailbox }) => ({
      id: newId(),
      email,
      mailbox,
      code: newInvitationCode(),
    }));
    const expiresAt = new Date(now.getTime() + STAFF_INVITATION_MS);
    await insertInvitations(
      tx.db,
      made.map((row) => ({
        id: row.id,
        codeHash: hashInvitationCode(row.code),
        inviterId: null,
        batchId: id,
        email: row.email,
        mailbox: row.mailbox,
        locale,
        maxUses: 1,
        createdAt: now,
        sentAt: now,
        expiresAt,
      })),
    );
    for (const { email, code } of made) await mailInvitation(tx, { email, locale }, code, expiresAt);
    await audit(tx, {
      event: 'invitations_sent',
      actorId: viewer.id,
      permission: PERMISSION,
      sessionId: viewer.sessionId,
      origin,
      details: { batchId: id, invited: made.length, refused: refused.length },
    });
    return { invited: made.map((row) => row.email), refused };
  });
  return { id, preview };
}

const mailInvitation = (
  tx: Context,
  { email, locale }: { email: string; locale: 'tr' | 'en' },
  code: string,
  expiresAt: Date,
): Promise<void> =>
  enqueueEmail(
    tx,
    {
      kind: 'campus_invitation',
      to: email,
      locale,
      data: {
        name: '',
        username: '',
        code: '',
        url: `${tx.config.publicUrl}/register?invite=${code}`,
        at: expiresAt.toISOString(),
      },
    },
    // Hundreds of them must not delay the code of somebody who registers.
    { priority: 10 },
  );

/** Batches of the universities that the permission covers, newest first. */
export async function listBatches(
  ctx: Context,
  viewer: Viewer,
  query: { limit: number; cursor?: string | undefined },
) {
  const universityId = await universityFor(ctx, viewer, PERMISSION);
  const rows = await findBatches(ctx.db, universityId, readCursor(query.cursor), query.limit + 1);
  const page = toPage(rows, query.limit, (row) => row.id);
  return {
    ...page,
    items: page.items.map((row) => ({
      ...row,
      used: shownUses(row.used, row.invited),
      createdAt: row.createdAt.toISOString(),
    })),
  };
}

/** @throws Problem 404 `batch_not_found` */
export async function listInvitationsOfBatch(
  ctx: Context,
  viewer: Viewer,
  id: string,
  query: { limit: number; cursor?: string | undefined },
) {
  const universityId = await universityFor(ctx, viewer, PERMISSION);
  if (!(await batchExists(ctx.db, id, universityId))) throw batchNotFound();
  const rows = await findInvitationsOfBatch(ctx.db, id, readCursor(query.cursor), query.limit + 1);
  const page = toPage(rows, query.limit, (row) => row.id);
  return { ...page, items: page.items.map((row) => present(ctx, row)) };
}

const present = (ctx: Context, row: StaffInvitationRow) => ({
  id: row.id,
  email: row.email,
  state:
    row.revokedAt !== null
      ? ('revoked' as const)
      : row.expiresAt <= ctx.clock()
        ? ('expired' as const)
        : ('open' as const),
  sentAt: row.sentAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
});

/**
 * Mails a new link, which replaces the old one; not if one that counts was mailed within a minute, as by two presses.
 * @throws Problem 404 `invitation_not_found`
 */
export async function resendInvitation(ctx: Context, act: StaffAct, id: string): Promise<void> {
  await changeInvitation(ctx, act, id, 'invitation_resent', async (tx, row) => {
    const code = newInvitationCode();
    const sentAt = tx.clock();
    const isOnItsWay = row.sentAt !== null && sentAt.getTime() - row.sentAt.getTime() < RESEND_MS;
    if (isOnItsWay && row.revokedAt === null) return false;
    const expiresAt = new Date(sentAt.getTime() + STAFF_INVITATION_MS);
    await renewInvitation(tx.db, id, { codeHash: hashInvitationCode(code), sentAt, expiresAt });
    await mailInvitation(tx, row, code, expiresAt);
    return true;
  });
}

/** @throws Problem 404 `invitation_not_found` */
export async function revokeStaffInvitation(ctx: Context, act: StaffAct, id: string): Promise<void> {
  await changeInvitation(ctx, act, id, 'invitation_revoked', async (tx, row) => {
    if (row.revokedAt !== null) return false;
    await revokeById(tx.db, id, tx.clock());
    return true;
  });
}

/** @param act  says whether it changed anything */
async function changeInvitation(
  ctx: Context,
  { viewer, origin }: StaffAct,
  id: string,
  event: string,
  act: (tx: Context, row: StaffInvitationRow) => Promise<boolean>,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockStaffPermission(tx, viewer.id, PERMISSION);
    const row = await lockStaffInvitation(tx.db, id, await universityFor(tx, viewer, PERMISSION));
    if (row === undefined) throw invitationNotFound();
    if (!(await act(tx, row))) return;
    await audit(tx, {
      event,
      actorId: viewer.id,
      permission: PERMISSION,
      sessionId: viewer.sessionId,
      origin,
      details: { invitationId: id },
    });
  });
}

/** Revokes all of a list. @throws Problem 404 `batch_not_found` */
export async function revokeWholeBatch(
  ctx: Context,
  { viewer, origin }: StaffAct,
  id: string,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockStaffPermission(tx, viewer.id, PERMISSION);
    if (!(await batchExists(tx.db, id, await universityFor(tx, viewer, PERMISSION)))) throw batchNotFound();
    const revoked = await revokeBatch(tx.db, id, tx.clock());
    await audit(tx, {
      event: 'invitations_revoked',
      actorId: viewer.id,
      permission: PERMISSION,
      sessionId: viewer.sessionId,
      origin,
      details: { batchId: id, revoked },
    });
  });
}
