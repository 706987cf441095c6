import { afterAll, expect, test } from 'vitest';
import { testServer } from '../testing/server.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 24 * 3_600_000;

/** The stored idempotency keys of a member. */
const storedKeys = async (memberId: string) => {
  const { rows } = await t.ctx.pool.query(
    'select key, response::text from platform.idempotency_keys where member_id = $1 order by key',
    [memberId],
  );
  return rows as { key: string; response: string | null }[];
};

test('a key answers retries for a day and is deleted after it', async () => {
  const [ada] = await t.members(1);
  const write = (key: string) =>
    t.as(ada!).post('/posts', { content: 'Bir kez' }, { 'idempotency-key': key });
  const first = await write('dün');
  expect((await write('dün')).id).toBe(first.id);
  const afterCleaning = async () => {
    await t.ctx.jobs.add('platform.deleteExpiredKeys', {});
    await t.settled();
    return (await storedKeys(ada!.id)).map(({ key }) => key);
  };
  t.clock.advance(DAY_MS - 60_000);
  expect(await afterCleaning()).toEqual(['dün']);
  t.clock.advance(120_000);
  expect(await afterCleaning()).toEqual([]);
});

test('a deleted post’s text is removed from the stored response, and a retry does not create it again', async () => {
  const [ada] = await t.members(1);
  const write = () => t.as(ada!).post('/posts', { content: 'Sırrım bu' }, { 'idempotency-key': 'bir' });
  const post = await write();
  await t.as(ada!).delete(`/posts/${post.id}`);
  expect(await storedKeys(ada!.id)).toEqual([{ key: 'bir', response: null }]);
  expect(await write()).toMatchObject({ status: 410, code: 'already_deleted' });
  expect((await t.as(ada!).get(`/users/${ada!.id}/posts`)).items).toEqual([]);
});
