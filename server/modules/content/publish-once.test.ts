import { afterAll, describe, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makeBlock } from '../social/factory.ts';
import { makePost } from './factory.ts';

const t = await testServer();
afterAll(t.close);

const SECRET = 'Bunu geri alacağım';
const key = { 'idempotency-key': 'k' };
const later = () => new Date(t.ctx.clock().getTime() + 3_600_000).toISOString();

type Publisher = (quoter: TestMember, post: object) => Promise<() => ReturnType<typeof t.anyone.raw>>;
/** Every way to publish a post with an Idempotency-Key. */
const publishers: Record<string, Publisher> = {
  'POST /posts': async (quoter, post) => () =>
    t.as(quoter).raw('POST', '/posts', { body: post, headers: key }),
  'POST /pending-posts': async (quoter, post) => () =>
    t.as(quoter).raw('POST', '/pending-posts', { body: post, headers: key }),
  'POST /drafts/{id}/publish': async (quoter, post) => {
    const { id } = await t.as(quoter).post('/drafts', { post });
    return () => t.as(quoter).raw('POST', `/drafts/${id}/publish`, { headers: key });
  },
  'POST /drafts/{id}/pending': async (quoter, post) => {
    const { id } = await t.as(quoter).post('/drafts', { post });
    return () => t.as(quoter).raw('POST', `/drafts/${id}/pending`, { headers: key });
  },
  'POST /scheduled-posts/{id}/publish': async (quoter, post) => {
    const { id } = await t.as(quoter).post('/scheduled-posts', { post, scheduledFor: later() });
    return () => t.as(quoter).raw('POST', `/scheduled-posts/${id}/publish`, { headers: key });
  },
};
/** Every way in which a quoted post becomes unavailable, and the reason that the quote then shows. */
const changes: Record<
  string,
  { reason: string; change: (author: TestMember, id: string, quoter: TestMember) => unknown }
> = {
  deleted: { reason: 'deleted', change: (author, id) => t.as(author).delete(`/posts/${id}`) },
  narrowed: {
    reason: 'hidden',
    change: (author, id) => t.as(author).patch(`/posts/${id}`, { visibility: 'followers' }),
  },
  'behind a block': { reason: 'hidden', change: (author, _id, quoter) => makeBlock(t, author, quoter) },
};

describe.for(Object.keys(publishers))('a retry of %s', (way) => {
  test.for(Object.keys(changes))('does not return the quoted post once it is %s', async (name) => {
    const { reason, change: end } = changes[name] as (typeof changes)[string];
    const [author, quoter] = (await t.members(2)) as [TestMember, TestMember];
    const quoted = await makePost(t, { author, content: SECRET });
    const send = await (publishers[way] as Publisher)(quoter, { content: 'Bakın', quoteOfId: quoted.id });
    const first = await send();
    expect(JSON.stringify(first.body)).toContain(SECRET);
    await end(author, quoted.id, quoter);
    const again = await send();
    expect(again.status).toBe(first.status);
    expect(again.body.id).toBe(first.body.id);
    const { quoteOf } = again.body.preview ?? again.body;
    expect(quoteOf).toEqual({ id: quoted.id, unavailable: true, reason });
    expect(JSON.stringify(await t.as(quoter).get('/pending-posts'))).not.toContain(SECRET);
    // Its text is not stored in the tables either.
    for (const table of ['platform.idempotency_keys', 'content.scheduled_posts']) {
      const { rows } = await t.ctx.pool.query(`select row_to_json(kept)::text as text from ${table} kept`);
      expect(rows.filter(({ text }) => text.includes(SECRET))).toEqual([]);
    }
  });
});

test('a retry after a pending post is published returns the post', async () => {
  const [author, quoter] = (await t.members(2)) as [TestMember, TestMember];
  const quoted = await makePost(t, { author, content: SECRET });
  const body = { content: 'Bakın', quoteOfId: quoted.id };
  const send = () => t.as(quoter).raw('POST', '/pending-posts', { body, headers: key });
  const pending = await send();
  const post = await t.as(quoter).post(`/pending-posts/${pending.body.id}/publish`);
  expect(await send()).toMatchObject({ status: 201, body: { id: post.id, quoteOf: { content: SECRET } } });
  await t.as(author).delete(`/posts/${quoted.id}`);
  expect(await send()).toMatchObject({ status: 201, body: { id: post.id, quoteOf: { unavailable: true } } });
});
