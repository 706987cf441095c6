import type { Role } from '../../platform/http/viewer.ts';

/** What each role may do beyond the one before it. The apps show what is allowed; the server decides by role. */
const granted: Record<Role, readonly string[]> = {
  member: ['posts.write', 'members.follow', 'members.report'],
  moderator: ['reports.read', 'posts.hide', 'members.warn'],
  admin: ['overview.read', 'members.suspend', 'universities.write', 'audit.read', 'settings.write'],
  owner: ['roles.write', 'backups.write'],
};
const order: readonly Role[] = ['member', 'moderator', 'admin', 'owner'];

/** Every permission that the highest of these roles carries. */
export function permissionsOf(roles: readonly Role[]): string[] {
  const highest = Math.max(...roles.map((role) => order.indexOf(role)));
  return order.slice(0, highest + 1).flatMap((role) => granted[role]);
}
