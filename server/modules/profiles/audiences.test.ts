import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { exampleCount } from '../../testing/depth.ts';
import { testServer } from '../../testing/server.ts';

const t = await testServer();
afterAll(t.close);

/** The audience as derived from the tables, and as stored for the visibility rule. */
const fromTables = async () => ({
  rows: (
    await t.ctx.pool.query(
      `select u.id, u.status, u.university_id, coalesce(p.is_private, false) as is_private, u.username
       from auth.users u left join profiles.profiles p on p.user_id = u.id order by u.id`,
    )
  ).rows,
  stored: (
    await t.ctx.pool.query(
      'select id, status, university_id, is_private, username from social.audience_view order by id',
    )
  ).rows,
});

const change = fc.record({
  member: fc.nat({ max: 2 }),
  what: fc.constantFrom(
    `update auth.users set status = 'suspended' where id = $1`,
    `update auth.users set status = 'active' where id = $1`,
    `update auth.users set username = 'uye_' || (random() * 1e9)::int where id = $1`,
    `insert into profiles.profiles (user_id, is_private) values ($1, true) on conflict (user_id) do update set is_private = true`,
    `insert into profiles.profiles (user_id, is_private) values ($1, false) on conflict (user_id) do update set is_private = false`,
    'delete from profiles.profiles where user_id = $1',
  ),
});

test('the stored audience equals what the tables say, whatever changes concurrently', async () => {
  const members = await t.members(3);
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      await Promise.all(changes.map(({ member, what }) => t.ctx.pool.query(what, [members[member]?.id])));
      const { rows, stored } = await fromTables();
      expect(stored).toEqual(rows);
    }),
    { numRuns: exampleCount(30) },
  );
});

test('a changed card gets a version that it never had, even after a rollback', async () => {
  const [ayse] = await t.members(1);
  const version = async () =>
    (await t.ctx.pool.query('select version from social.audience_view where id = $1', [ayse?.id])).rows[0]
      .version;
  const before = await version();
  const client = await t.ctx.pool.connect();
  await client.query('begin');
  await client.query(`update auth.users set display_name = 'Bir' where id = $1`, [ayse?.id]);
  const versionInTransaction = await client.query('select version from social.audience_view where id = $1', [
    ayse?.id,
  ]);
  await client.query('rollback');
  client.release();
  await t.ctx.pool.query(`update auth.users set display_name = 'İki' where id = $1`, [ayse?.id]);
  expect(new Set([before, versionInTransaction.rows[0].version, await version()]).size).toBe(3);
});
