import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { JobName } from '../../platform/jobs.ts';
import { exampleCount } from '../../testing/depth.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePost, makeReaction } from '../content/factory.ts';
import { jobs } from './jobs.ts';
import type { Notification } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const FANS = 4;
const POSTS = 2;
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('like'), fan: fc.nat(FANS - 1), post: fc.nat(POSTS - 1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('unlike'), fan: fc.nat(FANS - 1), post: fc.nat(POSTS - 1) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read'), fan: fc.constant(0), post: fc.constant(0) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('again'), fan: fc.nat(FANS - 1), post: fc.nat(POSTS - 1) }),
  },
);

/** The expected list: groups of each post, closed when they are read. */
interface Line {
  post: number;
  fans: number[];
  isRead: boolean;
}

test('likes, unlikes and reads in any order notify of each like once, in the group that was open then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const [ayse, ...fans] = (await t.members(FANS + 1)) as [TestMember, ...TestMember[]];
      const posts: { id: string }[] = [];
      for (let index = 0; index < POSTS; index++) posts.push(await makePost(t, { author: ayse }));
      const lines: Line[] = [];
      const liked = new Set<string>();
      for (const { do: action, fan, post } of steps) {
        const fanMember = fans[fan]!;
        const likedPost = posts[post]!;
        const key = `${fan} ${post}`;
        if (action === 'like') {
          await makeReaction(t, 'like', fanMember, likedPost);
          liked.add(key);
          if (!lines.some((line) => line.post === post && line.fans.includes(fan))) {
            const unreadLine = lines.find((line) => line.post === post && !line.isRead);
            if (unreadLine) {
              unreadLine.fans.unshift(fan);
              lines.splice(lines.indexOf(unreadLine), 1);
              lines.unshift(unreadLine);
            } else lines.unshift({ post, fans: [fan], isRead: false });
          }
        }
        if (action === 'unlike') {
          await t.as(fanMember).delete(`/posts/${likedPost.id}/like`);
          liked.delete(key);
        }
        if (action === 'again') {
          const work = jobs['notifications.liked' as JobName] as (
            ctx: unknown,
            payload: unknown,
          ) => Promise<void>;
          const payload = { postId: likedPost.id, authorId: ayse.id, userId: fanMember.id };
          await Promise.all([work(t.ctx, payload), work(t.ctx, payload)]);
        }
        await t.settled();
        if (action === 'read') {
          const [newest] = (await t.as(ayse).get('/notifications')).items;
          if (newest) {
            await t.as(ayse).put('/notifications/read', { upToId: newest.id });
            // Groups whose likes are all undone are invisible; older ones are marked as read with the visible
            // ones.
            const first = lines.findIndex((line) =>
              line.fans.some((fanIndex) => liked.has(`${fanIndex} ${line.post}`)),
            );
            for (const line of lines.slice(first)) line.isRead = true;
          }
        }
      }
      const seen: Notification[] = (await t.as(ayse).get('/notifications?limit=100')).items;
      const expectedLines = lines
        .map((line) => ({ ...line, fans: line.fans.filter((fan) => liked.has(`${fan} ${line.post}`)) }))
        .filter((line) => line.fans.length > 0);
      expect(
        seen.map(({ subjectId, count, actors, isRead }) => ({
          post: posts.findIndex(({ id }) => id === subjectId),
          count,
          actors: actors.map(({ id }) => fans.findIndex((fan) => fan.id === id)),
          isRead,
        })),
      ).toEqual(
        expectedLines.map(({ post, fans: all, isRead }) => ({
          post,
          count: all.length,
          actors: all.slice(0, 3),
          isRead,
        })),
      );
    }),
    { numRuns: exampleCount(25) },
  );
});
