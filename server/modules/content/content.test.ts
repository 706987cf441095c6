import { POST_MAX } from '@chitlaq/text';
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePost } from './factory.ts';
import { Post, Thread } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const missing = '01890000-0000-7000-8000-000000000000';

test('a new post is returned in the shape of the contract, and reads the same', async () => {
  const [ayse, bora] = await t.members(2);
  const made = await t.as(ayse!).raw('POST', '/posts', {
    body: {
      content: `🙂 Yarın #Sınav var @${bora!.username} https://example.com/ş`,
      contentWarning: 'sınav',
    },
  });
  expect(made.status).toBe(201);
  const post = Post.strict().parse(made.body);
  const start = 8;
  expect(post).toMatchObject({
    author: { id: ayse!.id, username: ayse!.username },
    entities: [
      { type: 'hashtag', start, end: start + 6, tag: 'Sınav' },
      { type: 'mention', username: bora!.username, userId: bora!.id },
      { type: 'link', url: 'https://example.com/%C5%9F' },
    ],
    visibility: 'public',
    replyPolicy: 'everyone',
    replyToId: null,
    rootId: null,
    quoteOf: null,
    repostOf: null,
    media: [],
    poll: null,
    language: 'tr',
    contentWarning: 'sınav',
    counts: { likes: 0, reposts: 0, replies: 0, quotes: 0 },
    viewer: { liked: false, reposted: false, bookmarked: false },
    editedAt: null,
  });
  expect(await t.as(bora!).get(`/posts/${post.id}`)).toEqual(made.body);
});

test('the limit of 280 counts graphemes, as a person sees them', async () => {
  const [ayse] = await t.members(1);
  const family = '👩‍👩‍👧‍👦';
  expect(
    (await t.as(ayse!).raw('POST', '/posts', { body: { content: family.repeat(POST_MAX) } })).status,
  ).toBe(201);
  expect(await t.as(ayse!).post('/posts', { content: family.repeat(POST_MAX + 1) })).toMatchObject({
    status: 422,
    code: 'post_too_long',
    errors: [{ path: 'content' }],
  });
});

test.for([
  [{ content: '' }, 422, 'empty_post', 'content'],
  [{ content: ' \n\u200b ' }, 422, 'empty_post', 'content'],
  [{ content: 'a\u0000b' }, 400, 'forbidden_character', 'content'],
  [{ content: 'a', contentWarning: 'b\u0000' }, 400, 'forbidden_character', 'contentWarning'],
  [{ content: 'a', contentWarning: 'b'.repeat(101) }, 422, 'content_warning_too_long', 'contentWarning'],
  [{ content: 7 }, 400, 'invalid_request', 'content'],
  [{}, 400, 'invalid_request', 'content'],
  [{ content: 'a', visibility: 'direct' }, 400, 'invalid_request', 'visibility'],
  [{ content: 'a', replyPolicy: 'friends' }, 400, 'invalid_request', 'replyPolicy'],
  [{ content: 'a', language: 'de' }, 400, 'invalid_request', 'language'],
  [{ content: 'a', replyToId: 'x' }, 400, 'invalid_request', 'replyToId'],
] as const)('%j is refused with %i %s', async ([body, status, code, path]) => {
  const [ayse] = await t.members(1);
  expect(await t.as(ayse!).post('/posts', body)).toMatchObject({ status, code, errors: [{ path }] });
  expect((await t.as(ayse!).get(`/users/${ayse!.id}/posts`)).items).toEqual([]);
});

test.for([{ medias: [] }, { poll: null }, { authorId: missing }, { createdAt: '2020-01-01' }])(
  'the unknown field in %j is refused',
  async (field) => {
    const [ayse] = await t.members(1);
    const body = { content: 'Bilinmeyen alan' };
    expect(await t.as(ayse!).post('/posts', { ...body, ...field })).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
    expect((await t.as(ayse!).raw('POST', '/posts', { body })).status).toBe(201);
  },
);

test('the same key makes one post, also with concurrent requests', async () => {
  const [ayse] = await t.members(1);
  const key = { 'idempotency-key': 'bir' };
  const body = { content: 'Yalnız bir kez' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => t.as(ayse!).raw('POST', '/posts', { body, headers: key })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  expect((await t.as(ayse!).get(`/users/${ayse!.id}/posts`)).items).toHaveLength(1);
  expect(await t.as(ayse!).post('/posts', { content: 'Başka' }, key)).toMatchObject({
    status: 422,
    code: 'idempotency_key_reused',
  });
});

test('the language is given, or detected, or that of its author’s interface', async () => {
  const [ayse] = await t.members(1);
  const language = async (body: object) => (await t.as(ayse!).post('/posts', body)).language;
  expect(await language({ content: 'Does anyone have the notes?' })).toBe('en');
  expect(await language({ content: 'Does anyone have the notes?', language: 'tr' })).toBe('tr');
  expect(await language({ content: '🙂' })).toBe('tr');
});

test('a mention reaches only members who may see the post', async () => {
  const [ayse, bora, can, derya] = await t.members(4);
  await t.as(bora!).put(`/users/${ayse!.id}/follow`);
  await t.as(derya!).put(`/users/${ayse!.id}/block`);
  const content = [bora, can, derya, { username: 'hayalet_uye' }].map((one) => `@${one!.username}`).join(' ');
  const reached = async (visibility: string) => {
    const post = await t.as(ayse!).post('/posts', { content, visibility });
    return post.entities.map((entity: { userId: string }) => entity.userId);
  };
  expect(await reached('public')).toEqual([bora!.id, can!.id]);
  expect(await reached('followers')).toEqual([bora!.id]);
});

test('a reply joins its thread, and inherits the visibility of its parent', async () => {
  const [ayse, bora, can] = await t.members(3);
  const root = await makePost(t, { author: ayse!, visibility: 'university' });
  const reply = await t.as(bora!).post('/posts', { content: 'Evet', replyToId: root.id });
  expect(reply).toMatchObject({
    replyToId: root.id,
    rootId: root.id,
    replyToAuthor: { id: ayse!.id, username: ayse!.username },
    visibility: 'university',
  });
  const answer = await t.as(can!).post('/posts', { content: 'Hayır', replyToId: reply.id });
  expect(answer).toMatchObject({ replyToId: reply.id, rootId: root.id });
  expect((await t.as(can!).get(`/posts/${root.id}`)).counts.replies).toBe(1);
  expect(
    await t.as(bora!).post('/posts', { content: 'Herkese', replyToId: root.id, visibility: 'public' }),
  ).toMatchObject({ status: 422, code: 'visibility_too_wide' });
});

test('the reply policy of a post decides who may reply', async () => {
  const [ayse, follower, mentioned, stranger] = await t.members(4);
  await t.as(follower!).put(`/users/${ayse!.id}/follow`);
  const content = `Soru @${mentioned!.username}`;
  const readers = { ayse: ayse!, follower: follower!, mentioned: mentioned!, stranger: stranger! };
  const allowed = {
    everyone: ['ayse', 'follower', 'mentioned', 'stranger'],
    followers: ['ayse', 'follower'],
    mentioned: ['ayse', 'mentioned'],
    nobody: ['ayse'],
  } as const;
  for (const replyPolicy of ['everyone', 'followers', 'mentioned', 'nobody'] as const) {
    const post = await makePost(t, { author: ayse!, content, replyPolicy });
    for (const [name, reader] of Object.entries(readers)) {
      const answer = await t.as(reader).post('/posts', { content: 'Yanıt', replyToId: post.id });
      const mayReply = (allowed[replyPolicy] as readonly string[]).includes(name);
      expect([replyPolicy, name, answer.code ?? 'published']).toEqual([
        replyPolicy,
        name,
        mayReply ? 'published' : 'reply_not_allowed',
      ]);
    }
  }
});

test.for(['replyToId', 'quoteOfId'])('%s must refer to a post that the author may see', async (field) => {
  const [ayse, bora] = await t.members(2);
  const deleted = await makePost(t, { author: ayse! });
  await t.as(ayse!).delete(`/posts/${deleted.id}`);
  const followersOnly = await makePost(t, { author: ayse!, visibility: 'followers' });
  for (const id of [missing, deleted.id, followersOnly.id]) {
    expect(await t.as(bora!).post('/posts', { content: 'Bak', [field]: id })).toMatchObject({
      status: 404,
      code: 'post_not_found',
    });
  }
});

test('a post for followers cannot be quoted by others, not even by followers', async () => {
  const [ayse, bora] = await t.members(2);
  await t.as(bora!).put(`/users/${ayse!.id}/follow`);
  const open = await makePost(t, { author: ayse! });
  const closed = await makePost(t, { author: ayse!, visibility: 'followers' });
  const quote = (member: typeof ayse, id: string) =>
    t.as(member!).post('/posts', { content: 'Bak', quoteOfId: id });
  expect(await quote(bora, open.id)).toMatchObject({
    quoteOf: { id: open.id, unavailable: false, content: open.content },
  });
  expect(await quote(bora, closed.id)).toMatchObject({ status: 403, code: 'quote_not_allowed' });
  expect(await quote(ayse, closed.id)).toMatchObject({ quoteOf: { id: closed.id } });
});

test('a quoted post is only shown to its audience, and says when it was deleted', async () => {
  const [ayse, bora, can] = await t.members(3);
  const quoted = await makePost(t, { author: ayse! });
  const quote = await makePost(t, { author: bora!, quoteOf: quoted });
  await t.as(ayse!).put(`/users/${can!.id}/block`);
  const seen = async (member: typeof ayse) => (await t.as(member!).get(`/posts/${quote.id}`)).quoteOf;
  expect(await seen(bora)).toMatchObject({ content: quoted.content });
  expect(await seen(can)).toEqual({ id: quoted.id, unavailable: true, reason: 'hidden' });
  await t.as(ayse!).delete(`/posts/${quoted.id}`);
  expect(await seen(bora)).toEqual({ id: quoted.id, unavailable: true, reason: 'deleted' });
  expect(await seen(can)).toEqual({ id: quoted.id, unavailable: true, reason: 'hidden' });
});

test('a deleted post is gone from every list, with all its content', async () => {
  const [ayse, bora] = await t.members(2);
  const root = await makePost(t, { author: bora! });
  const post = await makePost(t, { author: ayse!, content: `#silinecek @${bora!.username}`, replyTo: root });
  expect(await t.as(bora!).delete(`/posts/${post.id}`)).toMatchObject({ status: 403, code: 'not_your_post' });
  expect((await t.as(ayse!).raw('DELETE', `/posts/${post.id}`)).status).toBe(204);
  expect(await t.as(ayse!).get(`/posts/${post.id}`)).toMatchObject({ status: 404 });
  expect(await t.as(ayse!).delete(`/posts/${post.id}`)).toMatchObject({
    status: 404,
    code: 'post_not_found',
  });
  expect((await t.as(bora!).get(`/posts/${root.id}`)).counts.replies).toBe(0);
  const rows = await t.ctx.pool.query(
    `select p.content, p.entities, p.length,
       (select count(*) from content.post_hashtags h where h.post_id = p.id) as hashtags,
       (select count(*) from content.post_mentions m where m.post_id = p.id) as mentions
     from content.posts p where id = $1`,
    [post.id],
  );
  expect(rows.rows).toEqual([{ content: '', entities: [], length: 0, hashtags: 0, mentions: 0 }]);
});

test('a thread keeps tombstones, oldest or newest replies first', async () => {
  const [ayse, bora] = await t.members(2);
  const root = await makePost(t, { author: ayse! });
  const middle = await makePost(t, { author: bora!, replyTo: root });
  const post = await makePost(t, { author: ayse!, replyTo: middle });
  const replies: Post[] = [];
  for (let index = 0; index < 5; index += 1)
    replies.push(await makePost(t, { author: bora!, replyTo: post }));
  await makePost(t, { author: ayse!, replyTo: replies[1]! });
  await t.as(bora!).delete(`/posts/${middle.id}`);
  await t.as(bora!).delete(`/posts/${replies[1]!.id}`);
  await t.as(bora!).delete(`/posts/${replies[3]!.id}`);

  const read = async (query: string) =>
    Thread.parse(await t.as(bora!).get(`/posts/${post.id}/thread${query}`));
  const first = await read('?limit=2');
  expect(first.ancestors).toMatchObject([
    { id: root.id, content: root.content },
    { id: middle.id, reason: 'deleted' },
  ]);
  expect(first.post).toMatchObject({ id: post.id, replyToAuthor: null, counts: { replies: 3 } });
  expect(first.replies.items).toMatchObject([
    { id: replies[0]!.id },
    { id: replies[1]!.id, unavailable: true },
  ]);
  const second = await read(`?limit=2&cursor=${first.replies.nextCursor}`);
  expect(second.replies.items.map(({ id }) => id)).toEqual([replies[2]!.id, replies[4]!.id]);
  expect(second.replies.nextCursor).toBeNull();
  expect((await read('?order=newest')).replies.items.map(({ id }) => id)).toEqual(
    [4, 2, 1, 0].map((index) => replies[index]!.id),
  );
});

test('a member’s posts are listed by id or username, replies on request', async () => {
  const [ayse, bora] = await t.members(2);
  const post = await makePost(t, { author: ayse! });
  const reply = await makePost(t, { author: ayse!, replyTo: post });
  const list = async (query: string) =>
    (await t.as(bora!).get(`/users/${query}`)).items.map(({ id }: Post) => id);
  expect(await list(`${ayse!.id}/posts`)).toEqual([post.id]);
  expect(await list(`${ayse!.username}/posts`)).toEqual([post.id]);
  expect(await list(`${ayse!.username.toUpperCase()}/posts?replies=false`)).toEqual([post.id]);
  expect(await list(`${ayse!.id}/posts?replies=true`)).toEqual([reply.id, post.id]);
  expect(await t.as(bora!).get('/users/hayalet_uye/posts')).toMatchObject({
    status: 404,
    code: 'member_not_found',
  });
  expect(await t.as(bora!).get(`/users/${missing}/posts`)).toMatchObject({
    status: 404,
    code: 'member_not_found',
  });
  expect(await t.as(bora!).get(`/users/${ayse!.id}/posts?replies=1`)).toMatchObject({ status: 400 });
  expect(await t.as(bora!).get(`/users/${ayse!.id}/posts?offset=1`)).toMatchObject({ status: 400 });
});

test('ids are case-insensitive', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: ayse });
  const loud = post.id.toUpperCase();
  expect(await t.as(bora).get(`/posts/${loud}`)).toMatchObject({ id: post.id });
  expect(await t.as(bora).get(`/posts/${loud}/thread`)).toMatchObject({ post: { id: post.id } });
  expect(await t.as(bora).put(`/posts/${loud}/like`)).toMatchObject({ likeCount: 1 });
  expect(await t.as(bora).post('/posts', { content: 'Yanıt', replyToId: loud })).toMatchObject({
    replyToId: post.id,
  });
  expect(await t.as(bora).post('/posts', { content: 'Alıntı', quoteOfId: loud })).toMatchObject({
    quoteOf: { id: post.id },
  });
});
