import type { TestMember, TestServer } from '../../testing/server.ts';
import { scene, upload } from '../media/factory.ts';

let seed = 9_000;

/** A picture of a post that staff removed everywhere. @returns the id of its entry on the list */
export async function makeListedPicture(
  t: TestServer,
  { author, by }: { author: TestMember; by: TestMember },
): Promise<string> {
  const { body: file } = await upload(t, author, await scene(++seed).png().toBuffer());
  const { id: subjectId } = await t.as(author).post('/posts', { content: 'Bakın', mediaIds: [file.id] });
  const [reporter] = (await t.members(1)) as [TestMember];
  const report = { subjectType: 'post', subjectId, reason: 'privacy' };
  const { id: reportId } = await t.as(reporter).post('/reports', report);
  const { items } = await t.as(by).get(`/admin/reports/${reportId}/pictures`);
  await t.as(by).raw('PATCH', `/admin/reports/${reportId}`, {
    body: { decision: 'remove_post', note: 'İzinsiz', pictures: { ids: [items[0].id] } },
  });
  const { items: listed } = await t.as(by).get('/admin/pictures');
  return listed[0].id;
}
