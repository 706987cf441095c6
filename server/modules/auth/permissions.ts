import type { Permission, Role } from '../../platform/http/viewer.ts';

type Staff = Exclude<Role, 'member'>;

/**
 * What staff may do. Each staff route names its permission (`config.permission`), and only those who have it may call the route:
 * `permissions.test.ts` checks that each of these opens at least one. `role` is the lowest role of the campus that has it. What a permission
 * opens is described in the admin app (`messages/*.json`, `permissions`).
 */
export const permissions = {
  'moderation_log.read': { role: 'auditor' },
  'reports.read': { role: 'moderator' },
  'reports.resolve': { role: 'moderator' },
  'rules.read': { role: 'moderator' },
  'hashtags.hide': { role: 'moderator' },
  'overview.read': { role: 'admin' },
  'members.suspend': { role: 'admin' },
  'universities.write': { role: 'admin' },
  'legal.write': { role: 'admin' },
  'jobs.write': { role: 'admin' },
  'rules.write': { role: 'admin' },
  'audit.read': { role: 'admin' },
  'roles.write': { role: 'owner' },
} as const satisfies Record<string, { role: Staff }>;

declare module '../../platform/http/viewer.ts' {
  interface PermissionNames {
    auth: keyof typeof permissions;
  }
}

export const permissionNames = Object.keys(permissions) as Permission[];

const order: readonly Role[] = ['member', 'auditor', 'moderator', 'admin', 'owner'];

/** Every permission of the highest of these roles. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  const highest = Math.max(...roles.map((role) => order.indexOf(role)));
  return new Set(permissionNames.filter((name) => order.indexOf(permissions[name].role) <= highest));
}
