import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auth } from '../../../server/modules/auth/index.ts';
import { projectRoot } from '../../../server/platform/root.ts';
import { testServer } from '../../../server/testing/server.ts';
import { seedBulk } from '../bulk.ts';
import { seedDemo } from '../demo-campus.ts';
import { demoReactions, demoUniversities } from './index.ts';

const demo = await testServer();
const bulk = await testServer();
beforeAll(async () => {
  const catalogue = join(projectRoot(), 'database/data/universities.json');
  for (const { ctx } of [demo, bulk]) await auth.loadCatalogue(ctx, catalogue);
});
afterAll(async () => {
  await demo.close();
  await bulk.close();
});

/** Posts whose counters differ from the rows they count. */
const DIFFERENCES = `
  select post.id from content.posts post
  where like_count <> (select count(*) from content.likes where post_id = post.id)
    or repost_count <> (select count(*) from content.reposts where post_id = post.id)
    or reply_count <> (select count(*) from content.posts reply where reply.reply_to_id = post.id)
    or quote_count <> (select count(*) from content.posts quote where quote.quote_of_id = post.id)`;

test('the demo campus fills an empty database once, and every counter equals its rows', async () => {
  expect(await seedDemo(demo.ctx)).toBe(true);
  expect(await seedDemo(demo.ctx)).toBe(false);
  expect((await demo.ctx.pool.query(DIFFERENCES)).rows).toEqual([]);
  const likes = await demo.ctx.pool.query('select count(*) from content.likes');
  expect(likes.rows).toEqual([{ count: demoReactions.filter(({ kind }) => kind === 'like').length }]);
  // Counted by the seed so far, by the triggers from here on.
  await demo.ctx.pool.query(
    'delete from content.likes where post_id = (select post_id from content.likes limit 1)',
  );
  expect((await demo.ctx.pool.query(DIFFERENCES)).rows).toEqual([]);
});

test('the demo’s conversations are numbered without a gap, and have unread messages', async () => {
  const gaps = await demo.ctx.pool.query(`
    select conversation.id from messaging.conversations conversation
    where last_seq <> (select count(*) from messaging.messages message where message.conversation_id = conversation.id)
      or last_message_at <> (select max(created_at) from messaging.messages message where message.conversation_id = conversation.id)`);
  expect(gaps.rows).toEqual([]);
  const waiting = await demo.ctx.pool.query(`
    select conversations, requests from messaging.unread_view
    join auth.users on users.id = member_id where username = 'derya'`);
  expect(waiting.rows).toEqual([{ conversations: 2, requests: 1 }]);
});

test('members of a generated campus like only posts visible to them, with a skew, and mostly those of followees', async () => {
  const opened = [];
  for (const university of demoUniversities)
    opened.push(await auth.openUniversity(bulk.ctx, { ...university, rules: [...university.rules] }));
  const report = await seedBulk(
    bulk.databaseUrl,
    { users: 200, posts: 2_000, follows: 4_000, likes: 6_000, seed: 1, maxFollowers: 148 },
    { universityIds: opened.map(({ id }) => id), passwordHash: 'x', now: Date.now(), say: () => undefined },
  );
  expect(report.likes).toBeGreaterThan(5_400);
  expect((await bulk.ctx.pool.query(DIFFERENCES)).rows).toEqual([]);
  const hidden = await bulk.ctx.pool.query(`
    select from content.likes liked
    join content.posts post on post.id = liked.post_id
    join social.audience_view author on author.id = post.author_id
    join social.audience_view fan on fan.id = liked.user_id
    where fan.id = author.id or liked.id < post.id
      or (post.visibility = 'university' and fan.university_id <> author.university_id)
      or ((post.visibility = 'followers' or author.is_private)
          and not exists (select from social.follows where follower_id = fan.id and followee_id = author.id))`);
  expect(hidden.rowCount).toBe(0);
  const shape = await bulk.ctx.pool.query(`
    select avg((exists (select from social.follows where follower_id = user_id and followee_id = author_id))::int)::float8 as followed,
      (select max(like_count) from content.posts) as most
    from content.likes join content.posts on posts.id = post_id`);
  expect(shape.rows[0].followed).toBeGreaterThan(0.4);
  expect(shape.rows[0].most).toBeGreaterThan(20);
});
