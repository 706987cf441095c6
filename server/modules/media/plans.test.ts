import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { fileColumns } from './queries.ts';
import { isPublic } from './visibility.ts';

let t: TestServer;
let ayse: TestMember;
beforeAll(async () => {
  t = await testServer();
  [ayse] = (await t.members(1)) as [TestMember];
  await sql`insert into media.files (id, owner_id, kind, status, name, mime_type, size, stored_bytes, subject_type, subject_id,
      created_at, unattached_since)
    select gen_random_uuid(), ${ayse.id}, 'image', 'ready', md5(n::text), 'image/webp', 1, 1,
      case when n % 10 > 0 then 'post' end, case when n % 10 > 0 then gen_random_uuid() end, now(), case when n % 10 = 0 then now() end
    from generate_series(1, 20000) n`.execute(t.ctx.db);
  await sql`insert into media.objects (hash, key, bytes, refs) select sha256(n::text::bytea), md5(n::text), 1, 1
    from generate_series(1, 20000) n`.execute(t.ctx.db);
  await sql`insert into media.stored_files (name, file, hash) select md5(n::text), 'full.webp', sha256(n::text::bytea)
    from generate_series(1, 20000) n`.execute(t.ctx.db);
  for (const table of ['files', 'objects', 'stored_files'])
    await sql`analyze media.${sql.ref(table)}`.execute(t.ctx.db);
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
    'unattached files',
    () =>
      sql`select id from media.files where unattached_since < now() - interval '1 day' order by unattached_since limit 200`,
    'files_unattached',
  ],
  [
    'the files of a page of posts, and whether they are public',
    () => sql`select ${fileColumns('post')} from media.files file
      where subject_type = 'post' and subject_id = any(${ids}::uuid[]) and not is_from_past_version order by subject_id, position`,
    'files_subject',
  ],
  [
    'the file of a public URL',
    () => sql`select object.key, object.bytes from media.stored_files stored join media.objects object on object.hash = stored.hash
      where stored.name = md5('7') and stored.file = 'full.webp'
        and exists (select from media.files holder where holder.name = md5('7') and ${isPublic(sql.ref('holder'))} offset 0)`,
    'files_name',
  ],
  [
    'the file of a URL',
    () => sql`select object.key, object.bytes from media.stored_files stored join media.objects object on object.hash = stored.hash
      where stored.name = md5('7') and stored.file = 'full.webp'`,
    'stored_files_pkey',
  ],
] as const)('%s are found by index', async ([, query, index]) => {
  const text = await plan(query());
  expect(text).toContain(index);
  expect(text).not.toContain('Seq Scan');
});
