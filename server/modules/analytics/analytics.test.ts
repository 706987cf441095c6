import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../testing/server.ts';
import { Overview } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

test('the overview counts members, posts and jobs, for admins only', async () => {
  const [admin] = await t.members(1, { roles: ['admin'] });
  const [member] = await t.members(1);
  await t.as(member!).post('/posts', { content: 'Vize haftası başladı' });

  expect(await t.as(member!).get('/admin/overview')).toMatchObject({ status: 403, code: 'forbidden' });
  const overview = Overview.parse(await t.as(admin!).get('/admin/overview'));
  expect(overview.members.active).toBe(2);
  expect(overview.posts).toEqual({ total: 1, today: 1 });
  expect(overview.jobs.due).toBeGreaterThan(0);
  expect(overview.days).toHaveLength(14);
  expect(overview.days.at(-1)?.posts).toBe(1);

  await t.settled();
  expect((await t.as(admin!).get('/admin/overview')).jobs.due).toBe(0);
});
