import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sectionsFor } from '../../apps/admin/features/frame/nav-sections.ts';
import { grantablePermissions, neededBy } from '../../server/modules/auth/permissions.ts';
import { makePost } from '../../server/modules/content/factory.ts';
import { type TestMember, testServer } from '../../server/testing/server.ts';

/* Every staff endpoint × a custom role with exactly one permission and what it needs, for each permission: only their own endpoints let
   the caller in, and a page of the admin app shows them. */

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

/** What each page of the admin app asks the server first. */
const firstRequests: Record<string, string> = {
  '/': '/admin/overview',
  '/statistics': '/admin/statistics/content',
  '/jobs': '/admin/jobs',
  '/mail': '/admin/mail',
  '/reports': '/admin/reports',
  '/hashtags': '/admin/hashtags/hidden',
  '/pictures': '/admin/pictures',
  '/moderation-log': '/admin/moderation/log',
  '/automatic-rules': '/admin/automatic-rules',
  '/announcements': '/admin/announcements',
  '/boards': '/admin/boards',
  '/boards/reports': '/admin/boards/reports',
  '/members': '/admin/users',
  '/registrations': '/admin/registrations',
  '/invitations': '/admin/invitation-batches',
  '/universities': '/admin/universities',
  '/accepted-campuses': '/admin/accepted-campuses',
  '/campus': '/admin/campus',
  '/legal': '/admin/legal/texts',
  '/approvals': '/admin/approvals',
  '/log': '/admin/audit-log',
  '/system': '/admin/system/capacity',
};

test.for(grantablePermissions)(
  '%s opens its own operations, and nothing else that is for staff',
  async (only) => {
    const held: string[] = grantablePermissions.filter(
      (permission) => permission === only || neededBy(only).includes(permission),
    );
    const member = await memberWith(...held);
    expect(await t.as(member).get('/auth/me')).toMatchObject({ roles: ['member'], permissions: held });
    const pages = sectionsFor(held).map(({ href }) => href);
    expect(pages).not.toEqual([]);
    for (const page of pages) {
      const { status } = await t.as(member).raw('GET', firstRequests[page] ?? `no request of ${page}`);
      expect({ page, status }).toEqual({ page, status: 200 });
    }
    for (const { method, path, permission } of staffOperations) {
      const url = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, unknown);
      const { status, body } = await t.as(member).raw(method as 'GET', url);
      const isLetIn = status !== 403 && status < 500;
      expect({ operation: `${method} ${path}`, status, code: body?.code, isLetIn }).toMatchObject(
        held.includes(permission) ? { isLetIn: true } : { status: 403, code: 'forbidden' },
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
