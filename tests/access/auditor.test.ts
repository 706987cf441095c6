import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../server/testing/server.ts';

const t = await testServer();
afterAll(t.close);

const unknown = '01890000-0000-7000-8000-000000000000';

test('an auditor reads the log of moderation, and nothing else that is for staff', async () => {
  const [auditor] = (await t.members(1, { roles: ['auditor'] })) as [TestMember];
  const statuses = await Promise.all(
    Object.entries(openapi.paths as Record<string, Record<string, { 'x-permission'?: string }>>).flatMap(
      ([path, operations]) =>
        Object.entries(operations)
          .filter(([, operation]) => operation['x-permission'])
          .map(async ([method]) => {
            const url = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, unknown);
            const { status } = await t.as(auditor).raw(method.toUpperCase() as 'GET', url);
            return [`${method} ${path}`, status] as const;
          }),
    ),
  );
  expect(statuses.length).toBeGreaterThan(30);
  expect(statuses.filter(([, status]) => status !== 403)).toEqual([
    ['get /api/v1/admin/moderation/log', 200],
  ]);
});
