import type { Schemas } from '@chitlaq/client';
import { expect, test } from 'vitest';
import { actEndDate } from './act-end.ts';
import { type ManagedUser, restrictionFor } from './member-rules.ts';

type Role = ManagedUser['roles'][number];
/** Only the fields that the rule reads. */
const viewer = (roles: Role[], id = 'ayse') =>
  ({
    user: { id },
    roles,
    permissions: roles.some((role) => role === 'admin' || role === 'owner') ? ['members.suspend'] : [],
  }) as unknown as Schemas['Me'];
const member = (
  roles: Role[],
  status: ManagedUser['status'] = 'active',
  id = 'bora',
  permissions: string[] = [],
) => ({ id, roles, status, permissions }) as unknown as ManagedUser;

test.for([
  [['member', 'moderator'], ['member'], 'admin'],
  [['member', 'admin'], ['member'], undefined],
  [['member', 'admin'], ['member', 'moderator'], undefined],
  [['member', 'admin'], ['member', 'admin'], 'outranked'],
  [['member', 'admin'], ['member', 'owner'], 'outranked'],
  [['member', 'owner'], ['member', 'owner'], undefined],
] as [Role[], Role[], string | undefined][])('%j acting on %j: %s', ([mine, theirs, expected]) => {
  expect(restrictionFor(viewer(mine), member(theirs), 'members.suspend')).toBe(expected);
});

test('nobody but an owner acts on somebody who may do what they may not', () => {
  const reader = member(['member'], 'active', 'bora', ['jobs.write']);
  expect(restrictionFor(viewer(['member', 'admin']), reader, 'members.suspend')).toBe('outranked');
  expect(restrictionFor(viewer(['member', 'owner']), reader, 'members.suspend')).toBeUndefined();
  expect(restrictionFor(viewer(['member', 'admin']), member(['member']), 'reports.resolve')).toBe('admin');
});

test('nobody can act on themselves or on a pending or deleted account', () => {
  const owner = viewer(['member', 'owner']);
  expect(restrictionFor(owner, member(['member'], 'active', 'ayse'), 'members.suspend')).toBe('self');
  expect(restrictionFor(owner, member(['member'], 'pending'), 'members.suspend')).toBe('pending');
  expect(restrictionFor(owner, member(['member'], 'deleted'), 'members.suspend')).toBe('deleted');
  expect(restrictionFor(owner, member(['member'], 'suspended'), 'members.suspend')).toBeUndefined();
});

test('a suspension ends after a number of days, at the end of the chosen day, or never', () => {
  const now = new Date(2026, 10, 21, 15, 0);
  expect(actEndDate({ kind: '3', day: '' }, now)).toBe(new Date(2026, 10, 24, 15, 0).toISOString());
  expect(actEndDate({ kind: 'day', day: '2026-11-30' }, now)).toBe(new Date(2026, 11, 1).toISOString());
  expect(actEndDate({ kind: 'never', day: '2026-11-30' }, now)).toBeUndefined();
  for (const day of ['', '2026-13-45', 'yarın']) expect(actEndDate({ kind: 'day', day }, now)).toBeNull();
});
