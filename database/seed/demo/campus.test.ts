import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auth } from '../../../server/modules/auth/index.ts';
import { openSession } from '../../../server/modules/auth/sign-in/sessions.ts';
import { projectRoot } from '../../../server/platform/root.ts';
import { testServer } from '../../../server/testing/server.ts';
import { seedBulk } from '../bulk.ts';
import { seedDemo } from '../demo-campus.ts';
import { demoMembers, demoPosts, demoReactions, demoUniversities, demoVotes } from './index.ts';
import { avatars, headers, postPictures } from './pictures/index.ts';

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

const SIGN_INS = ['ayse', 'bora', 'derya', 'can'];
const origin = { ip: '127.0.0.1', userAgent: 'test', requestId: 'test' };

/** A client of a member of the demo campus. */
async function signIn(username: string) {
  const { rows } = await demo.ctx.pool.query('select id from auth.users where username = $1', [username]);
  const session = await demo.ctx.transaction((tx) => openSession(tx, rows[0].id, origin));
  return demo.as(session);
}

/** Posts whose counters differ from the rows they count. */
const DIFFERENCES = `
  select post.id from content.posts post
  where like_count <> (select count(*) from content.likes where post_id = post.id)
    or repost_count <> (select count(*) from content.reposts where post_id = post.id)
    or reply_count <> (select count(*) from content.posts reply where reply.reply_to_id = post.id)
    or quote_count <> (select count(*) from content.posts quote where quote.quote_of_id = post.id)`;

// Drawing the pictures for the first time on a machine takes seconds.
test('the demo campus fills an empty database once, and every counter equals its rows', {
  timeout: 120_000,
}, async () => {
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

test('posts with links have previews, whose pictures are served', async () => {
  const member = await signIn('derya');
  const { items } = await member.get('/users/kampus_patileri/posts?limit=50');
  const [card] = items.flatMap(({ linkPreview }: { linkPreview?: object }) => linkPreview ?? []);
  expect(card).toMatchObject({ host: 'patiler.example.org', siteName: 'Kampüs Patileri' });
  const { statusCode, headers } = await demo.app.inject({ method: 'GET', url: card.picture.url });
  expect([statusCode, headers['content-type']]).toEqual([200, 'image/webp']);
  const { rows } = await demo.ctx.pool.query(
    'select count(*)::int from content.posts where link_preview is not null and (has_media or has_poll or quote_of_id is not null)',
  );
  expect(rows).toEqual([{ count: 0 }]);
});

test('the demo’s conversations are numbered without a gap, and have unread messages', async () => {
  const gaps = await demo.ctx.pool.query(`
    select conversation.id from messaging.conversations conversation
    where last_seq <> (select count(*) from messaging.messages message where message.conversation_id = conversation.id)
      or last_message_at <> (select max(created_at) from messaging.messages message where message.conversation_id = conversation.id)`);
  expect(gaps.rows).toEqual([]);
  const waiting = await demo.ctx.pool.query(
    `
    select username, conversations, requests from messaging.unread_view
    join auth.users on users.id = member_id where username = any($1) order by username`,
    [SIGN_INS],
  );
  expect(waiting.rows).toEqual(
    ['ayse', 'bora', 'can', 'derya'].map((username) => ({ username, conversations: 2, requests: 1 })),
  );
});

test.for(SIGN_INS)(
  '%s has unread notifications of several kinds, and older ones that were read',
  async (username) => {
    const member = await signIn(username);
    const { items, unread } = await member.get('/notifications?limit=50');
    expect(unread).toBeGreaterThanOrEqual(4);
    expect(unread).toBeLessThan(30);
    const kinds = (isRead: boolean) =>
      new Set(
        items
          .filter((item: { isRead: boolean }) => item.isRead === isRead)
          .map(({ kind }: { kind: string }) => kind),
      );
    expect([...kinds(false)]).toEqual(expect.arrayContaining(['like', 'reply', 'mention', 'follow']));
    expect(kinds(true).size).toBeGreaterThanOrEqual(2);
  },
);

test('the notifications are those that the jobs would make: a replay notifies the four of nothing new', async () => {
  const { rows: ids } = await demo.ctx.pool.query('select id from auth.users where username = any($1)', [
    SIGN_INS,
  ]);
  const four = ids.map(({ id }) => id);
  const count = async () =>
    (
      await demo.ctx.pool.query(
        'select count(*)::int from notifications.activities where user_id = any($1)',
        [four],
      )
    ).rows;
  const before = await count();
  const { rows: reactions } = await demo.ctx.pool.query(
    `select job, post_id as "postId", user_id as "userId", author_id as "authorId" from (
       select 'notifications.liked' as job, post_id, user_id from content.likes
       union all select 'notifications.reposted', post_id, user_id from content.reposts) reaction
     join content.posts on posts.id = post_id where author_id = any($1)`,
    [four],
  );
  const { rows: posts } = await demo.ctx.pool.query(
    `select post.id as "postId" from content.posts post
     left join content.posts parent on parent.id = post.reply_to_id
     left join content.posts quoted on quoted.id = post.quote_of_id
     where parent.author_id = any($1) or quoted.author_id = any($1)
       or exists (select from content.post_mentions mention where mention.post_id = post.id and mention.user_id = any($1))`,
    [four],
  );
  expect(reactions.length + posts.length).toBeGreaterThan(100);
  await demo.ctx.transaction(async (tx) => {
    for (const { job, ...payload } of reactions) await tx.jobs.add(job, payload);
    for (const payload of posts) await tx.jobs.add('notifications.published', payload);
  });
  await demo.settled();
  expect(await count()).toEqual(before);
}, 60_000);

test('every picture of a post has a description, a blurhash and sizes that decode', async () => {
  const { rows: attached } = await demo.ctx.pool.query(`
    select post.id, post.visibility, count(*)::int as files from media.files file join content.posts post on post.id = file.subject_id
    where file.subject_type = 'post' and post.has_media group by post.id order by post.id`);
  expect(attached.map(({ files }) => files).sort()).toEqual(
    Object.values(postPictures)
      .map(({ length }) => length)
      .sort(),
  );
  const lena = await signIn('lena_v'); // the author of the one that only followers see
  for (const { id } of attached) {
    const { media } = await lena.get(`/posts/${id}`);
    for (const { kind, alt, blurhash, url, previewUrl, width, height } of media) {
      expect(kind).toBe('image');
      expect(alt.length).toBeGreaterThan(20);
      expect(blurhash).toMatch(/^.{6,}$/);
      for (const [address, size] of [
        [url, { width, height }],
        [previewUrl, {}],
      ] as const) {
        const { statusCode, rawPayload } = await demo.app.inject({ method: 'GET', url: address });
        expect(statusCode).toBe(200);
        const { info } = await sharp(rawPayload).raw().toBuffer({ resolveWithObject: true });
        expect(info).toMatchObject(size);
      }
    }
  }
});

test('most members have an avatar, some a header; the others keep their initials', async () => {
  const ayse = await signIn('ayse');
  const drawn: string[] = [];
  for (const { username } of demoMembers) {
    const { avatarUrl, headerUrl } = await ayse.get(`/users/${username}`);
    expect([avatarUrl !== null, headerUrl !== null], username).toEqual([
      username in avatars,
      username in headers,
    ]);
    for (const url of [avatarUrl, headerUrl]) {
      if (url === null) continue;
      const { rawPayload } = await demo.app.inject({ method: 'GET', url });
      await expect(sharp(rawPayload).stats()).resolves.toBeDefined();
    }
    if (avatarUrl) drawn.push(username);
  }
  expect(drawn).toEqual(expect.arrayContaining(SIGN_INS));
  expect(drawn.length).toBeLessThan(demoMembers.length - 3);
});

test('polls are open and their counts equal their votes', async () => {
  const { rows } = await demo.ctx.pool.query(`
    select voters, votes, closes_at > now() as open,
      (select count(*)::int from content.poll_votes vote where vote.post_id = poll.post_id) as counted
    from content.polls poll`);
  expect(rows).toHaveLength(demoPosts.filter(({ poll }) => poll !== undefined).length);
  for (const { voters, votes, open, counted } of rows) {
    expect([open, voters]).toEqual([true, counted]);
    expect(votes.reduce((sum: number, each: number) => sum + each, 0)).toBe(voters);
    expect(voters).toBeGreaterThan(5);
  }
  expect(demoVotes.length).toBeGreaterThan(15);
});

test.for([
  ['elif_arslan', 'ilkkar'],
  ['derya', 'ring'],
  ['can', 'vizehaftası'],
] as const)('the university of %s has trends of its own, among them #%s', async ([username, tag]) => {
  await demo.ctx.jobs.add('feed.computeTrends', {});
  await demo.settled();
  const member = await signIn(username);
  for (const scope of ['university', 'all']) {
    const { hashtags, posts } = await member.get(`/feed/trending?scope=${scope}`);
    expect(hashtags.length).toBeGreaterThanOrEqual(3);
    expect(posts.length).toBeGreaterThanOrEqual(3);
    if (scope === 'university') expect(hashtags.map((trend: { tag: string }) => trend.tag)).toContain(tag);
  }
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
