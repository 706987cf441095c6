import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../testing/server.ts';
import { permissions, permissionsOf } from './permissions.ts';

const t = await testServer();
afterAll(t.close);

test('each permission lists operations that require its role, and every staff operation belongs to one', () => {
  const document = t.app.swagger() as { paths: Record<string, Record<string, { 'x-role'?: string }>> };
  const demanded = new Map<string, string>();
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, { 'x-role': role }] of Object.entries(operations))
      if (role) demanded.set(`${method.toUpperCase()} ${path.replace('/api/v1', '')}`, role);
  const promised = Object.values(permissions).flatMap(({ role, operations }) =>
    operations.map((operation) => [operation, role] as const),
  );
  expect(new Map(promised)).toEqual(demanded);
  expect(new Set(promised.map(([operation]) => operation)).size).toBe(promised.length);
  for (const { operations } of Object.values(permissions)) expect(operations).not.toEqual([]);
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
    'rules.read',
    'hashtags.hide',
  ]);
  expect(await of(owner)).toEqual(Object.keys(permissions));
  expect(permissionsOf(['member', 'admin'])).not.toContain('roles.write');
});
