import type { Schemas } from '@chitlaq/client';
import type { Tone } from '@chitlaq/ui';

export type ManagedUser = Schemas['ManagedUser'];
export type Status = ManagedUser['status'];
export type GrantedRole = 'auditor' | 'moderator' | 'admin' | 'owner';

/** Statuses of the filter. A pending registration is not a member yet. */
export const STATUSES = [
  'active',
  'deactivated',
  'suspended',
  'deleted',
] as const satisfies readonly Status[];
/** All of them, as a filter. */
export const GRANTED_ROLES = [
  'auditor',
  'moderator',
  'admin',
  'owner',
] as const satisfies readonly GrantedRole[];

/** The badge colour of a status; its text is shown as well. */
export const statusTone: Record<Status, Tone | 'plain'> = {
  active: 'good',
  deactivated: 'plain',
  suspended: 'warn',
  pending: 'info',
  deleted: 'plain',
};

/** The roles that one owner gives and takes; owners are made by two. */
export const CHECKED_ROLES = ['auditor', 'moderator', 'admin'] as const satisfies readonly GrantedRole[];

export type Restriction = 'admin' | 'self' | 'outranked' | 'pending' | 'deleted';

/** The reason why the viewer cannot act on this member; mirrors the server's rule. Undefined if they can. */
export function restrictionFor(
  viewer: Schemas['Me'],
  member: ManagedUser,
  permission: 'members.suspend' | 'reports.resolve' | 'official.write',
): Restriction | undefined {
  if (!viewer.permissions.includes(permission)) return 'admin';
  if (member.id === viewer.user.id) return 'self';
  const isAdmin = member.roles.some((role) => role === 'admin' || role === 'owner');
  const mayMore = member.permissions.some((permission) => !viewer.permissions.includes(permission));
  if ((isAdmin || mayMore) && !viewer.roles.includes('owner')) return 'outranked';
  if (member.status === 'pending' || member.status === 'deleted') return member.status;
  return undefined;
}
