import { fold } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { hasPermission, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { type Page, readCursor, toPage } from '../../../platform/page.ts';
import { approvalRequired } from '../approvals/problems.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import { tooManyHolders, unknownCustomRole } from '../custom-roles/problems.ts';
import { findCustomRoles, giveCustomRoles, takeCustomRoles } from '../custom-roles/queries.ts';
import { tellRolesChanged } from '../roles/changed.ts';
import { type GrantedRole, insertRole } from '../roles/queries.ts';
import { universityFor } from '../roles/service.ts';
import { findOpenSessions } from '../sign-in/queries.ts';
import { publishViewerChanged, revokeSessions } from '../sign-in/sessions.ts';
import { deleteRoles, findManagedMember, type ManagedRow, searchMembers } from './members.queries.ts';
import { notActive, otherUniversity, userNotFound } from './problems.ts';
import { CUSTOM_ROLES_MAX, type ManagedUser, type MemberQuery, type RolesBody } from './schemas.ts';
import { lockActorAndMember, lockManageableMember, permissionsOfMember } from './suspensions.ts';

function present(viewer: Viewer, row: ManagedRow): ManagedUser {
  return {
    id: row.id,
    ...(hasPermission(viewer, 'members.suspend') ? { email: row.email } : {}),
    username: row.username,
    displayName: row.displayName,
    status: row.status,
    roles: row.roles,
    moderatesAll: row.moderatesAll,
    customRoles: row.customRoles,
    permissions: [...permissionsOfMember(row)],
    mutedUntil: row.mutedUntil?.toISOString() ?? null,
    limitedUntil: row.limitedUntil?.toISOString() ?? null,
    official: row.official,
    university: { id: row.universityId, name: row.universityName },
    affiliation: row.affiliation,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    suspension:
      row.reason === null || row.suspendedAt === null
        ? null
        : {
            reason: row.reason,
            until: row.until?.toISOString() ?? null,
            suspendedAt: row.suspendedAt.toISOString(),
          },
  };
}

/**
 * The university whose members staff may look up; null: every one. Who suspends or marks, which no role limits, has to find everybody.
 */
const lookUpScope = async (ctx: Context, viewer: Viewer): Promise<string | null> =>
  hasPermission(viewer, 'members.suspend') || hasPermission(viewer, 'official.write')
    ? null
    : universityFor(ctx, viewer, 'reports.read');

/** Members by name, newest first. Moderators neither see addresses nor search by them. */
export async function searchUsers(
  ctx: Context,
  viewer: Viewer,
  query: MemberQuery,
): Promise<Page<ManagedUser>> {
  const scope = await lookUpScope(ctx, viewer);
  const rows = await searchMembers(ctx.db, {
    fragment: fold(query.q.replace(/^@/, '')),
    byEmail: hasPermission(viewer, 'members.suspend'),
    status: query.status,
    universityId: query.universityId,
    scope,
    role: query.role,
    customRoleId: query.customRoleId,
    after: readCursor(query.cursor),
    limit: query.limit + 1,
  });
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.id);
  return { items: items.map((row) => present(viewer, row)), nextCursor };
}

/** One member, as in the list. @throws Problem 404 `user_not_found`; 403 `other_university` */
export async function getUser(ctx: Context, viewer: Viewer, id: string): Promise<ManagedUser> {
  const row = await findManagedMember(ctx.db, id);
  if (!row) throw userNotFound();
  const scope = await lookUpScope(ctx, viewer);
  if (scope !== null && scope !== row.universityId) throw otherUniversity();
  return present(viewer, row);
}

/** The sessions of a member, last seen first. @throws Problem 404 `user_not_found` */
export async function listUserSessions(ctx: Context, id: string) {
  if (!(await findManagedMember(ctx.db, id))) throw userNotFound();
  const rows = await findOpenSessions(ctx.db, id, ctx.clock());
  return {
    items: rows.map((row) => ({
      id: row.id,
      device: row.device_name || row.user_agent,
      ip: row.ip,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
    })),
    nextCursor: null,
  };
}

/**
 * Sets a member's roles beyond `member` to exactly these. Owners are made and unmade by two people (`approvals/`).
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 404 `user_not_found`; 409 `not_active`, `approval_required`; 422
 *   `unknown_custom_role`, `too_many_holders`
 */
export async function setRoles(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { roles, customRoles, allUniversities }: RolesBody,
  origin: Origin,
): Promise<ManagedUser> {
  await requireReauthentication(ctx, viewer);
  return ctx.transaction(async (tx) => {
    const { member } = await lockActorAndMember(tx, viewer, id, 'roles.write');
    const currentRoles = member.roles.filter((role): role is GrantedRole => role !== 'member');
    const granted = [...new Set(roles)].filter((role) => !currentRoles.includes(role));
    const revoked = currentRoles.filter((role) => !roles.includes(role));
    const custom = await customRolesAfter(tx, member, customRoles);
    if (granted.length + custom.granted.length > 0 && member.status !== 'active') throw notActive();
    if (granted.includes('owner') || revoked.includes('owner')) throw approvalRequired();
    const moderatesAll = allUniversities ?? member.moderatesAll;
    // Only of moderators does it mean anything; for them it may change while the role stays.
    for (const role of roles.includes('moderator') ? [...granted, 'moderator' as const] : granted)
      await insertRole(tx.db, id, role, viewer.id, role === 'moderator' && moderatesAll);
    const isScopeChanged = roles.includes('moderator') && moderatesAll !== member.moderatesAll;
    if (revoked.length > 0) await deleteRoles(tx.db, id, revoked);
    await giveCustomRoles(
      tx.db,
      id,
      custom.granted.map((role) => role.id),
      viewer.id,
      tx.clock(),
    );
    await takeCustomRoles(
      tx.db,
      id,
      custom.revoked.map((role) => role.id),
    );
    for (const [event, changed] of [
      ['role_granted', isScopeChanged ? [...new Set([...granted, 'moderator' as const])] : granted],
      ['role_revoked', revoked],
    ] as const)
      for (const role of changed)
        await audit(tx, {
          event,
          actorId: viewer.id,
          sessionId: viewer.sessionId,
          subject: { type: 'member', id },
          origin,
          details: role === 'moderator' ? { role, allUniversities: moderatesAll } : { role },
        });
    for (const [event, changed] of [
      ['role_granted', custom.granted],
      ['role_revoked', custom.revoked],
    ] as const)
      for (const role of changed)
        await audit(tx, {
          event,
          actorId: viewer.id,
          sessionId: viewer.sessionId,
          subject: { type: 'member', id },
          origin,
          details: { customRoleId: role.id, name: role.nameTr },
        });
    await tellRolesChanged(tx, id, {
      given: [...granted, ...custom.granted],
      taken: [...revoked, ...custom.revoked],
    });
    publishViewerChanged(tx, { userId: id });
    return getUser(tx, viewer, id);
  });
}

/**
 * Which custom roles a member gets and loses. The caller holds the lock of owners, so no role is changed or deleted meanwhile.
 * @throws Problem 422 `unknown_custom_role`, `too_many_holders`
 */
async function customRolesAfter(tx: Context, member: ManagedRow, ids: readonly string[] | undefined) {
  if (ids === undefined) return { granted: [], revoked: [] };
  const before = new Set(member.customRoles.map(({ id }) => id));
  const granted = (await findCustomRoles(tx.db)).filter(({ id }) => ids.includes(id) && !before.has(id));
  const revoked = member.customRoles.filter(({ id }) => !ids.includes(id));
  if (new Set(ids).size !== before.size - revoked.length + granted.length) throw unknownCustomRole();
  if (granted.some(({ holders }) => holders >= CUSTOM_ROLES_MAX.holders))
    throw tooManyHolders(CUSTOM_ROLES_MAX.holders);
  return { granted, revoked };
}

/** Ends every session of a member. @throws Problem 404 `user_not_found`; 422 `cannot_target_self`; 403 `insufficient_rank` */
export async function revokeUserSessions(
  ctx: Context,
  viewer: Viewer,
  id: string,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockManageableMember(tx, viewer, id);
    const ended = await revokeSessions(tx, { userId: id }, 'ended_by_admin');
    await audit(tx, {
      event: 'sessions_ended_by_admin',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject: { type: 'member', id },
      origin,
      details: { sessions: ended.length },
    });
  });
}
