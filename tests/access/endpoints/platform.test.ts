import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documented, open, testEndpoints } from './rig.ts';

const t = await testEndpoints('platform', {
  'GET /health': open(200),
  'GET /ready': open(200),
  'GET /status': open(200),
});

test('each module has a table of its endpoints', () => {
  const tables = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const modules = new Set(documented.map(({ module }) => module));
  expect(tables.sort()).toEqual([...modules].map((module) => `${module}.test.ts`).sort());
});

test('a body that is not JSON is refused for its type, and a malformed one for its syntax', async () => {
  const [ayse] = await t.members(1);
  const send = (type: string, body: string) =>
    t.as(ayse!).raw('POST', '/posts', { body, headers: { 'content-type': type } });
  for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])
    expect(await send(type, '{"content":"a"}')).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media_type' },
    });
  expect(await send('application/json', '{"content":')).toMatchObject({ status: 400 });
  expect(await send('application/json', '{"content":"a"}')).toMatchObject({ status: 201 });
});
