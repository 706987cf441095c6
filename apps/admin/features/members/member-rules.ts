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

export type Restriction = 'admin' | 'self' | 'outranked' | 'pending' | 'deleted';

/** The reason why the viewer cannot act on this member; mirrors the server's rule. Undefined if they can. */
export function restrictionFor(viewer: Schemas['Me'], member: ManagedUser): Restriction | undefined {
  if (!viewer.permissions.includes('members.suspend')) return 'admin';
  if (member.id === viewer.user.id) return 'self';
  const isStaff = member.roles.some((role) => role === 'admin' || role === 'owner');
  if (isStaff && !viewer.roles.includes('owner')) return 'outranked';
  if (member.status === 'pending' || member.status === 'deleted') return member.status;
  return undefined;
}
