import type { Me } from '../frame/viewer.tsx';
import type { Decision } from '../members/act-end.ts';
import type { Case } from './types.ts';

/** Why the viewer cannot suspend the author of a case. */
export function suspendRestrictionFor(viewer: Me, { owner }: Case): 'admin' | 'deleted' | undefined {
  if (!viewer.permissions.includes('members.suspend')) return 'admin';
  if (owner === null || owner.status === 'deleted' || owner.status === 'pending') return 'deleted';
  return undefined;
}

/** The decisions that the viewer may make about a case, the mildest first. */
export function decisionsFor(viewer: Me, subject: Case): Decision[] {
  const { owner, subjectType, isDeleted } = subject;
  return [
    'dismiss',
    ...(owner === null ? [] : (['warn'] as const)),
    ...(subjectType === 'post' && !isDeleted ? (['warn_content'] as const) : []),
    ...(owner === null ? [] : (['limit_author', 'mute_author'] as const)),
    ...(subjectType === 'user' ? [] : (['remove_post'] as const)),
    ...(suspendRestrictionFor(viewer, subject) === undefined ? (['suspend_author'] as const) : []),
  ];
}
