import type { Context } from '../../../platform/context.ts';
import { hasRole, type Origin, type Permission, type Viewer } from '../../../platform/http/viewer.ts';
import type { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import { isDeactivated } from '../deactivation/queries.ts';
import { permissionsOf } from '../permissions.ts';
import { isCovered } from '../roles/service.ts';
import { publishViewerChanged, revokeSessions } from '../sign-in/sessions.ts';
import {
  endSuspension,
  findExpiredSuspensions,
  findManagedMember,
  insertSuspension,
  lockMembers,
  lockOwners,
  type ManagedRow,
  setStatus,
} from './members.queries.ts';
import {
  insufficientRank,
  notActive,
  notAllowed,
  notOnYourself,
  notSuspended,
  otherUniversity,
  untilIsPast,
  userNotFound,
} from './problems.ts';

export const permissionsOfMember = ({ roles, ofCustomRoles }: ManagedRow): ReadonlySet<Permission> =>
  permissionsOf(roles, ofCustomRoles);

/** Whether an actor may not act on a member: nobody but owners acts on admins, or on somebody who may do what the actor may not. */
const isOutranked = (actor: ManagedRow, member: ManagedRow): boolean => {
  if (hasRole(actor, 'owner')) return false;
  const own = permissionsOfMember(actor);
  return (
    hasRole(member, 'admin') || [...permissionsOfMember(member)].some((permission) => !own.has(permission))
  );
};

/**
 * Locks the actor and the member acted on, and the owners, and reads both under the lock. Of two who act on each other at once,
 * the second is checked against the result of the first.
 * @param permission  what the action requires
 * @throws Problem 404 `user_not_found`; 403 `forbidden`
 */
export async function lockActorAndMember(
  tx: Context,
  viewer: Viewer,
  id: string,
  permission: Permission,
): Promise<{ actor: ManagedRow; member: ManagedRow; owners: string[] }> {
  const owners = await lockOwners(tx.db);
  await lockMembers(tx.db, [viewer.id, id]);
  const actor = await findManagedMember(tx.db, viewer.id);
  if (actor?.status !== 'active' || !permissionsOfMember(actor).has(permission)) throw notAllowed();
  const member = await findManagedMember(tx.db, id);
  if (!member) throw userNotFound();
  return { actor, member, owners };
}

/**
 * Locks the member that staff act on.
 * @param permission  what the act requires
 * @throws Problem 404 `user_not_found`; 422 `cannot_target_self`; 403 `insufficient_rank`, `other_university`, `forbidden`
 */
export async function lockManageableMember(
  tx: Context,
  viewer: Viewer,
  id: string,
  permission: Permission = 'members.suspend',
): Promise<ManagedRow> {
  const { actor, member } = await lockActorAndMember(tx, viewer, id, permission);
  if (member.id === viewer.id) throw notOnYourself();
  if (!(await isCovered(tx, viewer, permission, id))) throw otherUniversity();
  if (isOutranked(actor, member)) throw insufficientRank();
  return member;
}

/**
 * Why staff may not act on a member now, without a lock: for a preview. The act itself looks again.
 * @returns the problem of `lockManageableMember`; undefined if they may
 */
export async function obstacleToManage(
  ctx: Context,
  viewer: Viewer,
  id: string,
  permission: Permission,
): Promise<Problem | undefined> {
  const actor = await findManagedMember(ctx.db, viewer.id);
  const member = await findManagedMember(ctx.db, id);
  if (actor === undefined || !permissionsOfMember(actor).has(permission)) return notAllowed();
  if (member === undefined) return userNotFound();
  if (id === viewer.id) return notOnYourself();
  if (!(await isCovered(ctx, viewer, permission, id))) return otherUniversity();
  return isOutranked(actor, member) ? insufficientRank() : undefined;
}

/**
 * Staff as they are now, for work that goes on after their request.
 * @returns undefined if the account is not in use
 */
export async function staffNow(ctx: Context, id: string, sessionId: string): Promise<Viewer | undefined> {
  const member = await findManagedMember(ctx.db, id);
  if (member?.status !== 'active') return undefined;
  const { universityId, roles } = member;
  return { id, sessionId, universityId, roles, permissions: permissionsOfMember(member) };
}

/** A suspension that lasts longer than this takes a fresh proof of who imposes it, as one without end does. */
const LASTING_MS = 365 * 86_400_000;

/** @throws Problem 403 `reauthentication_required` if the suspension is without end, or as good as, and the session was not proven lately */
export async function requireProofToSuspend(ctx: Context, viewer: Viewer, until: Date | null): Promise<void> {
  if (until === null || until.getTime() - ctx.clock().getTime() > LASTING_MS)
    await requireReauthentication(ctx, viewer);
}

/**
 * Suspends a member: every session ends at once, and a new one opens only what the suspended may do. A second call replaces the
 * reason and the end.
 * @param body.reason  for staff
 * @returns the id of the suspension
 * @throws Problem 404 `user_not_found`; 409 `not_active`; 422 `cannot_target_self`, `until_in_past`; 403 `insufficient_rank`
 */
export async function suspend(
  ctx: Context,
  viewer: Viewer,
  id: string,
  body: { reason: string; until: Date | null },
  origin: Origin,
): Promise<string> {
  const now = ctx.clock();
  const { until } = body;
  if (until && until <= now) throw untilIsPast();
  return ctx.transaction(async (tx) => {
    const member = await lockManageableMember(tx, viewer, id);
    if (!['active', 'deactivated', 'suspended'].includes(member.status)) throw notActive();
    await endSuspension(tx.db, id, viewer.id, now);
    const suspensionId = await insertSuspension(tx.db, {
      userId: id,
      reason: body.reason,
      until,
      by: viewer.id,
      now,
    });
    await setStatus(tx.db, id, 'suspended', now);
    const ended = await revokeSessions(tx, { userId: id }, 'suspended');
    publishViewerChanged(tx, { userId: id });
    await audit(tx, {
      event: 'member_suspended',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject: { type: 'member', id },
      origin,
      details: { suspensionId, until: until?.toISOString() ?? null, sessions: ended.length },
    });
    return suspensionId;
  });
}

/**
 * Lifts a member's suspension.
 * @param suspensionId  only if this is the one that holds; another one stays
 * @returns the id of the suspension; undefined if `suspensionId` does not hold any more
 * @throws Problem 404 `user_not_found`; 409 `not_suspended`; 422 `cannot_target_self`; 403 `insufficient_rank`
 */
export async function restore(
  ctx: Context,
  viewer: Viewer,
  id: string,
  origin: Origin,
  suspensionId?: string,
): Promise<string | undefined> {
  return ctx.transaction(async (tx) => {
    const member = await lockManageableMember(tx, viewer, id);
    if (suspensionId === undefined && member.status !== 'suspended') throw notSuspended();
    const ended = await endSuspension(tx.db, id, viewer.id, tx.clock(), { suspensionId });
    if (suspensionId !== undefined && ended === undefined) return undefined;
    await reactivate(tx, id);
    await audit(tx, {
      event: 'member_restored',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject: { type: 'member', id },
      origin,
    });
    return ended;
  });
}

async function reactivate(tx: Context, id: string): Promise<void> {
  // Lifting a suspension does not bring back who has deactivated the account meanwhile or before.
  await setStatus(tx.db, id, (await isDeactivated(tx.db, id)) ? 'deactivated' : 'active', tx.clock());
  publishViewerChanged(tx, { userId: id });
}

/**
 * Job, every five minutes: restores members whose suspension has expired. It locks the member first, as every act on a member does, and
 * looks again: the suspension may have been replaced or lifted meanwhile.
 */
export async function liftExpiredSuspensions(ctx: Context): Promise<void> {
  for (const id of await findExpiredSuspensions(ctx.db, ctx.clock())) {
    await ctx.transaction(async (tx) => {
      await lockMembers(tx.db, [id]);
      const now = tx.clock();
      if ((await endSuspension(tx.db, id, null, now, { dueAt: now })) === undefined) return;
      await reactivate(tx, id);
      await audit(tx, { event: 'member_restored', actorId: null, subject: { type: 'member', id } });
    });
  }
}
