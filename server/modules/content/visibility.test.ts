import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePost } from './factory.ts';
import type { Post, Visibility } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

/**
 * The relation of a viewer to the author. All but the stranger from elsewhere are at the author's university.
 */
const RELATIONS = [
  'author',
  'follower',
  'fellow student',
  'from elsewhere',
  'follower from elsewhere',
  'followed by the author',
  'blocked by the author',
  'blocking the author',
  'muting the author',
] as const;
type Relation = (typeof RELATIONS)[number];
const VISIBILITIES = ['public', 'university', 'followers'] as const;

/** The visibility rule, as a plain table. */
function canRead(relation: Relation, visibility: Visibility, isPrivate: boolean): boolean {
  if (relation === 'author') return true;
  if (relation === 'blocked by the author' || relation === 'blocking the author') return false;
  const isFollower = relation === 'follower' || relation === 'follower from elsewhere';
  if (isPrivate && !isFollower) return false;
  if (visibility === 'followers') return isFollower;
  if (visibility === 'university') return !relation.endsWith('from elsewhere');
  return true;
}

interface Stage {
  author: TestMember;
  readers: Record<Relation, TestMember>;
  posts: Record<Visibility, Post>;
}
const stages = new Map<boolean, Stage>();

beforeAll(async () => {
  for (const isPrivate of [false, true]) {
    const [author] = (await t.members(1)) as [TestMember];
    const readers = { author } as Record<Relation, TestMember>; // filled below
    for (const relation of RELATIONS) {
      if (relation !== 'author') readers[relation] = await makeReader(relation, author);
    }
    if (isPrivate) await t.as(author).patch('/users/me', { isPrivate: true });
    const posts = {} as Record<Visibility, Post>; // filled below
    for (const visibility of VISIBILITIES) posts[visibility] = await makePost(t, { author, visibility });
    stages.set(isPrivate, { author, readers, posts });
  }
});

async function makeReader(relation: Relation, author: TestMember): Promise<TestMember> {
  const university = relation.endsWith('from elsewhere') ? 'nar' : 'cinar';
  const [reader] = (await t.members(1, { university })) as [TestMember];
  const reading = t.as(reader);
  const writing = t.as(author);
  if (relation.startsWith('follower')) await reading.put(`/users/${author.id}/follow`);
  if (relation === 'followed by the author') await writing.put(`/users/${reader.id}/follow`);
  if (relation === 'blocked by the author') await writing.put(`/users/${reader.id}/block`);
  if (relation === 'blocking the author') await reading.put(`/users/${author.id}/block`);
  if (relation === 'muting the author') await reading.put(`/users/${author.id}/mute`);
  return reader;
}

const CASES = [false, true].flatMap((isPrivate) =>
  RELATIONS.map((relation) => [isPrivate ? 'private' : 'open', relation, isPrivate] as const),
);

test.for(CASES)(
  'of a member whose account is %s, the %s reads what the table says',
  async ([, relation, isPrivate]) => {
    const { author, readers, posts } = stages.get(isPrivate)!;
    const reader = t.as(readers[relation]);
    const readable = VISIBILITIES.filter((visibility) => canRead(relation, visibility, isPrivate));

    const read = [];
    for (const visibility of VISIBILITIES) {
      const answer = await reader.get(`/posts/${posts[visibility].id}`);
      if (answer.id === posts[visibility].id) read.push(visibility);
      else expect(answer).toMatchObject({ status: 404, code: 'post_not_found' });
      const thread = await reader.get(`/posts/${posts[visibility].id}/thread`);
      expect(thread.post?.id ?? thread.code).toBe(answer.id ?? 'post_not_found');
    }
    expect(read).toEqual(readable);

    const list = await reader.get(`/users/${author.username}/posts`);
    if (relation === 'blocked by the author' || relation === 'blocking the author') {
      expect(list).toMatchObject({ status: 404, code: 'member_not_found' });
    } else {
      expect(list.items.map((post: Post) => post.visibility).reverse()).toEqual(readable);
    }
  },
);

test.for(CASES)(
  'of a member whose account is %s, the %s answers and quotes only what they may read',
  async ([, relation, isPrivate]) => {
    const { readers, posts } = stages.get(isPrivate)!;
    const reader = t.as(readers[relation]);
    for (const visibility of VISIBILITIES) {
      const { id } = posts[visibility];
      const isReadable = canRead(relation, visibility, isPrivate);
      const isQuotable = relation === 'author' || (visibility !== 'followers' && !isPrivate);
      const reply = await reader.raw('POST', '/posts', { body: { content: 'Yanıt', replyToId: id } });
      const quote = await reader.raw('POST', '/posts', { body: { content: 'Alıntı', quoteOfId: id } });
      expect([visibility, reply.status, quote.status]).toEqual([
        visibility,
        isReadable ? 201 : 404,
        isReadable ? (isQuotable ? 201 : 403) : 404,
      ]);
      for (const { status, body } of [reply, quote])
        if (status === 201) await reader.delete(`/posts/${body.id}`);
    }
  },
);

test('a moderator deletes a post that they may not read, and the audit log records it', async () => {
  const [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const { author } = stages.get(true)!;
  const post = await makePost(t, { author, visibility: 'followers' });
  expect(await t.as(moderator).get(`/posts/${post.id}`)).toMatchObject({ status: 404 });
  expect((await t.as(moderator).raw('DELETE', `/posts/${post.id}`)).status).toBe(204);
  expect(await t.as(author).get(`/posts/${post.id}`)).toMatchObject({ status: 404 });
  const log = await t.ctx.db
    .selectFrom('auth.audit_log')
    .selectAll()
    .where('subject_id', '=', post.id)
    .execute();
  expect(log).toMatchObject([
    {
      event: 'post_deleted_by_moderator',
      actor_id: moderator.id,
      subject_type: 'post',
      details: { authorId: author.id },
    },
  ]);
});

test('a moderator of another university learns no more than a member', async () => {
  const [moderator] = (await t.members(1, { university: 'nar', roles: ['moderator'] })) as [TestMember];
  const { author } = stages.get(true)!;
  const post = await makePost(t, { author, visibility: 'followers' });
  expect((await t.as(moderator).delete(`/posts/${post.id}`)).code).toBe('post_not_found');
  expect((await t.as(author).get(`/posts/${post.id}`)).id).toBe(post.id);
});

test('deleting a hidden post tells a stranger nothing', async () => {
  const { author, readers, posts } = stages.get(false)!;
  const attempt = async (relation: Relation, visibility: Visibility) =>
    (await t.as(readers[relation]).delete(`/posts/${posts[visibility].id}`)).code;
  expect(await attempt('fellow student', 'public')).toBe('not_your_post');
  expect(await attempt('fellow student', 'followers')).toBe('post_not_found');
  expect(await attempt('blocked by the author', 'public')).toBe('post_not_found');
  expect((await t.as(author).get(`/posts/${posts.public.id}`)).id).toBe(posts.public.id);
});
