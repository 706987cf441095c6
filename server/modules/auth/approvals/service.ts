import type { Context } from '../../../platform/context.ts';
import {
  hasPermission,
  type Origin,
  type Permission,
  type Role,
  type Viewer,
} from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type Page, readCursor, toPage } from '../../../platform/page.ts';
import type { Problem } from '../../../platform/problem.ts';
import {
  deleteRoles,
  findManagedMember,
  lockMembers,
  lockOwners,
} from '../administration/members.queries.ts';
import { lastOwner, notActive, notAllowed } from '../administration/problems.ts';
import { lockActorAndMember, permissionsOfMember } from '../administration/suspensions.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import { draftEmail } from '../emails/links.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { tellRolesChanged } from '../roles/changed.ts';
import { insertRole } from '../roles/queries.ts';
import { publishViewerChanged } from '../sign-in/sessions.ts';
import type { ApprovalState } from '../tables.ts';
import {
  alreadyOwner,
  approvalClosed,
  approvalNotFound,
  approvalPending,
  approvalVoid,
  concernsYou,
  notOwner,
  notYourRequest,
  ownRequest,
} from './problems.ts';
import {
  type ApprovalRow,
  closeApproval,
  findApproval,
  findApprovals,
  findDueApprovals,
  findRecipients,
  findWaitingApprovalOf,
  insertApproval,
  lockApproval,
} from './queries.ts';
import type { Approval, ApprovalQuery, DecisionBody, RequestBody } from './schemas.ts';

/** How long a request waits. */
const WAIT_MS = 72 * 3_600_000;

/** An act that takes two people. */
interface Act {
  /** What requesting it takes. */
  requires: Permission;
  /** What deciding it takes. */
  permission: Permission;
  /** The built-in roles of those who may decide, for emails, and for whether somebody else is there. */
  deciders: readonly Role[];
  /** Why it cannot be done now; under the locks of owners and member. */
  obstacle(tx: Context, memberId: string, owners: readonly string[]): Promise<Problem | undefined>;
  /** Does it, in the caller's transaction, without its log entry. */
  carryOut(tx: Context, memberId: string, requesterId: string | null): Promise<void>;
  /** The event of its log entry, and the details. */
  entry: { event: string; details: Record<string, unknown> };
}

/** All acts that take two people. */
const acts: Record<Approval['act'], Act> = {
  owner_granted: {
    requires: 'owners.write',
    permission: 'owners.write',
    deciders: ['owner'],
    async obstacle(tx, memberId) {
      const member = await findManagedMember(tx.db, memberId);
      if (member?.roles.includes('owner')) return alreadyOwner();
      return member?.status === 'active' ? undefined : notActive();
    },
    async carryOut(tx, memberId, requesterId) {
      await insertRole(tx.db, memberId, 'owner', requesterId);
      await tellRolesChanged(tx, memberId, { given: ['owner'], taken: [] });
    },
    entry: { event: 'role_granted', details: { role: 'owner' } },
  },
  owner_revoked: {
    requires: 'owners.write',
    permission: 'owners.write',
    deciders: ['owner'],
    async obstacle(tx, memberId, owners) {
      const member = await findManagedMember(tx.db, memberId);
      if (!member?.roles.includes('owner')) return notOwner();
      return owners.every((id) => id === memberId) ? lastOwner() : undefined;
    },
    async carryOut(tx, memberId) {
      await deleteRoles(tx.db, memberId, ['owner']);
      await tellRolesChanged(tx, memberId, { given: [], taken: ['owner'] });
    },
    entry: { event: 'role_revoked', details: { role: 'owner' } },
  },
  // Its target is a batch of moderation, which begins it or drops it when it hears of the outcome. The member is who asked.
  mass_moderation: {
    requires: 'reports.resolve',
    permission: 'members.suspend',
    deciders: ['owner', 'admin'],
    obstacle: async () => undefined,
    carryOut: async () => undefined,
    entry: { event: 'mass_moderation_approved', details: {} },
  },
};
const actOf = ({ act }: Pick<ApprovalRow, 'act'>): Act => acts[act as Approval['act']]; // only `request` writes acts

/**
 * Requests an act on a member, which a second person approves within 72 hours. If nobody but the requester could, it is carried out after
 * them, unless the requester, an owner or an admin stops it.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 404 `user_not_found`; 409 `approval_pending`, `already_owner`,
 *   `not_owner`, `not_active`, `last_owner`
 */
export async function request(
  ctx: Context,
  viewer: Viewer,
  act: Approval['act'],
  memberId: string,
  { reason }: RequestBody,
  origin: Origin,
): Promise<Approval> {
  await requireReauthentication(ctx, viewer);
  return ctx.transaction((tx) =>
    insertRequest(tx, viewer, act, { memberId, targetId: null, reason }, origin),
  );
}

/**
 * Requests a bulk act of moderation that is too large for one person, in the caller's transaction. The outcome is the event
 * `auth.approval_closed`.
 * @throws Problem 403 `forbidden`; 409 `approval_pending`
 */
export async function requestMassAct(
  tx: Context,
  viewer: Viewer,
  { batchId, reason }: { batchId: string; reason: string },
  origin: Origin,
): Promise<void> {
  await insertRequest(
    tx,
    viewer,
    'mass_moderation',
    { memberId: viewer.id, targetId: batchId, reason },
    origin,
  );
}

async function insertRequest(
  tx: Context,
  viewer: Viewer,
  act: Approval['act'],
  { memberId, targetId, reason }: { memberId: string; targetId: string | null; reason: string },
  origin: Origin,
): Promise<Approval> {
  const { owners } = await lockActorAndMember(tx, viewer, memberId, acts[act].requires);
  const obstacle = await acts[act].obstacle(tx, memberId, owners);
  if (obstacle) throw obstacle;
  const now = tx.clock();
  const id = newId();
  const row = {
    id,
    act,
    subjectId: memberId,
    targetId,
    requesterId: viewer.id,
    reason,
    requestedAt: now,
    dueAt: new Date(now.getTime() + WAIT_MS),
    needsSecond: (await approvers(tx, acts[act], owners, viewer.id, memberId)).length > 0,
  };
  if (!(await insertApproval(tx.db, row))) throw approvalPending();
  await record(tx, 'approval_requested', row, viewer, origin);
  const inserted = await findApproval(tx.db, id);
  if (inserted === undefined) throw new Error('a request was written and is not found');
  await mail(tx, 'approval_requested', inserted);
  return present(viewer, inserted);
}

/** Who may approve: everybody else who may decide and whom it does not concern. */
async function approvers(
  tx: Context,
  { deciders }: Act,
  owners: readonly string[],
  requesterId: string | null,
  memberId: string,
): Promise<string[]> {
  const ids = deciders.includes('admin')
    ? (await findRecipients(tx.db, deciders, null)).map(({ id }) => id)
    : owners;
  return ids.filter((id) => id !== requesterId && id !== memberId);
}

/** Requests, newest first; those that wait and those of the last year. @throws Problem 400 `invalid_cursor` */
export async function listApprovals(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: ApprovalQuery,
): Promise<Page<Approval>> {
  const rows = await findApprovals(ctx.db, readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map((row) => present(viewer, row)), nextCursor };
}

/**
 * Approves a request, which is carried out in the same transaction, or refuses it. Whether it still may be is checked again under the
 * locks of owners and of everybody in it: of two decisions at once, the second finds it closed.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 404 `approval_not_found`; 409 `approval_closed`, `approval_void`; 422
 *   `own_request`, `concerns_you`
 */
export async function decide(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { decision }: DecisionBody,
  origin: Origin,
): Promise<Approval> {
  await requireReauthentication(ctx, viewer);
  const outcome = await ctx.transaction(async (tx) => {
    const { approval, owners } = await lock(tx, id, viewer.id);
    const actor = await findManagedMember(tx.db, viewer.id);
    if (actor?.status !== 'active' || !permissionsOfMember(actor).has(actOf(approval).permission))
      throw notAllowed();
    if (approval.requesterId === viewer.id) throw ownRequest();
    if (approval.subjectId === viewer.id) throw concernsYou();
    if (decision === 'refuse') {
      await close(tx, approval, 'refused', viewer, origin);
      return undefined;
    }
    return carryOut(tx, approval, owners, viewer, origin);
  });
  if (outcome !== undefined) throw outcome; // after the commit, because the request stays closed
  const closed = await findApproval(ctx.db, id);
  if (closed === undefined) throw approvalNotFound();
  return present(viewer, closed);
}

/**
 * Takes a request back, or stops one that waits for time alone.
 * @throws Problem 403 `not_your_request`, `forbidden`; 404 `approval_not_found`; 409 `approval_closed`
 */
export async function cancel(ctx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { approval } = await lock(tx, id, viewer.id);
    if (!mayCancel(viewer, approval)) throw notYourRequest();
    await close(tx, approval, 'cancelled', viewer, origin);
  });
}

/**
 * Takes the request for a bulk act back, in the caller's transaction, which locks the batch afterwards.
 * @throws Problem 403 `not_your_request`; 404 `approval_not_found`; 409 `approval_closed`
 */
export async function withdrawMassAct(
  tx: Context,
  viewer: Viewer,
  batchId: string,
  origin: Origin,
): Promise<void> {
  const found = await findWaitingApprovalOf(tx.db, batchId);
  if (found === undefined) throw approvalClosed();
  const { approval } = await lock(tx, found.id, viewer.id);
  if (approval.requesterId !== viewer.id) throw notYourRequest();
  await close(tx, approval, 'cancelled', viewer, origin, acts.mass_moderation.requires);
}

/** Job, every five minutes: what is due expires, or is carried out if nobody could approve it and still nobody can. */
export async function closeDueApprovals(ctx: Context): Promise<void> {
  for (const id of await findDueApprovals(ctx.db, ctx.clock()))
    await ctx.transaction(async (tx) => {
      const locked = await lock(tx, id, undefined).catch((error) => {
        if (['approval_closed', 'approval_not_found'].includes(error.code)) return undefined;
        throw error;
      });
      if (locked === undefined) return;
      const { approval, owners } = locked;
      const others = await approvers(tx, actOf(approval), owners, approval.requesterId, approval.subjectId);
      if (approval.needsSecond || others.length > 0) await close(tx, approval, 'expired', null);
      else await carryOut(tx, approval, owners, null);
    });
}

/**
 * Locks owners, everybody in a request, and then the request.
 * @param actorId  who decides; undefined if time does
 * @throws Problem 404 `approval_not_found`; 409 `approval_closed`
 */
async function lock(
  tx: Context,
  id: string,
  actorId: string | undefined,
): Promise<{ approval: ApprovalRow; owners: string[] }> {
  const found = await findApproval(tx.db, id);
  if (found === undefined) throw approvalNotFound();
  const owners = await lockOwners(tx.db);
  const people = [found.subjectId, found.requesterId, actorId].filter((person) => person != null);
  await lockMembers(tx.db, people);
  const approval = await lockApproval(tx.db, id);
  if (approval === undefined) throw approvalNotFound();
  const isDue = approval.dueAt <= tx.clock();
  if (approval.state !== 'waiting' || isDue !== (actorId === undefined)) throw approvalClosed();
  return { approval, owners };
}

/** Does what was requested if it still may be done. @returns the problem if not; then the request is closed as void */
async function carryOut(
  tx: Context,
  approval: ApprovalRow,
  owners: readonly string[],
  by: Viewer | null,
  origin?: Origin,
): Promise<Problem | undefined> {
  const { id, subjectId, requesterId } = approval;
  const act = actOf(approval);
  const requester = requesterId === null ? undefined : await findManagedMember(tx.db, requesterId);
  const mayRequest = requester?.status === 'active' && permissionsOfMember(requester).has(act.requires);
  if (!mayRequest || (await act.obstacle(tx, subjectId, owners)) !== undefined) {
    await close(tx, approval, 'void', by, origin);
    return approvalVoid();
  }
  await act.carryOut(tx, subjectId, requesterId);
  await audit(tx, {
    event: act.entry.event,
    actorId: by?.id ?? null,
    ...(by === null ? {} : { sessionId: by.sessionId }),
    ...(origin === undefined ? {} : { origin }),
    subject: { type: 'member', id: subjectId },
    details: { ...act.entry.details, approvalId: id, requestedBy: requesterId },
  });
  publishViewerChanged(tx, { userId: subjectId });
  await close(tx, approval, 'carried_out', by, origin);
  return undefined;
}

async function close(
  tx: Context,
  approval: ApprovalRow,
  state: Exclude<ApprovalState, 'waiting'>,
  by: Viewer | null,
  origin?: Origin,
  permission?: Permission,
): Promise<void> {
  await closeApproval(tx.db, approval.id, state, by?.id ?? null, tx.clock());
  await record(tx, `approval_${state}`, approval, by, origin, permission);
  await tx.emit('auth.approval_closed', {
    act: approval.act as Approval['act'], // only `request` writes acts
    targetId: approval.targetId,
    state,
  });
  await mail(tx, 'approval_closed', { ...approval, state });
}

const record = (
  tx: Context,
  event: string,
  {
    id,
    act,
    subjectId,
    requesterId,
    needsSecond,
  }: Pick<ApprovalRow, 'id' | 'act' | 'subjectId' | 'requesterId' | 'needsSecond'>,
  by: Viewer | null,
  origin?: Origin,
  // Of everybody who can be the actor.
  permission: Permission = event === 'approval_requested'
    ? acts[act as Approval['act']].requires
    : 'approvals.stop',
): Promise<void> =>
  audit(tx, {
    event,
    actorId: by?.id ?? null,
    permission,
    ...(by === null ? {} : { sessionId: by.sessionId }),
    ...(origin === undefined ? {} : { origin }),
    subject: { type: 'member', id: subjectId },
    details: { approvalId: id, act, needsSecond, requestedBy: requesterId },
  });

/** Tells all owners, and the member concerned what was done; if time alone decides, all admins as well. */
async function mail(
  tx: Context,
  kind: 'approval_requested' | 'approval_closed',
  approval: ApprovalRow,
): Promise<void> {
  const { act, member, requestedBy, dueAt, needsSecond, state } = approval;
  const roles = needsSecond ? actOf(approval).deciders : ['owner', 'admin'];
  const concerned = state === 'carried_out' ? member.id : null;
  for (const recipient of await findRecipients(tx.db, roles, concerned))
    await enqueueEmail(
      tx,
      draftEmail(kind, recipient, {
        url: `${tx.config.publicUrl}/admin/approvals`,
        at: dueAt.toISOString(),
        approval: {
          act: act as Approval['act'], // only `request` writes acts
          member: member.username,
          requester: requestedBy?.username ?? '',
          needsSecond,
          state,
        },
      }),
    );
}

/** Who asked for it may take it back; what waits for time alone, everybody who sees it may stop. */
const mayCancel = (viewer: Viewer, { requesterId, needsSecond }: ApprovalRow): boolean =>
  requesterId === viewer.id || !needsSecond;

function mayDecide(viewer: Viewer, approval: ApprovalRow): Approval['mayDecide'] {
  if (approval.state !== 'waiting') return 'closed';
  if (!hasPermission(viewer, actOf(approval).permission)) return 'owners_only';
  if (approval.requesterId === viewer.id) return 'own_request';
  return approval.subjectId === viewer.id ? 'concerns_you' : 'yes';
}

const present = (viewer: Viewer, row: ApprovalRow): Approval => ({
  id: row.id,
  act: row.act as Approval['act'], // only `request` writes acts
  member: row.member,
  targetId: row.targetId,
  requestedBy: row.requestedBy,
  reason: row.reason,
  requestedAt: row.requestedAt.toISOString(),
  dueAt: row.dueAt.toISOString(),
  needsSecond: row.needsSecond,
  state: row.state,
  closedBy: row.closedBy,
  closedAt: row.closedAt?.toISOString() ?? null,
  mayDecide: mayDecide(viewer, row),
  mayCancel: row.state === 'waiting' && mayCancel(viewer, row),
});
