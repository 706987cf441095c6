import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { projectRoot } from '../../../platform/root.ts';
import { testServer } from '../../../testing/server.ts';
import { hashCode } from '../emails/verification.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';
import { hashPassword } from '../password-hash.ts';
import { hashToken } from '../sign-in/tokens.ts';

const t = await testServer();
afterAll(t.close);

const migration = readFileSync(
  join(projectRoot(), 'database/migrations/0135_auth_registrations.sql'),
  'utf8',
);

test('registrations that waited in the table of accounts still wait, with their link and code', async () => {
  const universityId = (await openTestUniversities(t.ctx)).get('cinar');
  const { pool } = t.ctx;
  // As it was before the migration.
  const [ayse] = await t.members(1);
  await pool.query('drop view auth.registration_view');
  await pool.query('drop table auth.registrations');
  await pool.query('alter table auth.users rename column mailbox to email_canonical');
  await pool.query(`create index users_pending on auth.users (created_at) where status = 'pending'`);
  const passwordHash = await hashPassword('mor kestane bulut 71');
  const waiting = async (username: string, key = '') => {
    const id = newId();
    const email = `${username}@${testUniversities.cinar.domain}`;
    await pool.query(
      `insert into auth.users (id, username, display_name, email, email_canonical, university_id, affiliation)
       values ($1, $2, 'Bekleyen', $3, $4, $5, 'student')`,
      [id, username, email, `${key}${email}`, universityId],
    );
    await pool.query('insert into auth.credentials (user_id, password_hash) values ($1, $2)', [
      id,
      passwordHash,
    ]);
    const token = `${username}-${'x'.repeat(40)}`;
    await pool.query(
      `insert into auth.one_time_tokens (id, user_id, purpose, token_hash, code_hash, expires_at)
       values ($1, $2, 'verify_email', $3, $4, now() + interval '1 day')`,
      [newId(), id, hashToken(token), hashCode(t.ctx, id, '123456')],
    );
    return { email, token };
  };
  const byLink = await waiting('eski_bir');
  const byCode = await waiting('eski_iki');
  await waiting('eski_golge', 'again ');
  await pool.query(migration);
  await pool.query('alter table auth.users rename column email_canonical to mailbox');

  expect((await t.anyone.post('/auth/verify-email', { token: byLink.token })).user).toMatchObject({
    username: 'eski_bir',
    status: 'active',
  });
  expect(
    (await t.anyone.post('/auth/verify-email', { email: byCode.email, code: '123456' })).user,
  ).toMatchObject({ username: 'eski_iki' });
  expect(await t.anyone.get('/auth/username-available?username=eski_golge')).toMatchObject({
    available: true,
  });
  expect(await t.as(ayse!).get('/auth/me')).toHaveProperty('user');
  const { rows } = await pool.query(`select id from auth.users where status = 'pending'`);
  expect(rows).toEqual([]);
});
