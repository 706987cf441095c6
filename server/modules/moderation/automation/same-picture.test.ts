import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { scene, upload } from '../../media/factory.ts';

const t = await testServer();
afterAll(t.close);
const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];

async function post(author: TestMember, picture: Buffer): Promise<string> {
  const { body } = await upload(t, author, picture);
  const made = await t.as(author).post('/posts', { content: 'Bakın', mediaIds: [body.id] });
  await t.settled();
  return made.id;
}
async function rehearse(id: string): Promise<{ hits: number; posts: number }> {
  await t.as(admin).post(`/admin/automatic-rules/${id}/rehearsal`, { version: 1 });
  await t.settled();
  return (await t.as(admin).get(`/admin/automatic-rules/${id}/rehearsal`)).result;
}

test('a picture that several members post is a hit from the last of them on, and the rehearsal counts the same', async () => {
  const { id } = await t.as(admin).post('/admin/automatic-rules', {
    name: 'Afiş',
    text: 'post where same picture in 1 day >= 3',
    action: 'report',
    campusRuleId: 'spam',
    noticeTr: 'Aynı görsel',
    noticeEn: 'The same picture',
    limitPercent: 100,
    limitMinimum: 1000,
  });
  expect(await rehearse(id)).toMatchObject({ posts: 0, hits: 0 });
  await t.as(admin).put(`/admin/automatic-rules/${id}/on`, { version: 1 });

  const [ayse, bora, can, derya] = (await t.members(4)) as [TestMember, TestMember, TestMember, TestMember];
  const flyer = await scene(77).png().toBuffer();
  const smaller = await sharp(flyer).resize(300).jpeg({ quality: 55 }).toBuffer();
  await post(ayse, flyer);
  // The same author twice is one author.
  await post(ayse, smaller);
  await post(bora, smaller);
  await post(can, await scene(78).png().toBuffer());
  const third = await post(can, flyer);
  const fourth = await post(derya, smaller);
  const hits = async () =>
    (
      await t.ctx.pool.query<{ post_id: string }>(
        'select post_id from moderation.automatic_rule_hits where rule_id = $1 order by post_id',
        [id],
      )
    ).rows.map((row) => row.post_id);
  expect(await hits()).toEqual([third, fourth]);
  expect(await rehearse(id)).toMatchObject({ posts: 6, hits: 2 });

  // A day later it is seen no more.
  await t.ctx.pool.query("update content.posts set created_at = created_at - interval '25 hours'");
  const later = await post(bora, flyer);
  expect(await hits()).not.toContain(later);
  expect(await rehearse(id)).toMatchObject({ posts: 7, hits: 2 });
});
