import type { Schemas } from '@chitlaq/client';
import type { Tone } from '@chitlaq/ui';

export type ManagedUser = Schemas['ManagedUser'];
export type Status = ManagedUser['status'];
export type GrantedRole = 'moderator' | 'admin' | 'owner';

/** States by which the list is narrowed. Who waits for the proof of their address is no member yet. */
export const STATUSES = ['active', 'suspended', 'deleted'] as const satisfies readonly Status[];
export const GRANTED_ROLES = ['moderator', 'admin', 'owner'] as const satisfies readonly GrantedRole[];

/** The look of a state; its word stands beside. */
export const statusTone: Record<Status, Tone | 'plain'> = {
  active: 'good',
  suspended: 'warn',
  pending: 'info',
  deleted: 'plain',
};

export type Obstacle = 'admin' | 'self' | 'outranked' | 'pending' | 'deleted';

/** Why the viewer may not act on a member, as the server would say it; undefined where they may. */
export function obstacle(viewer: Schemas['Me'], member: ManagedUser): Obstacle | undefined {
  if (!viewer.permissions.includes('members.suspend')) return 'admin';
  if (member.id === viewer.user.id) return 'self';
  const isStaff = member.roles.some((role) => role === 'admin' || role === 'owner');
  if (isStaff && !viewer.roles.includes('owner')) return 'outranked';
  if (member.status === 'pending' || member.status === 'deleted') return member.status;
  return undefined;
}

/** A browser's long name in words: "Firefox · Android". What is no browser keeps the name it gave. */
export function deviceName(device: string): string {
  if (!device.startsWith('Mozilla/')) return device;
  const find = (signs: readonly (readonly [RegExp, string])[]) =>
    signs.find(([sign]) => sign.test(device))?.[1];
  const browser = find([
    [/Edg\w*\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = find([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter(Boolean).join(' · ');
}
