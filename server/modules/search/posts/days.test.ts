import { afterAll, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { FoundPosts } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const [reader, author] = (await t.members(2)) as [TestMember, TestMember];

/** A post with that time. */
async function makeAt(content: string, moment: string): Promise<string> {
  const at = new Date(moment);
  const id = idAt(at.getTime());
  await t.ctx.pool.query(
    'insert into content.posts (id, author_id, content, length, created_at) values ($1, $2, $3, 10, $4)',
    [id, author.id, content, at],
  );
  await t.ctx.jobs.add('search.indexPost', { postId: id });
  await t.settled();
  return id;
}

const found = async (query: Record<string, string>) =>
  FoundPosts.parse(await t.as(reader).get(`/search/posts?${new URLSearchParams(query)}`)).items.map(
    ({ id }) => id,
  );

test('since and until are days of the viewer’s time zone, as operators and as parameters, in both orders', async () => {
  // Just after midnight in Istanbul, still the day before in UTC.
  const late = await makeAt('Gece yarısı leblebi', '2026-03-10T21:30:00Z');
  const early = await makeAt('Akşam leblebi', '2026-03-10T20:30:00Z');
  const tz = 'Europe/Istanbul';
  for (const sort of ['top', 'latest']) {
    const asked = (more: Record<string, string>) => found({ q: 'leblebi', sort, ...more });
    expect(await asked({ since: '2026-03-11', tz })).toEqual([late]);
    expect(await asked({ until: '2026-03-11', tz })).toEqual([early]);
    expect(await asked({ since: '2026-03-11' })).toEqual([]);
    expect(await asked({ since: '2026-03-11', tz: 'UTC' })).toEqual([]);
    expect(await found({ q: 'leblebi since:2026-03-11', sort, tz })).toEqual([late]);
    expect(await found({ q: 'leblebi until:2026-03-11', sort, tz })).toEqual([early]);
  }
});

test.for(['Mars/Olympus', '+03:00', 'Europe', ' ', '../../etc/passwd', 'x'.repeat(65)])(
  'the time zone “%s” is refused',
  async (tz) => {
    expect(
      await t.as(reader).get(`/search/posts?${new URLSearchParams({ q: 'leblebi', tz })}`),
    ).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
  },
);
