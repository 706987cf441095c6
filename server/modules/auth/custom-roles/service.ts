import { fold } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { lockOwners } from '../administration/members.queries.ts';
import { CUSTOM_ROLES_MAX } from '../administration/schemas.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import {
  builtInRolesWith,
  grantablePermissions,
  isByUniversity,
  neededBy,
  permissionNames,
} from '../permissions.ts';
import { tellRolesChanged } from '../roles/changed.ts';
import { publishViewerChanged } from '../sign-in/sessions.ts';
import {
  notLimitable,
  permissionNeeded,
  roleChanged,
  roleNameTaken,
  roleNotFound,
  tooManyRoles,
} from './problems.ts';
import {
  type CustomRoleRow,
  deleteCustomRole,
  findCustomRoles,
  findHolderIds,
  insertCustomRole,
  lockCustomRole,
  takeFromAll,
  updateCustomRole,
} from './queries.ts';
import type { ChangedCustomRole, CustomRole, CustomRoleBody, CustomRoles } from './schemas.ts';

/** Names of the built-in roles: a custom role that is called so would pass for one. */
const BUILT_IN_NAMES = new Set(
  'member auditor moderator admin administrator owner üye denetçi moderatör yönetici sahip'
    .split(' ')
    .map(fold),
);

const present = ({ changedAt, ...row }: CustomRoleRow, holders: number): CustomRole => ({
  ...row,
  changedAt: changedAt.toISOString(),
  holders,
});

/** All custom roles, and what they can be composed of. One query. */
export async function listCustomRoles(ctx: Context): Promise<CustomRoles> {
  const rows = await findCustomRoles(ctx.db);
  return {
    items: rows.map(({ holders, ...row }) => present(row, holders)),
    nextCursor: null,
    max: CUSTOM_ROLES_MAX.ofCampus,
    permissions: permissionNames.map((name) => ({
      name,
      builtIn: builtInRolesWith(name),
      isGrantable: grantablePermissions.includes(name),
      isByUniversity: isByUniversity(name),
      needs: [...neededBy(name)],
    })),
  };
}

/** What the owner wrote, complete. @throws Problem 422 `not_limitable`, `permission_needed` */
function read({ nameTr, nameEn = nameTr, description = '', permissions, allUniversities }: CustomRoleBody) {
  if (!allUniversities && !permissions.some(isByUniversity)) throw notLimitable();
  for (const name of permissions) {
    const missing = neededBy(name).find((needed) => !permissions.includes(needed));
    if (missing) throw permissionNeeded(name, missing);
  }
  // In the order of the list, so that a repeated or moved name is no change.
  const chosen = permissionNames.filter((name) => permissions.includes(name));
  return { nameTr, nameEn, description, permissions: chosen, allUniversities };
}

/** @throws Problem 409 `role_name_taken` */
function requireFreeNames(role: Pick<CustomRoleRow, 'nameTr' | 'nameEn'>, others: CustomRoleRow[]): void {
  for (const path of ['nameTr', 'nameEn'] as const) {
    const name = fold(role[path]);
    if (BUILT_IN_NAMES.has(name) || others.some((other) => fold(other[path]) === name))
      throw roleNameTaken(path);
  }
}

/**
 * Every change of custom roles, and of who holds them, runs under the lock of owners: one after the other.
 * @throws Problem 403 `reauthentication_required`
 */
async function changing<T>(ctx: Context, viewer: Viewer, change: (tx: Context) => Promise<T>): Promise<T> {
  await requireReauthentication(ctx, viewer);
  return ctx.transaction(async (tx) => {
    await lockOwners(tx.db);
    return change(tx);
  });
}

/**
 * Creates a role, which nobody holds yet.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 409 `role_name_taken`; 422 `too_many_roles`, `not_limitable`,
 *   `permission_needed`
 */
export const createCustomRole = (
  ctx: Context,
  viewer: Viewer,
  body: CustomRoleBody,
  origin: Origin,
): Promise<CustomRole> =>
  changing(ctx, viewer, async (tx) => {
    const others = await findCustomRoles(tx.db);
    if (others.length >= CUSTOM_ROLES_MAX.ofCampus) throw tooManyRoles(CUSTOM_ROLES_MAX.ofCampus);
    const role = { ...read(body), id: newId(), version: 1, changedAt: tx.clock() };
    requireFreeNames(role, others);
    await insertCustomRole(tx.db, role);
    await audit(tx, {
      event: 'custom_role_created',
      actorId: viewer.id,
      permission: 'roles.write',
      sessionId: viewer.sessionId,
      subject: { type: 'role', id: role.id },
      origin,
      details: { name: role.nameTr, after: stated(role) },
    });
    return present(role, 0);
  });

const stated = ({ nameTr, nameEn, permissions, allUniversities }: CustomRoleRow) => ({
  nameTr,
  nameEn,
  permissions,
  allUniversities,
});

/**
 * Changes a role for all who hold it, in every process at once. Acts that it allowed come first.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 404 `role_not_found`; 409 `role_changed`, `role_name_taken`; 422
 *   `not_limitable`, `permission_needed`
 */
export const changeCustomRole = (
  ctx: Context,
  viewer: Viewer,
  id: string,
  { basedOn, ...body }: ChangedCustomRole,
  origin: Origin,
): Promise<CustomRole> =>
  changing(ctx, viewer, async (tx) => {
    const before = await lockCustomRole(tx.db, id);
    if (before === undefined) throw roleNotFound();
    if (before.version !== basedOn) throw roleChanged();
    const role = { ...read(body), id, version: before.version + 1, changedAt: tx.clock() };
    const others = (await findCustomRoles(tx.db)).filter((other) => other.id !== id);
    requireFreeNames(role, others);
    await updateCustomRole(tx.db, role);
    await audit(tx, {
      event: 'custom_role_changed',
      actorId: viewer.id,
      permission: 'roles.write',
      sessionId: viewer.sessionId,
      subject: { type: 'role', id },
      origin,
      details: { name: role.nameTr, before: stated(before), after: stated(role) },
    });
    const holders = await findHolderIds(tx.db, id);
    for (const userId of holders) publishViewerChanged(tx, { userId });
    return present(role, holders.length);
  });

/**
 * Deletes a role and takes it from all who hold it.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 404 `role_not_found`
 */
export const deleteRole = (ctx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> =>
  changing(ctx, viewer, async (tx) => {
    const before = await lockCustomRole(tx.db, id);
    if (before === undefined) throw roleNotFound();
    const holders = await findHolderIds(tx.db, id);
    await takeFromAll(tx.db, id);
    await deleteCustomRole(tx.db, id);
    const entry = { actorId: viewer.id, sessionId: viewer.sessionId, origin };
    await audit(tx, {
      ...entry,
      event: 'custom_role_deleted',
      permission: 'roles.write',
      subject: { type: 'role', id },
      details: { name: before.nameTr, before: stated(before), holders: holders.length },
    });
    for (const userId of holders) {
      await audit(tx, {
        ...entry,
        event: 'role_revoked',
        subject: { type: 'member', id: userId },
        details: { customRoleId: id, name: before.nameTr },
      });
      await tellRolesChanged(tx, userId, { given: [], taken: [before] });
      publishViewerChanged(tx, { userId });
    }
  });
