import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';

let t: TestServer;
let ayse: TestMember;
beforeAll(async () => {
  t = await testServer();
  [ayse] = (await t.members(1)) as [TestMember];
  await sql`insert into media.files (id, owner_id, kind, status, name, mime_type, size, stored_bytes, subject_type, subject_id,
      created_at, free_since)
    select gen_random_uuid(), ${ayse.id}, 'image', 'ready', md5(n::text), 'image/webp', 1, 1,
      case when n % 10 > 0 then 'post' end, case when n % 10 > 0 then gen_random_uuid() end, now(), case when n % 10 = 0 then now() end
    from generate_series(1, 20000) n`.execute(t.ctx.db);
  await sql`analyze media.files`.execute(t.ctx.db);
});
afterAll(() => t.close());

async function plan(query: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(t.ctx.db);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const ids = Array.from({ length: 20 }, () => newId());

test.for([
  [
    'the files of a page of posts',
    () => sql`select * from media.files where subject_type = 'post' and subject_id = any(${ids}::uuid[])`,
    'files_subject',
  ],
  [
    'one’s own files',
    () =>
      sql`select * from media.files where owner_id = ${ayse.id} and id < ${newId()} order by id desc limit 21`,
    'files_owner',
  ],
  [
    'what hangs on nothing',
    () =>
      sql`select id from media.files where free_since < now() - interval '1 day' order by free_since limit 200`,
    'files_free',
  ],
] as const)('%s are found by index', async ([, query, index]) => {
  const text = await plan(query());
  expect(text).toContain(index);
  expect(text).not.toContain('Seq Scan');
});
