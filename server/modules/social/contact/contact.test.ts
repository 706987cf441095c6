import { afterAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import type { Post } from '../../content/index.ts';
import { makeFollow } from '../factory.ts';

const t = await testServer();
afterAll(t.close);

const audiences = ['everyone', 'university', 'followers', 'following', 'nobody'] as const;
type Audience = (typeof audiences)[number];
interface Actor {
  sameUniversity: boolean;
  relation: 'none' | 'follows me' | 'followed by me';
  isNew: boolean;
}

/** The rule as plain words. */
function admits(audience: Audience, isStrict: boolean, { sameUniversity, relation, isNew }: Actor): boolean {
  if (audience === 'nobody') return false;
  if (relation === 'followed by me') return true;
  if (isStrict && isNew && !sameUniversity) return false;
  switch (audience) {
    case 'everyone':
      return true;
    case 'university':
      return sameUniversity;
    case 'followers':
      return relation === 'follows me';
    case 'following':
      return false;
  }
}

const one = async (university: 'cinar' | 'nar' = 'cinar') =>
  (await t.members(1, { university }))[0] as TestMember;
const monthAgo = (member: TestMember) =>
  t.ctx.pool.query("update auth.users set created_at = now() - interval '30 days' where id = $1", [
    member.id,
  ]);

const publish = (author: TestMember, body: object): Promise<Post & { code?: string }> =>
  t.as(author).post('/posts', body);
const mentionsOf = ({ entities }: Post) => entities.filter(({ type }) => type === 'mention');

/** Each way to reach a member: whether it worked. */
const ways = {
  mentions: async (actor: TestMember, me: TestMember) =>
    mentionsOf(await publish(actor, { content: `Selam @${me.username}` })).length === 1,
  replies: async (actor: TestMember, _me: TestMember, post: Post) => {
    const { allowed } = await t.as(actor).get(`/posts/${post.id}/reply-permission`);
    const answer = await publish(actor, { content: 'Yanıt', replyToId: post.id });
    expect(answer.code ?? 'published').toBe(allowed ? 'published' : 'reply_not_allowed');
    return allowed;
  },
  messages: async (actor: TestMember, me: TestMember) => {
    const body = { type: 'direct', participantIds: [me.id] };
    const { status } = await t.as(actor).raw('POST', '/conversations', { body });
    await t.ctx.pool.query('delete from messaging.conversations');
    return status === 201;
  },
  groups: async (actor: TestMember, me: TestMember) => {
    const body = { type: 'group', name: 'Grup', participantIds: [me.id] };
    const answer = await t.as(actor).raw('POST', '/conversations', { body });
    if (answer.status !== 201)
      expect(answer.body).toMatchObject({
        code: 'group_not_allowed',
        errors: [{ path: 'participantIds.0' }],
      });
    return answer.status === 201;
  },
} as const;

test('each way to reach a member is open to whom their settings admit, and to nobody else', async () => {
  const me = await one();
  await monthAgo(me);
  const post = await publish(me, { content: 'Gönderi' });
  const actors: (Actor & { member: TestMember })[] = [];
  for (const sameUniversity of [true, false])
    for (const relation of ['none', 'follows me', 'followed by me'] as const)
      for (const isNew of [true, false]) {
        const member = await one(sameUniversity ? 'cinar' : 'nar');
        if (relation === 'follows me') await makeFollow(t, member, me);
        if (relation === 'followed by me') await makeFollow(t, me, member);
        if (!isNew) await monthAgo(member);
        actors.push({ sameUniversity, relation, isNew, member });
      }
  for (const strictWithNewcomers of [true, false]) {
    // Without it, all that differs is what `everyone` means.
    for (const audience of strictWithNewcomers ? audiences : (['everyone'] as const)) {
      const change = {
        mentions: audience,
        replies: audience,
        messages: audience,
        groups: audience,
        strictWithNewcomers,
      };
      expect(await t.as(me).patch('/safety/contact', change)).toEqual({ ...change, concealRequests: true });
      for (const { member, ...actor } of actors) {
        for (const [way, reach] of Object.entries(ways)) {
          const isStrict = strictWithNewcomers && (way === 'messages' || way === 'groups');
          const expected = admits(audience, isStrict, actor);
          expect([change, actor, way, await reach(member, me, post)]).toEqual([change, actor, way, expected]);
        }
        const { users } = await t
          .as(member)
          .get(`/search/completions?q=${encodeURIComponent(`@${me.username}`)}`);
        expect(users.find(({ id }: { id: string }) => id === me.id)?.mentionable).toBe(
          admits(audience, false, actor),
        );
      }
    }
  }
}, 60_000);

test('the default admits everyone, but no private contact by newcomers of another university', async () => {
  const [ayse, near, far] = [await one(), await one(), await one('nar')];
  expect(await t.as(ayse).get('/safety/contact')).toEqual({
    mentions: 'everyone',
    replies: 'everyone',
    messages: 'everyone',
    groups: 'everyone',
    strictWithNewcomers: true,
    concealRequests: true,
  });
  const post = await publish(ayse, { content: 'Soru' });
  expect(await t.as(near).get(`/posts/${post.id}/reply-permission`)).toEqual({ allowed: true });
  expect(await t.as(far).get(`/posts/${post.id}/reply-permission`)).toEqual({ allowed: true });
  const start = (actor: TestMember) =>
    t.as(actor).raw('POST', '/conversations', { body: { type: 'direct', participantIds: [ayse.id] } });
  expect((await start(near)).status).toBe(201);
  expect(await start(far)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
});

test('a mention that is not admitted stays text and notifies nobody, also when an edit adds it', async () => {
  const [ayse, bora] = [await one(), await one()];
  await t.as(ayse).patch('/safety/contact', { mentions: 'following' });
  const post = await publish(bora, { content: `Bak @${ayse.username}` });
  expect(post.content).toBe(`Bak @${ayse.username}`);
  expect(mentionsOf(post)).toEqual([]);
  const edited = await t.as(bora).patch(`/posts/${post.id}`, { content: `Bir daha bak @${ayse.username}` });
  expect(mentionsOf(edited)).toEqual([]);
  await t.settled();
  expect((await t.as(ayse).get('/notifications')).items).toEqual([]);
});

test('whom the author mentions or answers may reply, whatever the author’s settings', async () => {
  const [ayse, bora, can] = [await one(), await one(), await one()];
  await t.as(ayse).patch('/safety/contact', { replies: 'following' });
  const asked = await publish(ayse, { content: `Sen ne dersin @${bora.username}` });
  expect(await publish(bora, { content: 'Olur', replyToId: asked.id })).toMatchObject({
    replyToId: asked.id,
  });
  const theirs = await publish(can, { content: 'Benimki' });
  const answer = await publish(ayse, { content: 'Güzel', replyToId: theirs.id });
  expect(await publish(can, { content: 'Sağ ol', replyToId: answer.id })).toMatchObject({
    replyToId: answer.id,
  });
  expect(await publish(bora, { content: 'Ben de', replyToId: answer.id })).toMatchObject({
    status: 403,
    code: 'reply_not_allowed',
    errors: [{ path: 'replyToId' }],
  });
});

test('a post may be answered by those whom its author follows; a later change holds', async () => {
  const [ayse, bora, can] = [await one(), await one(), await one()];
  await makeFollow(t, ayse, bora);
  const post = await publish(ayse, { content: 'Soru', replyPolicy: 'following' });
  expect(post.replyPolicy).toBe('following');
  expect(await publish(bora, { content: 'Olur', replyToId: post.id })).toMatchObject({ replyToId: post.id });
  expect(await publish(can, { content: 'Olur', replyToId: post.id })).toMatchObject({
    code: 'reply_not_allowed',
  });
  await t.as(ayse).patch(`/posts/${post.id}`, { replyPolicy: 'everyone' });
  expect(await publish(can, { content: 'Olur', replyToId: post.id })).toMatchObject({ replyToId: post.id });
  await t.as(ayse).patch(`/posts/${post.id}`, { replyPolicy: 'nobody' });
  expect(await publish(bora, { content: 'Yine', replyToId: post.id })).toMatchObject({
    code: 'reply_not_allowed',
  });
});

test('a member who was added first is named if a group refuses the second', async () => {
  const [ayse, bora, can] = [await one(), await one(), await one()];
  await t.as(can).patch('/safety/contact', { groups: 'nobody' });
  expect(
    await t
      .as(ayse)
      .post('/conversations', { type: 'group', name: 'Grup', participantIds: [bora.id, can.id] }),
  ).toMatchObject({ status: 403, code: 'group_not_allowed', errors: [{ path: 'participantIds.1' }] });
  const group = await t
    .as(ayse)
    .post('/conversations', { type: 'group', name: 'Grup', participantIds: [bora.id] });
  expect(await t.as(ayse).put(`/conversations/${group.id}/participants/${can.id}`, {})).toMatchObject({
    status: 403,
    code: 'group_not_allowed',
  });
});

test('the settings of messages and those of safety are one', async () => {
  const ayse = await one();
  await t.as(ayse).patch('/conversations/settings', { whoMayWrite: 'followers' });
  expect((await t.as(ayse).get('/safety/contact')).messages).toBe('followers');
  await t.as(ayse).patch('/safety/contact', { messages: 'nobody' });
  await t.as(ayse).patch('/conversations/settings', { typing: false });
  expect(await t.as(ayse).get('/conversations/settings')).toMatchObject({
    whoMayWrite: 'nobody',
    typing: false,
  });
  // As a release before saves it.
  await t.ctx.pool.query("update messaging.settings set who_may_write = 'university' where member_id = $1", [
    ayse.id,
  ]);
  expect((await t.as(ayse).get('/safety/contact')).messages).toBe('university');
});

const held = (member: TestMember) =>
  holdLock(t, 'select pg_advisory_xact_lock(hashtextextended($1, 40))', [member.id]);

test.for([
  [
    'a reply',
    (bora: TestMember, _ayse: TestMember, post: Post) =>
      t.as(bora).raw('POST', '/posts', { body: { content: 'Yanıt', replyToId: post.id } }),
  ],
  [
    'a conversation',
    (bora: TestMember, ayse: TestMember) =>
      t.as(bora).raw('POST', '/conversations', { body: { type: 'direct', participantIds: [ayse.id] } }),
  ],
  [
    'a group',
    (bora: TestMember, ayse: TestMember) =>
      t
        .as(bora)
        .raw('POST', '/conversations', { body: { type: 'group', name: 'Grup', participantIds: [ayse.id] } }),
  ],
] as const)('%s that is sent while the settings change is refused', async ([, send]) => {
  const [ayse, bora] = [await one(), await one()];
  const post = await publish(ayse, { content: 'Soru' });
  const lock = await held(ayse);
  await lock.query(
    "insert into social.contact_settings (member_id, replies, messages, groups) values ($1, 'nobody', 'nobody', 'nobody')",
    [ayse.id],
  );
  const answer = send(bora, ayse, post);
  await lock.waitForBlocked(1);
  await lock.release();
  expect((await answer).status).toBe(403);
});

test('a change of the settings waits for a reply that is being written', async () => {
  const [ayse, bora] = [await one(), await one()];
  const post = await publish(ayse, { content: 'Soru' });
  // The reply stops at its author's counter, when it has read the settings.
  await publish(bora, { content: 'İlk' });
  const lock = await holdLock(t, 'select from profiles.post_counts where user_id = $1 for update', [bora.id]);
  const reply = t.as(bora).raw('POST', '/posts', { body: { content: 'Yanıt', replyToId: post.id } });
  await lock.waitForBlocked(1);
  const change = t.as(ayse).patch('/safety/contact', { replies: 'nobody' });
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await reply).status).toBe(201);
  expect(await change).toMatchObject({ replies: 'nobody' });
});
