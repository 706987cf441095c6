import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeDirect } from '../../messaging/factory.ts';

const t = await testServer();
afterAll(t.close);
const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];

async function rehearse(id: string): Promise<{ hits: number; posts: number }> {
  await t.as(admin).post(`/admin/automatic-rules/${id}/rehearsal`, { version: 1 });
  await t.settled();
  return (await t.as(admin).get(`/admin/automatic-rules/${id}/rehearsal`)).result;
}

test('conversations with people who did not follow the author are counted, and the rehearsal counts the same', async () => {
  const { id } = await t.as(admin).post('/admin/automatic-rules', {
    name: 'Toplu mesaj',
    text: 'post where conversations with strangers in 12 hours >= 2',
    action: 'report',
    campusRuleId: 'spam',
    noticeTr: 'Toplu mesaj',
    noticeEn: 'Mass messages',
    limitPercent: 100,
    limitMinimum: 1000,
  });
  expect(await rehearse(id)).toMatchObject({ posts: 0, hits: 0 });
  await t.as(admin).put(`/admin/automatic-rules/${id}/on`, { version: 1 });

  const [author, follower, later, ...strangers] = (await t.members(6)) as [
    TestMember,
    TestMember,
    TestMember,
    ...TestMember[],
  ];
  const post = async (by = author) => {
    const made = await makePost(t, { author: by, content: 'Merhaba' });
    await t.settled();
    return made.id;
  };
  const hits = async () =>
    (
      await t.ctx.pool.query<{ post_id: string }>(
        'select post_id from moderation.automatic_rule_hits where rule_id = $1 order by post_id',
        [id],
      )
    ).rows.map((row) => row.post_id);

  await t.as(follower).put(`/users/${author.id}/follow`);
  await makeDirect(t, author, follower);
  await makeDirect(t, author, later);
  // Whom others wrote to is nobody’s act but theirs.
  await makeDirect(t, strangers[2]!, author);
  await post();
  expect(await hits()).toEqual([]);
  // A follow that comes after the conversation changes nothing.
  await t.as(later).put(`/users/${author.id}/follow`);
  await makeDirect(t, author, strangers[0]!);
  const second = await post();
  expect(await hits()).toEqual([second]);
  // Those whom the author follows are strangers all the same.
  await t.as(author).put(`/users/${strangers[1]!.id}/follow`);
  await makeDirect(t, author, strangers[1]!);
  const third = await post();
  await post(follower);
  expect(await hits()).toEqual([second, third]);
  expect(await rehearse(id)).toMatchObject({ posts: 4, hits: 2 });

  await t.ctx.pool.query(
    "update messaging.conversations set created_at = created_at - interval '13 hours' where created_by = $1",
    [author.id],
  );
  await post();
  expect(await hits()).toEqual([second, third]);
});
