import type { Permission, Role } from '../../platform/http/viewer.ts';

type Staff = Exclude<Role, 'member'>;

/**
 * What staff may do. Each staff route names its permission (`config.permission`), and only those who have it may call the route:
 * `permissions.test.ts` checks that each of these opens at least one. `role` is the lowest built-in role that has it; those of owners can be in no other role. `byUniversity`: a role may
 * limit it to the university of its holder. `needs`: without these it opens no page, so a role has them together. What a permission opens is described in the admin app (`messages`, `permissions.json`).
 */
export const permissions = {
  'moderation_log.read': { role: 'auditor' },
  'reports.read': { role: 'moderator', byUniversity: true },
  'reports.resolve': { role: 'moderator', byUniversity: true, needs: ['reports.read'] },
  'fingerprints.write': { role: 'moderator', byUniversity: true },
  'boards.moderate': { role: 'moderator', byUniversity: true },
  'rules.read': { role: 'moderator' },
  'hashtags.hide': { role: 'moderator' },
  'overview.read': { role: 'admin' },
  'registrations.approve': { role: 'moderator', byUniversity: true },
  'invitations.write': { role: 'admin', byUniversity: true },
  'members.suspend': { role: 'admin', needs: ['reports.read'] },
  'official.write': { role: 'admin', needs: ['reports.read'] },
  'announcements.write': { role: 'admin' },
  'boards.write': { role: 'admin' },
  'boards.open': { role: 'admin', needs: ['boards.moderate'] },
  'universities.write': { role: 'admin' },
  'campus.write': { role: 'admin' },
  'legal.write': { role: 'admin' },
  'jobs.write': { role: 'admin' },
  'mail.read': { role: 'admin' },
  'mail.test': { role: 'admin', needs: ['mail.read'] },
  'imports.write': { role: 'admin' },
  'rules.write': { role: 'admin', needs: ['rules.read'] },
  'audit.read': { role: 'admin' },
  'approvals.stop': { role: 'admin' },
  'roles.write': { role: 'owner' },
  'owners.write': { role: 'owner' },
  'boards.keys': { role: 'owner' },
} as const satisfies Record<string, { role: Staff; byUniversity?: true; needs?: readonly string[] }>;

declare module '../../platform/http/viewer.ts' {
  interface PermissionNames {
    auth: keyof typeof permissions;
  }
}

export const permissionNames = Object.keys(permissions) as Permission[];

const order: readonly Role[] = ['member', 'auditor', 'moderator', 'admin', 'owner'];

const isOfOwners = (permission: Permission): boolean => permissions[permission].role === 'owner';

/** What custom roles may be composed of: everything but what only owners may do. */
export const grantablePermissions = permissionNames.filter((permission) => !isOfOwners(permission));

export const isByUniversity = (permission: Permission): boolean => 'byUniversity' in permissions[permission];

/** The permissions that a role must have as well. None of these needs another one. */
export const neededBy = (permission: Permission): readonly Permission[] => {
  const entry = permissions[permission];
  return 'needs' in entry ? entry.needs : [];
};

/** The built-in roles that have a permission. */
export const builtInRolesWith = (permission: Permission): Staff[] =>
  order.slice(order.indexOf(permissions[permission].role)).filter((role) => role !== 'member');

/**
 * What somebody may do: every permission of the highest of these roles, and those of their custom roles. A name that does not exist
 * (any more) gives nothing.
 */
export function permissionsOf(
  roles: readonly Role[],
  ofCustomRoles: readonly string[],
): ReadonlySet<Permission> {
  const highest = Math.max(...roles.map((role) => order.indexOf(role)));
  return new Set(
    permissionNames.filter(
      (permission) =>
        order.indexOf(permissions[permission].role) <= highest ||
        (ofCustomRoles.includes(permission) && !isOfOwners(permission)),
    ),
  );
}
