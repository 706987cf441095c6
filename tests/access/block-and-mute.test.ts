import { afterAll, describe, expect, test } from 'vitest';
import { makePost, makeReaction } from '../../server/modules/content/factory.ts';
import { makeGroup, makeMessage } from '../../server/modules/messaging/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../server/modules/social/factory.ts';
import { type TestMember, testServer } from '../../server/testing/server.ts';

/*
 * What a block and a mute promise, on every surface that shows members or what they write. Each row first shows that the surface
 * has the other member; then whether it still has them.
 */

const t = await testServer();
afterAll(t.close);

type Relation = 'blocks' | 'blocked by' | 'mutes';
interface Scene {
  viewer: TestMember;
  other: TestMember;
  /** A third member whom both know. */
  third: TestMember;
  /** Of the other. */
  post: { id: string };
  /** Of the third. */
  shared: { id: string };
  /** Of the viewer. */
  own: { id: string };
  /** Of the third: quotes the other's. */
  quote: { id: string };
  group: { id: string };
  direct: { id: string };
  /** Of the other, in the group. */
  message: { id: string };
  tag: string;
  word: string;
}

let scenes = 0;
async function makeScene(): Promise<Scene> {
  scenes += 1;
  const word = `zeytin${scenes}yaprak`;
  const tag = `etiket${scenes}sahne`;
  const [viewer, other, third] = [
    ...(await t.members(1)),
    ...(await t.members(1, { username: `${word}_x`, displayName: `Öteki ${word}` })),
    ...(await t.members(1)),
  ] as [TestMember, TestMember, TestMember];
  await makeFollow(t, viewer, third);
  await makeFollow(t, other, third);
  await makeFollow(t, third, other);
  const post = await makePost(t, { author: other, content: `${word} #${tag}` });
  const shared = await makePost(t, { author: third, content: 'Ortak gönderi' });
  const own = await makePost(t, { author: viewer, content: 'Benim gönderim' });
  await makePost(t, { author: other, content: `Yanıt ${word}`, replyTo: shared });
  await makePost(t, { author: other, content: `Alıntı ${word}`, quoteOf: shared });
  await makePost(t, { author: other, content: `Selam @${viewer.username} ${word}` });
  const quote = await makePost(t, { author: third, content: 'Bakın', quoteOf: post });
  await makeReaction(t, 'like', other, shared);
  await makeReaction(t, 'repost', other, shared);
  await makeReaction(t, 'like', other, own);
  await makeReaction(t, 'repost', third, post);
  await makeReaction(t, 'like', third, post);
  await makeReaction(t, 'bookmark', viewer, post);
  await makeReaction(t, 'like', viewer, post);
  const group = await makeGroup(t, [third, viewer, other]);
  const message = await makeMessage(t, other, group, `Gruba ${word}`);
  const direct = await t.as(viewer).post('/conversations', { type: 'direct', participantIds: [other.id] });
  await t.as(other).put(`/conversations/${direct.id}/accept`);
  await makeMessage(t, other, direct, `Sana ${word}`);
  await t.settled();
  // What jobs choose for the viewer. The first visit asks for it.
  await t.as(viewer).get('/users/suggestions');
  for (const job of ['feed.computePool', 'feed.computeNotable'] as const) await t.ctx.jobs.add(job, {});
  await t.settled();
  t.clock.advance(30_000);
  return { viewer, other, third, post, shared, own, quote, group, direct, message, tag, word };
}

/** Whether an answer shows anything of the other: a name, a text or an id. */
const shows = ({ other, word }: Scene, answer: unknown): boolean => {
  const text = JSON.stringify(answer);
  return text.includes(word) || text.includes(other.id);
};
const page = (path: (scene: Scene) => string) => async (scene: Scene) =>
  shows(scene, await t.as(scene.viewer).get(path(scene)));
/** Whether it shows a text or name; the id of a sender may stay. */
const text = (path: (scene: Scene) => string) => async (scene: Scene) =>
  JSON.stringify(await t.as(scene.viewer).get(path(scene))).includes(scene.word);

const GONE = { blocks: false, 'blocked by': false, mutes: false };
const SHOWN_TO_MUTERS = { blocks: false, 'blocked by': false, mutes: true };

const surfaces: Record<string, { shows: (scene: Scene) => Promise<boolean> } & Record<Relation, boolean>> = {
  // Opened by the viewer: a mute hides nothing.
  profile: { shows: page(({ other }) => `/users/${other.username}`), ...SHOWN_TO_MUTERS },
  'their posts': { shows: page(({ other }) => `/users/${other.id}/posts`), ...SHOWN_TO_MUTERS },
  'their followers': {
    shows: async ({ viewer, other }) =>
      (await t.as(viewer).raw('GET', `/users/${other.id}/followers`)).status === 200,
    ...SHOWN_TO_MUTERS,
  },
  post: { shows: page(({ post }) => `/posts/${post.id}`), ...SHOWN_TO_MUTERS },
  thread: { shows: page(({ post }) => `/posts/${post.id}/thread`), ...SHOWN_TO_MUTERS },
  'versions of a post': {
    shows: async ({ viewer, post }) =>
      (await t.as(viewer).raw('GET', `/posts/${post.id}/history`)).status === 200,
    ...SHOWN_TO_MUTERS,
  },
  'reply permission': {
    shows: async ({ viewer, post }) =>
      (await t.as(viewer).raw('GET', `/posts/${post.id}/reply-permission`)).status === 200,
    ...SHOWN_TO_MUTERS,
  },
  'replies of a thread': { shows: page(({ shared }) => `/posts/${shared.id}/thread`), ...SHOWN_TO_MUTERS },
  'quoted post': { shows: page(({ quote }) => `/posts/${quote.id}`), ...SHOWN_TO_MUTERS },
  likes: { shows: page(({ shared }) => `/posts/${shared.id}/likes`), ...SHOWN_TO_MUTERS },
  reposts: { shows: page(({ shared }) => `/posts/${shared.id}/reposts`), ...SHOWN_TO_MUTERS },
  quotes: { shows: page(({ shared }) => `/posts/${shared.id}/quotes`), ...SHOWN_TO_MUTERS },
  bookmarks: { shows: page(() => '/bookmarks'), ...SHOWN_TO_MUTERS },
  'own likes': { shows: page(({ viewer }) => `/users/${viewer.id}/likes`), ...SHOWN_TO_MUTERS },
  followers: { shows: page(({ third }) => `/users/${third.id}/followers`), ...SHOWN_TO_MUTERS },
  following: { shows: page(({ third }) => `/users/${third.id}/following`), ...SHOWN_TO_MUTERS },
  'people search': { shows: page(({ word }) => `/search/users?q=${word}`), ...GONE },
  'suggestions while typing': {
    shows: async (scene) => shows(scene, await t.as(scene.viewer).get(`/search/suggestions?q=${scene.word}`)),
    ...GONE,
  },
  'completion of @': {
    shows: page(({ word }) => `/search/completions?q=${encodeURIComponent(`@${word}`)}`),
    ...GONE,
  },
  'post search': {
    shows: async (scene) => (await t.as(scene.viewer).get(`/search/posts?q=${scene.word}`)).items.length > 0,
    ...GONE,
  },
  // Brought to the viewer: a mute hides it.
  home: {
    shows: async ({ viewer, word }) => {
      const { items } = await t.as(viewer).get('/feed/home?limit=50');
      // A quote by a muted member is collapsed.
      const shown = items.map((item: { quoteOf?: { byMuted?: boolean } | null }) =>
        item.quoteOf?.byMuted ? { ...item, quoteOf: null } : item,
      );
      return JSON.stringify(shown).includes(word);
    },
    ...GONE,
  },
  explore: { shows: text(() => '/feed/explore?limit=50'), ...GONE },
  'suggested members': { shows: page(() => '/users/suggestions?limit=50'), ...GONE },
  'hashtag page': {
    shows: async ({ viewer, tag }) => (await t.as(viewer).get(`/hashtags/${tag}/posts`)).items.length > 0,
    ...GONE,
  },
  notifications: {
    shows: async ({ viewer, other }) =>
      JSON.stringify((await t.as(viewer).get('/notifications')).items).includes(other.id),
    ...GONE,
  },
  'unread notifications': {
    shows: async ({ viewer }) => (await t.as(viewer).get('/notifications/unread')).unread > 0,
    ...GONE,
  },
  // Messages: a mute is about posts; conversations have their own.
  inbox: {
    shows: async ({ viewer, direct }) =>
      JSON.stringify((await t.as(viewer).get('/conversations')).items).includes(direct.id),
    blocks: false,
    'blocked by': true,
    mutes: true,
  },
  'unread conversations': {
    shows: async ({ viewer, group, direct }) => {
      await t.as(viewer).put(`/conversations/${group.id}/read`, { seq: 100 });
      const { conversations } = await t.as(viewer).get('/conversations/unread');
      return conversations > 0 && direct.id !== '';
    },
    blocks: false,
    'blocked by': true,
    mutes: true,
  },
  'group message': {
    shows: text(({ message }) => `/messages/${message.id}`),
    blocks: false,
    'blocked by': true,
    mutes: true,
  },
  'message search': {
    shows: async ({ viewer, group, word }) =>
      (await t.as(viewer).get(`/conversations/${group.id}/search?q=${word}`)).items.length > 0,
    blocks: false,
    'blocked by': true,
    mutes: true,
  },
  // Who belongs to a group stays known to all of its members: ADR 0014.
  'group members': {
    shows: page(({ group }) => `/conversations/${group.id}/participants`),
    blocks: true,
    'blocked by': true,
    mutes: true,
  },
  // What the viewer can do.
  'a mention counts': {
    shows: async ({ viewer, other }) =>
      (await t.as(viewer).post('/posts', { content: `Selam @${other.username}` })).entities.length > 0,
    ...SHOWN_TO_MUTERS,
  },
  'a reply is possible': {
    shows: async ({ viewer, post }) =>
      (await t.as(viewer).raw('POST', '/posts', { body: { content: 'Yanıt', replyToId: post.id } }))
        .status === 201,
    ...SHOWN_TO_MUTERS,
  },
  'adding to a group is possible': {
    shows: async ({ viewer, other }) =>
      (
        await t.as(viewer).raw('POST', '/conversations', {
          body: { type: 'group', name: 'Yeni', participantIds: [other.id] },
        })
      ).status === 201,
    ...SHOWN_TO_MUTERS,
  },
  // What the other did is counted, whoever looks: a count that changes would reveal a block.
  'count of likes': {
    shows: async ({ viewer, shared }) => (await t.as(viewer).get(`/posts/${shared.id}`)).counts.likes > 0,
    blocks: true,
    'blocked by': true,
    mutes: true,
  },
  // Last: the viewer follows the other, as far as that is possible.
  'familiar followers': {
    shows: async (scene) => {
      await t.as(scene.viewer).put(`/users/${scene.other.id}/follow`);
      return shows(scene, await t.as(scene.viewer).get(`/users/${scene.third.id}/familiar-followers`));
    },
    ...GONE,
  },
};

const relate: Record<Relation, (scene: Scene) => Promise<void>> = {
  blocks: ({ viewer, other }) => makeBlock(t, viewer, other),
  'blocked by': ({ viewer, other }) => makeBlock(t, other, viewer),
  mutes: ({ viewer, other }) => makeMute(t, viewer, other),
};

describe.each(Object.entries(surfaces))('%s', (_name, surface) => {
  test('shows the other at first', async () => {
    expect(await surface.shows(await fresh())).toBe(true);
  });
});

/** One untouched scene serves all surfaces. */
let untouched: Promise<Scene> | undefined;
const fresh = () => (untouched ??= makeScene());

test.for(Object.keys(relate) as Relation[])(
  'a member who %s the other sees what was promised',
  async (relation) => {
    const scene = await makeScene();
    await relate[relation](scene);
    await t.settled();
    const found: Record<string, boolean> = {};
    const promised: Record<string, boolean> = {};
    for (const [name, surface] of Object.entries(surfaces)) {
      found[name] = await surface.shows(scene);
      promised[name] = surface[relation];
    }
    expect(found).toEqual(promised);
  },
);
