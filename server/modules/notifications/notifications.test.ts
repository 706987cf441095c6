import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobName } from '../../platform/jobs.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePost, makeReaction } from '../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../social/factory.ts';
import { jobs } from './jobs.ts';
import { type Notification, NotificationPage } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let ayse: TestMember;
let bora: TestMember;
let can: TestMember;
beforeEach(async () => {
  [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
});

const page = async (member: TestMember, query = ''): Promise<NotificationPage> =>
  NotificationPage.parse(await t.as(member).get(`/notifications${query}`));
const listNotifications = async (member: TestMember, query = ''): Promise<Notification[]> =>
  (await page(member, query)).items;
const run = (name: JobName, payload: unknown) =>
  (jobs[name] as (ctx: unknown, payload: unknown) => Promise<void>)(t.ctx, payload);

test('likes of one post are grouped until they are read, with the actors and their number', async () => {
  const post = await makePost(t, { author: ayse, content: 'Kütüphane bu gece açık' });
  for (const fan of [bora, can, ...(await t.members(2))]) await makeReaction(t, 'like', fan, post);
  await t.settled();
  const [first, ...rest] = await listNotifications(ayse);
  expect(rest).toEqual([]);
  expect(first).toMatchObject({ kind: 'like', topic: null, count: 4, isRead: false });
  expect(first?.post?.id).toBe(post.id);
  expect(first?.actors).toHaveLength(3);
  expect(first?.actors[2]?.id).toBe(can.id);
  expect((await page(ayse)).unread).toBe(1);

  await t.as(ayse).put('/notifications/read', { upToId: first?.id });
  const [derya] = await t.members(1);
  await makeReaction(t, 'like', derya!, post);
  await t.settled();
  expect(await listNotifications(ayse)).toMatchObject([
    { count: 1, isRead: false, actors: [{ id: derya!.id }] },
    { id: first?.id, count: 4, isRead: true },
  ]);
});

test('a post notifies each affected member once: as replied to, else quoted, else mentioned', async () => {
  const asked = await makePost(t, { author: ayse });
  const shown = await makePost(t, { author: bora });
  const post = await makePost(t, {
    author: can,
    content: `@${ayse.username} @${bora.username} @${can.username} bakın`,
    replyTo: asked,
    quoteOf: shown,
  });
  await t.settled();
  expect(await listNotifications(ayse)).toMatchObject([
    { kind: 'reply', post: { id: post.id }, actors: [{ id: can.id }] },
  ]);
  expect(await listNotifications(bora)).toMatchObject([{ kind: 'quote', post: { id: post.id } }]);
  expect(await listNotifications(can)).toEqual([]);
});

test('an edit notifies newly mentioned members; members notified before are not notified again', async () => {
  const post = await makePost(t, { author: can, content: `@${ayse.username} merhaba` });
  await t.settled();
  await t.as(can).patch(`/posts/${post.id}`, { content: `@${ayse.username} @${bora.username} merhaba` });
  await t.settled();
  expect(await listNotifications(ayse)).toMatchObject([{ kind: 'mention', count: 1 }]);
  expect(await listNotifications(bora)).toMatchObject([{ kind: 'mention', post: { id: post.id } }]);
  await t.as(can).patch(`/posts/${post.id}`, { content: `@${bora.username} merhaba` });
  expect(await listNotifications(ayse)).toEqual([]);
});

test('a follow, a follow request and an accepted request each notify the affected member', async () => {
  await makeFollow(t, bora, ayse);
  await t.as(can).patch('/users/me', { isPrivate: true });
  await t.as(bora).put(`/users/${can.id}/follow`);
  await t.settled();
  expect(await listNotifications(ayse)).toMatchObject([
    { kind: 'follow', subjectId: null, actors: [{ id: bora.id }] },
  ]);
  expect(await listNotifications(can)).toMatchObject([{ kind: 'follow_request', topic: null }]);

  await t.as(can).put(`/follow-requests/${bora.id}/accept`);
  await t.settled();
  // The member who accepted is not notified; the request is no longer pending.
  expect(await listNotifications(can)).toEqual([]);
  expect(await listNotifications(bora)).toMatchObject([
    { kind: 'follow_request', topic: 'accepted', actors: [{ id: can.id }] },
  ]);
});

test('running the same jobs again, concurrently and in any order, changes nothing', async () => {
  const post = await makePost(t, { author: ayse });
  await makeReaction(t, 'like', bora, post);
  await makeReaction(t, 'repost', bora, post);
  const reply = await makePost(t, { author: bora, replyTo: post, content: `@${ayse.username} evet` });
  await makeFollow(t, bora, ayse);
  await t.settled();
  const before = await page(ayse);
  expect(before.items.map(({ kind }) => kind).sort()).toEqual(['follow', 'like', 'reply', 'repost']);

  const liked = { postId: post.id, authorId: ayse.id, userId: bora.id };
  const jobsAgain = () => [
    run('notifications.liked', liked),
    run('notifications.reposted', { ...liked, repostId: post.id }),
    run('notifications.published', { postId: reply.id, authorId: bora.id }),
    run('notifications.followed', { followerId: bora.id, followeeId: ayse.id, wasRequested: false }),
  ];
  await Promise.all([...jobsAgain(), ...jobsAgain().reverse(), ...jobsAgain()]);
  expect(await page(ayse)).toEqual(before);
});

test('concurrent jobs of one new cause notify once', async () => {
  const post = await makePost(t, { author: ayse });
  await makeReaction(t, 'like', bora, post);
  const liked = { postId: post.id, authorId: ayse.id, userId: bora.id };
  await Promise.all(Array.from({ length: 6 }, () => run('notifications.liked', liked)));
  expect(await listNotifications(ayse)).toMatchObject([{ kind: 'like', count: 1 }]);
});

test('an undone activity is no longer shown, and repeating it does not notify again', async () => {
  const post = await makePost(t, { author: ayse });
  await makeReaction(t, 'like', bora, post);
  await t.settled();
  const [first] = await listNotifications(ayse);
  await t.as(ayse).put('/notifications/read', { upToId: first?.id });
  await t.as(bora).delete(`/posts/${post.id}/like`);
  expect(await listNotifications(ayse)).toEqual([]);
  await t.as(bora).put(`/posts/${post.id}/like`);
  await t.settled();
  expect(await listNotifications(ayse)).toEqual([
    first && { ...first, isRead: true, post: expect.anything() },
  ]);
  expect((await page(ayse)).unread).toBe(0);
});

test('a like that is undone before the job runs never notifies', async () => {
  const post = await makePost(t, { author: ayse });
  await makeReaction(t, 'like', bora, post);
  await t.as(bora).delete(`/posts/${post.id}/like`);
  await t.settled();
  const { rows } = await t.ctx.pool.query('select 1 from notifications.activities where user_id = $1', [
    ayse.id,
  ]);
  expect(rows).toEqual([]);
});

test('nobody is notified of their own actions', async () => {
  const post = await makePost(t, { author: ayse });
  await makeReaction(t, 'like', ayse, post);
  await makePost(t, { author: ayse, replyTo: post, quoteOf: post, content: `@${ayse.username} yine ben` });
  await t.settled();
  expect(await page(ayse)).toEqual({ items: [], nextCursor: null, unread: 0 });
});

/** For each kind, an action of bora that affects ayse. */
const actions: Record<string, () => Promise<unknown>> = {
  like: async () => makeReaction(t, 'like', bora, await makePost(t, { author: ayse })),
  repost: async () => makeReaction(t, 'repost', bora, await makePost(t, { author: ayse })),
  reply: async () =>
    makePost(t, { author: bora, replyTo: await makePost(t, { author: ayse }), content: 'vize' }),
  quote: async () =>
    makePost(t, { author: bora, quoteOf: await makePost(t, { author: ayse }), content: 'vize' }),
  mention: () => makePost(t, { author: bora, content: `@${ayse.username} vize` }),
  follow: () => makeFollow(t, bora, ayse),
  follow_request: async () => {
    await t.as(ayse).patch('/users/me', { isPrivate: true });
    await t.as(bora).put(`/users/${ayse.id}/follow`);
  },
};
const byPost = ['reply', 'quote', 'mention'];

/** What may happen between the two, and which kinds it hides. */
const changes: Record<
  string,
  { shouldHide: (kind: string) => boolean; turn: (created: unknown) => Promise<unknown> }
> = {
  nothing: { shouldHide: () => false, turn: async () => {} },
  'ayse blocks bora': { shouldHide: () => true, turn: () => makeBlock(t, ayse, bora) },
  'bora blocks ayse': { shouldHide: () => true, turn: () => makeBlock(t, bora, ayse) },
  'ayse mutes bora': { shouldHide: () => true, turn: () => makeMute(t, ayse, bora) },
  'bora is suspended': {
    shouldHide: () => true,
    turn: () => t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [bora.id]),
  },
  'ayse mutes a word of it': {
    shouldHide: (kind) => byPost.includes(kind),
    turn: () => t.as(ayse).post('/muted-words', { word: 'vize' }),
  },
  'the post is deleted': {
    shouldHide: (kind) => byPost.includes(kind),
    turn: (created) => {
      const post = created as { id?: string } | undefined;
      return post?.id === undefined ? Promise.resolve() : t.as(bora).delete(`/posts/${post.id}`);
    },
  },
  'bora’s account turns private': {
    // The author of the parent post can always read the reply.
    shouldHide: (kind) => kind === 'quote' || kind === 'mention',
    turn: () => t.as(bora).patch('/users/me', { isPrivate: true }),
  },
  'ayse mutes the thread': {
    shouldHide: (kind) => byPost.includes(kind),
    turn: (created) => {
      const post = created as { id?: string } | undefined;
      return post?.id === undefined
        ? Promise.resolve()
        : t.as(ayse).put(`/notifications/threads/${post.id}/mute`);
    },
  },
};
const cells = Object.keys(actions).flatMap((kind) =>
  Object.keys(changes).map((turn) => [kind, turn] as const),
);

describe('nothing is notified that the recipient may no longer see', () => {
  test.for(cells)('%s, then %s: when it is read', async ([kind, name]) => {
    const { shouldHide, turn } = changes[name]!;
    const created = await actions[kind]?.();
    await t.settled();
    expect(await page(ayse)).toMatchObject({ items: [{ kind }], unread: 1 });
    await turn(created);
    const after = await page(ayse);
    expect([after.items.length, after.unread]).toEqual(shouldHide(kind) ? [0, 0] : [1, 1]);
    expect((await t.as(ayse).get('/auth/me')).unread.notifications).toBe(after.unread);
  });

  test.for(cells)('%s, then %s: when it is made', async ([kind, name]) => {
    const { shouldHide, turn } = changes[name]!;
    const created = await actions[kind]?.();
    await turn(created);
    await t.settled();
    const { rows } = await t.ctx.pool.query(
      `select notification.kind from notifications.activities activity join notifications.notifications notification on notification.id = activity.notification_id
       where activity.user_id = $1`,
      [ayse.id],
    );
    expect(rows).toEqual(shouldHide(kind) ? [] : [{ kind }]);
  });
});

test('the pages of a long list contain each notification once, and can be filtered by kind', async () => {
  const posts = [];
  for (let index = 0; index < 5; index++) posts.push(await makePost(t, { author: ayse }));
  for (const post of posts) await makeReaction(t, 'like', bora, post);
  for (const post of posts.slice(2))
    await makePost(t, { author: can, replyTo: post, content: 'Sınav ne zaman' });
  await t.as(ayse).post('/muted-words', { word: 'hiçbiri' });
  await t.settled();
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const next: NotificationPage = await page(ayse, `?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...next.items.map(({ id }) => id));
    cursor = next.nextCursor;
  } while (cursor !== null);
  expect(seen).toHaveLength(8);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect((await listNotifications(ayse, '?kinds=reply,mention')).map(({ kind }) => kind)).toEqual([
    'reply',
    'reply',
    'reply',
  ]);
  // A page is filled even if muted words hide some notifications.
  await t.as(ayse).post('/muted-words', { word: 'sınav' });
  const short = await page(ayse, '?limit=5');
  expect(short.items.map(({ kind }) => kind)).toEqual(['like', 'like', 'like', 'like', 'like']);
  expect(short).toMatchObject({ nextCursor: null, unread: 5 });
});

test.for(['', '!!!', 'bm90LWEtdXVpZA'])('cursor "%s" is refused with a problem', async (cursor) => {
  expect(await t.as(ayse).get(`/notifications?cursor=${cursor}`)).toMatchObject({
    status: 400,
    code: 'invalid_cursor',
  });
});

test('a notification with new activities since it was seen stays unread', async () => {
  const post = await makePost(t, { author: ayse });
  await makeReaction(t, 'like', bora, post);
  await t.settled();
  const [seen] = await listNotifications(ayse);
  await makeReaction(t, 'like', can, post);
  await t.settled();
  expect(await t.as(ayse).put('/notifications/read', { ids: [seen?.id] })).toEqual({ unread: 1 });
  const [updated] = await listNotifications(ayse);
  expect(updated).toMatchObject({ groupId: seen?.groupId, count: 2, isRead: false });
  expect(await t.as(ayse).put('/notifications/read', { ids: [updated?.id] })).toEqual({ unread: 0 });
});

test('another member’s notifications cannot be read or marked', async () => {
  await makeFollow(t, bora, ayse);
  await t.settled();
  const [mine] = await listNotifications(ayse);
  expect(await listNotifications(can)).toEqual([]);
  await t.as(can).put('/notifications/read', { ids: [mine?.id] });
  await t.as(can).put('/notifications/read', { upToId: mine?.id });
  expect(await t.as(ayse).get('/notifications/unread')).toEqual({ unread: 1 });
});

test.for([{}, { ids: [] }, { upToId: 'x' }, { ids: ['01890000-0000-7000-8000-000000000000'], upToId: 'x' }])(
  'reading %o is refused',
  async (body) => {
    expect(await t.as(ayse).put('/notifications/read', body)).toMatchObject({ status: 400 });
  },
);

test('all devices get a new notification and the unread count after commit', async () => {
  const published: unknown[] = [];
  const stop = await t.ctx.bus.subscribe('realtime.member_event', (payload) => published.push(payload));
  await makeFollow(t, bora, ayse);
  await t.settled();
  const [first] = await listNotifications(ayse);
  await t.as(ayse).put('/notifications/read', { upToId: first?.id });
  await t.as(ayse).put('/notifications/read', { upToId: first?.id });
  await expect.poll(() => published).toHaveLength(3);
  expect(published).toEqual([
    {
      userIds: [ayse.id],
      type: 'notification',
      data: { id: first?.id, groupId: first?.groupId, kind: 'follow' },
    },
    { userIds: [ayse.id], type: 'counts', data: { notifications: 1 } },
    { userIds: [ayse.id], type: 'counts', data: { notifications: 0 } },
  ]);
  await stop();
});

test('a moderation decision notifies the author and the reporters, without the reporters’ words', async () => {
  const [gozcu] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const post = await makePost(t, { author: bora });
  const report = (member: TestMember, subjectType: string, subjectId: string) =>
    t.as(member).post('/reports', { subjectType, subjectId, reason: 'spam' });
  const { id } = await report(ayse, 'post', post.id);
  await t.as(gozcu).patch(`/admin/reports/${id}`, { decision: 'remove_post', note: 'Gizli not' });
  const [decision] = (await t.as(bora).get('/users/me/decisions')).items;
  const other = await report(can, 'user', bora.id);
  await t.as(gozcu).patch(`/admin/reports/${other.id}`, { decision: 'dismiss', note: 'Gizli not' });
  await t.settled();
  const [ofAuthor, ofFirst, ofSecond] = [
    await listNotifications(bora),
    await listNotifications(ayse),
    await listNotifications(can),
  ];
  expect(ofAuthor).toMatchObject([
    { kind: 'moderation', topic: 'post_removed', subjectId: decision.id, actors: [] },
  ]);
  expect(ofFirst).toMatchObject([{ topic: 'report_upheld' }]);
  expect(ofSecond).toMatchObject([{ topic: 'report_dismissed' }]);
  expect(JSON.stringify([ofAuthor, ofFirst, ofSecond])).not.toContain('Gizli not');
});

test('a failed scheduled post notifies its author', async () => {
  const asked = await makePost(t, { author: bora });
  const { id } = await t.as(ayse).post('/scheduled-posts', {
    post: { content: 'Sonra', replyToId: asked.id },
    scheduledFor: new Date(t.ctx.clock().getTime() + 10 * 60_000).toISOString(),
  });
  await t.as(bora).delete(`/posts/${asked.id}`);
  t.clock.advance(11 * 60_000);
  await t.ctx.jobs.add('content.publishDue', {});
  await t.settled();
  expect(await listNotifications(ayse)).toMatchObject([
    { kind: 'system', topic: 'schedule_failed', subjectId: id },
  ]);
});

test('members who liked a post are notified once when it is rewritten, but not of a corrected typo', async () => {
  const post = await makePost(t, { author: ayse, content: 'Herkese başarılar, çok çalıştınz!' });
  await makeReaction(t, 'like', bora, post);
  await makeReaction(t, 'like', can, post);
  const edit = async (content: string) => {
    await t.as(ayse).patch(`/posts/${post.id}`, { content });
    await t.settled();
  };
  await edit('Herkese başarılar, çok çalıştınız!');
  expect(await listNotifications(bora)).toEqual([]);
  await t.as(can).delete(`/posts/${post.id}/like`);
  await edit('Bu bisikleti satıyorum, 900 lira');
  expect(await listNotifications(bora)).toMatchObject([
    { kind: 'like', topic: 'post_rewritten', count: 1, actors: [{ id: ayse.id }], post: { id: post.id } },
  ]);
  expect(await listNotifications(can)).toEqual([]);
  await edit('Vazgeçtim: yarın görüşürüz');
  expect(await listNotifications(bora)).toHaveLength(1);
  // It is somebody else's text, so the recipient's muted words hide it.
  const { id: wordId } = await t.as(bora).post('/muted-words', { word: 'vazgeçtim' });
  expect(await listNotifications(bora)).toEqual([]);
  await t.as(bora).delete(`/muted-words/${wordId}`);
  expect(await listNotifications(bora)).toHaveLength(1);
  // Members who undid the like or cannot see the post any more are not notified.
  await makeBlock(t, ayse, bora);
  expect(await listNotifications(bora)).toEqual([]);
});

test('a thread can be muted from any of its posts, as a whole, until it is unmuted', async () => {
  const root = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: root });
  await t.settled();
  expect(await t.as(ayse).put(`/notifications/threads/${reply.id}/mute`)).toEqual({ muted: true });
  expect(await t.as(ayse).get(`/notifications/threads/${root.id}/mute`)).toEqual({ muted: true });
  await makeReaction(t, 'like', bora, root);
  await t.settled();
  expect(await page(ayse)).toMatchObject({ items: [], unread: 0 });
  await t.as(ayse).delete(`/notifications/threads/${root.id}/mute`);
  // No notification was created meanwhile.
  expect(await listNotifications(ayse)).toMatchObject([{ kind: 'reply' }]);
  await makeBlock(t, can, ayse);
  const hidden = await makePost(t, { author: can });
  expect(await t.as(ayse).put(`/notifications/threads/${hidden.id}/mute`)).toMatchObject({
    status: 404,
    code: 'post_not_found',
  });
});

test('read notifications are deleted after 90 days, all after 180', async () => {
  const post = await makePost(t, { author: ayse });
  await makeReaction(t, 'like', bora, post);
  await t.settled();
  const [first] = await listNotifications(ayse);
  await t.as(ayse).put('/notifications/read', { upToId: first?.id });
  await makeFollow(t, bora, ayse);
  await t.settled();
  const countKept = async (days: number) => {
    t.clock.advance(days * 86_400_000);
    await run('notifications.cleanUp', {});
    const { rows } = await t.ctx.pool.query(
      'select kind from notifications.notifications where user_id = $1 order by latest_activity_id',
      [ayse.id],
    );
    return rows.map(({ kind }) => kind);
  };
  expect(await countKept(89)).toEqual(['like', 'follow']);
  expect(await countKept(2)).toEqual(['follow']);
  expect(await countKept(88)).toEqual(['follow']);
  expect(await countKept(2)).toEqual([]);
});
