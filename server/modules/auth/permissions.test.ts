import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../testing/server.ts';
import { permissionNames, permissionsOf } from './permissions.ts';

const t = await testServer();
afterAll(t.close);

test('each staff operation has a permission, and each permission has an operation', () => {
  const document = t.app.swagger() as {
    paths: Record<string, Record<string, { 'x-permission'?: string }>>;
  };
  const used = new Set<string>();
  const withoutPermission: string[] = [];
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, { 'x-permission': permission }] of Object.entries(operations))
      if (permission !== undefined) used.add(permission);
      else if (path.startsWith('/api/v1/admin/')) withoutPermission.push(`${method} ${path}`);
  expect(withoutPermission).toEqual([]);
  expect([...used].sort()).toEqual([...permissionNames].sort());
});

test('a member learns their permissions', async () => {
  const [ayse] = await t.members(1);
  const [moderator] = await t.members(1, { roles: ['moderator'] });
  const [auditor] = await t.members(1, { roles: ['auditor'] });
  const [owner] = await t.members(1, { roles: ['owner'] });
  const of = async (member: typeof ayse) => (await t.as(member!).get('/auth/me')).permissions;
  expect(await of(ayse)).toEqual([]);
  expect(await of(auditor)).toEqual(['moderation_log.read']);
  expect(await of(moderator)).toEqual([
    'moderation_log.read',
    'reports.read',
    'reports.resolve',
    'fingerprints.write',
    'boards.moderate',
    'rules.read',
    'hashtags.hide',
    'registrations.approve',
  ]);
  expect(await of(owner)).toEqual(permissionNames);
  expect(permissionsOf(['member', 'admin'], ['roles.write', 'no.such'])).not.toContain('roles.write');
  expect(permissionsOf(['member'], ['audit.read', 'no.such'])).toEqual(new Set(['audit.read']));
});
