import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { member, testEndpoints } from './rig.ts';

const t = await testEndpoints('profiles', {
  'GET /api/v1/users/me': member(200),
  'PATCH /api/v1/users/me': member(200, { body: { bio: 'Merhaba' } }),
  'PUT /api/v1/users/me/avatar': member(422, { body: { mediaId: '01890000-0000-7000-8000-000000000000' } }),
  'DELETE /api/v1/users/me/avatar': member(200),
  'PUT /api/v1/users/me/header': member(422, { body: { mediaId: '01890000-0000-7000-8000-000000000000' } }),
  'DELETE /api/v1/users/me/header': member(200),
  'PATCH /api/v1/users/me/welcome': member(200, { body: { passed: ['picture'] } }),
  'GET /api/v1/users/{idOrUsername}': member(200, { blocked: 404 }),
  'GET /api/v1/users/{id}/followers': member(200, { blocked: 404 }),
  'GET /api/v1/users/{id}/familiar-followers': member(200, { blocked: 404 }),
  'GET /api/v1/users/{id}/following': member(200, { blocked: 404 }),
  'GET /api/v1/blocks': member(200),
  'GET /api/v1/mutes': member(200),
  'GET /api/v1/follow-requests': member(200),
  'GET /api/v1/privacy-settings': member(200),
  'PATCH /api/v1/privacy-settings': member(200, { body: { publicPreviews: true } }),
});

test('no response to a stranger contains an email address', async () => {
  const [ayse, bora] = await t.members(2);
  const profile = await t.as(bora!).raw('GET', `/users/${ayse!.username}`);
  expect(JSON.stringify(profile.body)).not.toContain(ayse!.email);
  const { rows } = await sql<{
    columns: string;
  }>`select string_agg(column_name, ' ') as columns from information_schema.columns
    where table_schema = 'profiles' and table_name = 'member_view'`.execute(t.ctx.db);
  expect(rows[0]?.columns).not.toContain('email');
});
