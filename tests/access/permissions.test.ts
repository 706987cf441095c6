import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantablePermissions } from '../../server/modules/auth/permissions.ts';
import { makePost } from '../../server/modules/content/factory.ts';
import { type TestMember, testServer } from '../../server/testing/server.ts';

/* Every staff endpoint × a custom role with exactly one permission, for each permission: only its own endpoints let the caller in. */

const t = await testServer();
afterAll(t.close);

let owner: TestMember;
beforeAll(async () => {
  [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
});

const unknown = '01890000-0000-7000-8000-000000000000';
const staffOperations = Object.entries(
  openapi.paths as Record<string, Record<string, { 'x-permission'?: string }>>,
).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, { 'x-permission': permission }]) =>
    permission === undefined ? [] : [{ method: method.toUpperCase(), path, permission }],
  ),
);

async function memberWith(...permissions: string[]): Promise<TestMember> {
  const [member] = (await t.members(1)) as [TestMember];
  const { id } = await t.as(owner).post('/admin/roles', { nameTr: `Rol ${permissions}`, permissions });
  await t.as(owner).put(`/admin/users/${member.id}/roles`, { roles: [], customRoles: [id] });
  return member;
}

test('there are staff operations', () => {
  expect(staffOperations.length).toBeGreaterThan(50);
});

test.for(grantablePermissions)(
  '%s opens its own operations, and nothing else that is for staff',
  async (only) => {
    const member = await memberWith(only);
    expect(await t.as(member).get('/auth/me')).toMatchObject({ roles: ['member'], permissions: [only] });
    for (const { method, path, permission } of staffOperations) {
      const url = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, unknown);
      const { status, body } = await t.as(member).raw(method as 'GET', url);
      const isLetIn = status !== 403 && status < 500;
      expect({ operation: `${method} ${path}`, status, code: body?.code, isLetIn }).toMatchObject(
        permission === only ? { isLetIn: true } : { status: 403, code: 'forbidden' },
      );
    }
    // What staff may do on members’ routes.
    const { id } = await makePost(t, { author: owner });
    expect((await t.as(member).raw('DELETE', `/posts/${id}`)).status).toBe(
      only === 'reports.resolve' ? 204 : 403,
    );
    const { body: status } = await t.as(member).raw('GET', '//status', { ip: '203.0.113.9' });
    expect(status.memory === undefined).toBe(only !== 'overview.read');
  },
);
