import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { modules } from '../modules/table.ts';
import { createApp } from '../platform/http/app.ts';
import type { App } from '../platform/http/types.ts';
import { openMetrics } from '../platform/metrics.ts';
import type { RealtimeHost } from '../platform/realtime.ts';
import { type TestMember, testServer } from '../testing/server.ts';
import { openParts } from './realtime/parts.ts';
import type { PresenceService } from './realtime/presence/index.ts';

const t = await testServer();
afterAll(t.close);

const UPPER = '01A225D3-29FC-72B7-B341-D424CEEDB653';

/** Every nested schema, with its path. */
function* nestedSchemas(schema: z.core.$ZodType, path: string): Generator<[string, z.core.$ZodType]> {
  yield [path, schema];
  for (const [key, value] of Object.entries(schema._zod.def as object)) {
    if (key === 'checks') continue;
    const parts = value instanceof z.core.$ZodType ? { '': value } : (value ?? {});
    for (const [name, part] of Object.entries(parts as object))
      if (part instanceof z.core.$ZodType) yield* nestedSchemas(part, name === '' ? path : `${path}.${name}`);
  }
}

/** Paths where a schema accepts a UUID without normalizing its case. */
const caseSensitiveIds = (schema: unknown, path: string): string[] =>
  schema instanceof z.core.$ZodType
    ? [...nestedSchemas(schema, path)].flatMap(([nestedPath, part]) =>
        part instanceof z.ZodUUID && part.parse(UPPER) === UPPER ? [nestedPath] : [],
      )
    : [];

test('every id in a request or frame is normalized to one spelling', async () => {
  const app = await createApp(t.ctx, {
    identify: () => Promise.reject(new Error('nobody calls')),
    metrics: openMetrics(t.ctx),
    limited: false,
  });
  const found: string[] = [];
  app.addHook('onRoute', ({ method, url, schema = {} }) => {
    for (const part of ['params', 'querystring', 'body'] as const)
      found.push(...caseSensitiveIds(schema[part], `${method} ${url} ${part}`));
  });
  for (const module of modules)
    for (const load of module.routes ?? []) {
      const { routes } = await load();
      await app.register(async (scope) => routes(scope as App, t.ctx));
    }
  await app.ready();
  await app.close();
  const { frames } = await openParts({ ctx: t.ctx } as unknown as RealtimeHost, {} as PresenceService); // opens nothing
  for (const [type, { data }] of frames) found.push(...caseSensitiveIds(data, `frame ${type}`));
  expect(found).toEqual([]);
});

const twoMembers = async () => (await t.members(2)) as [TestMember, TestMember];
const uppercaseId = (member: { id: string }) => member.id.toUpperCase();

test('the last owner cannot be removed, however their id is spelled', async () => {
  const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  const answer = await t
    .as(owner)
    .raw('DELETE', `/admin/users/${uppercaseId(owner)}/owner`, { body: { reason: 'Deneme' } });
  expect(answer).toMatchObject({ status: 409, body: { code: 'last_owner' } });
});

test('two people have one conversation, and nobody has one with themselves', async () => {
  const [ayse, bora] = await twoMembers();
  const startConversation = (participantIds: string[]) =>
    t.as(ayse).raw('POST', '/conversations', { body: { type: 'direct', participantIds } });
  const first = await startConversation([bora.id]);
  expect(await startConversation([uppercaseId(bora)])).toMatchObject({
    status: 200,
    body: { id: first.body.id },
  });
  expect(await startConversation([uppercaseId(ayse)])).toMatchObject({
    status: 422,
    body: { code: 'invalid_participants' },
  });
});

test('an owner who removes themselves from a group hands it over', async () => {
  const [ayse, bora] = await twoMembers();
  await t.as(bora).put(`/users/${ayse.id}/follow`);
  const { id } = await t.as(ayse).post('/conversations', {
    type: 'group',
    participantIds: [bora.id],
    name: 'Proje',
  });
  const path = `/conversations/${id}/participants`;
  expect((await t.as(ayse).raw('DELETE', `${path}/${uppercaseId(ayse)}`)).status).toBe(204);
  expect((await t.as(bora).get(path)).items).toMatchObject([{ id: bora.id, role: 'owner' }]);
});

test('nobody can report themselves', async () => {
  const [ayse] = await twoMembers();
  const report = { subjectType: 'user', subjectId: uppercaseId(ayse), reason: 'spam' };
  expect((await t.as(ayse).post('/reports', report)).code).toBe('cannot_report_self');
});
