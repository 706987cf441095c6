import { sql } from 'kysely';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Context } from '../../platform/context.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makeBlock, makeFollow } from '../social/factory.ts';
import { saveDraft } from './drafts/service.ts';
import { edit } from './editing/service.ts';
import { loadViewer, makePost } from './factory.ts';
import { updateMutedWord } from './muted-words/service.ts';
import { publishPendingNow, undoPendingPost } from './pending/service.ts';
import { pin } from './pins/service.ts';
import { publish } from './publishing/service.ts';
import { react } from './reactions/service.ts';
import { jobs as schedulingJobs } from './scheduling/jobs.ts';
import { publishScheduledNow, reschedule, unschedule } from './scheduling/service.ts';
import type { Post } from './schemas.ts';
import { deletePost } from './service.ts';

const t = await testServer();
afterAll(t.close);

let advancedMs = 0;
afterEach(() => {
  t.clock.advance(-advancedMs);
  advancedMs = 0;
});
const wait = (milliseconds: number) => {
  advancedMs += milliseconds;
  t.clock.advance(milliseconds);
};

type Three = [TestMember, TestMember, TestMember];
const three = async (): Promise<Three> => (await t.members(3)) as Three;
const ORIGIN = { ip: '127.0.0.1', userAgent: 'test', requestId: 'test' };

/** Resolves once `work` has settled, or waits for a lock of another transaction. */
async function waitForLock(work: Promise<unknown>): Promise<void> {
  let isSettled = false;
  const note = () => {
    isSettled = true;
  };
  work.then(note, note);
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`select exists (
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting`.execute(
      t.ctx.db,
    );
    if (isSettled || rows[0]?.waiting) return;
  }
}

/**
 * Runs `first` in a transaction, then starts `second` on another connection, and commits once `second` waits
 * for the lock.
 * @returns the result of `second`
 */
async function runConcurrently<T>(
  first: (tx: Context) => Promise<unknown>,
  second: () => Promise<T>,
): Promise<T> {
  // Wrapped in an object: a promise that a transaction returns would be awaited inside it.
  const { started } = await t.ctx.transaction(async (tx) => {
    await first(tx);
    const started = second();
    await waitForLock(started);
    return { started };
  });
  return started;
}

/**
 * Locks the rows that a statement selects, starts `work`, runs `meanwhile` while `work` waits for them, then
 * releases them.
 */
async function withLockedRows<T>(
  lock: { query: string; id: string },
  work: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
): Promise<T> {
  const locker = await t.ctx.pool.connect();
  try {
    await locker.query('begin');
    await locker.query(lock.query, [lock.id]);
    const started = work();
    await waitForLock(started);
    await meanwhile();
    await locker.query('commit');
    return await started;
  } finally {
    await locker.query('rollback');
    locker.release();
  }
}

const postLock = (post: { id: string }) => ({
  query: 'select from content.posts where id = $1 for update',
  id: post.id,
});
const send = (member: TestMember, body: object, headers: Record<string, string> = {}) =>
  t.as(member).raw('POST', '/posts', { body: { content: 'Metin', ...body }, headers });
const canRead = async (reader: TestMember, post: { id: string }): Promise<boolean> =>
  (await t.as(reader).get(`/posts/${post.id}`)).id === post.id;
const asAuthor = async (member: TestMember) => loadViewer(t, member);
const narrow = (author: TestMember, post: { id: string }) => async (tx: Context) =>
  edit(tx, await asAuthor(author), post.id, { visibility: 'followers' });
const rowsOf = async (query: string, ...values: unknown[]) => (await t.ctx.pool.query(query, values)).rows;

test('a reply concurrent with a narrowing of its post gets the narrow audience', async () => {
  const [ayse, bora, can] = await three();
  await makeFollow(t, bora, ayse);
  const post = await makePost(t, { author: ayse });
  const { status, body } = await runConcurrently(narrow(ayse, post), () =>
    send(bora, { replyToId: post.id }),
  );
  expect(status).toBe(201);
  expect(body).toMatchObject({ visibility: 'followers' });
  expect(await canRead(can, body)).toBe(false);
  expect(await canRead(ayse, body)).toBe(true);
});

test('a reply by a member whom a concurrent narrowing excludes is refused', async () => {
  const [ayse, bora] = await three();
  const post = await makePost(t, { author: ayse });
  expect(await runConcurrently(narrow(ayse, post), () => send(bora, { replyToId: post.id }))).toMatchObject({
    status: 404,
  });
});

test('a reply deep in a thread, concurrent with a narrowing of the first post, gets the narrow audience', async () => {
  const [ayse, bora, can] = await three();
  await makeFollow(t, bora, ayse);
  const post = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: post });
  const { status, body } = await runConcurrently(narrow(ayse, post), () =>
    send(bora, { replyToId: reply.id }),
  );
  expect(status).toBe(201);
  expect(await canRead(can, body)).toBe(false);
});

test.for(['the post', 'a reply to it'] as const)(
  'a narrowing concurrent with a reply to %s narrows that reply too',
  async (which) => {
    const [ayse, bora, can] = await three();
    const post = await makePost(t, { author: ayse });
    const reply = await makePost(t, { author: bora, replyTo: post });
    const above = which === 'the post' ? post : reply;
    let newReply: Post | undefined;
    const viewer = await asAuthor(bora);
    const edited = await runConcurrently(
      async (tx) => {
        newReply = await publish(tx, viewer, { content: 'Yanıt', replyToId: above.id }, undefined);
      },
      () => t.as(ayse).patch(`/posts/${post.id}`, { visibility: 'followers' }),
    );
    expect(edited).toMatchObject({ visibility: 'followers' });
    expect(await canRead(can, newReply!)).toBe(false);
    expect(await canRead(bora, newReply!)).toBe(true);
  },
);

test.for(['repost', 'like', 'bookmark'] as const)(
  'a %s concurrent with a narrowing that excludes the member is refused',
  async (kind) => {
    const [ayse, bora] = await three();
    const post = await makePost(t, { author: ayse });
    const answer = await runConcurrently(
      async (tx) => {
        await sql`select from content.posts where id = ${post.id} for update`.execute(tx.db);
        await (await narrow(ayse, post))(tx);
      },
      () => t.as(bora).raw('PUT', `/posts/${post.id}/${kind}`),
    );
    expect(answer.status).toBe(404);
    expect(await rowsOf(`select from content.${kind}s where post_id = $1`, post.id)).toEqual([]);
  },
);

test('a repost and a quote by a follower concurrent with a narrowing are refused', async () => {
  const [ayse, bora] = await three();
  await makeFollow(t, bora, ayse);
  for (const what of ['repost', 'quote'] as const) {
    const post = await makePost(t, { author: ayse });
    const answer = await runConcurrently(
      async (tx) => {
        await sql`select from content.posts where id = ${post.id} for update`.execute(tx.db);
        await (await narrow(ayse, post))(tx);
      },
      () =>
        what === 'repost'
          ? t.as(bora).raw('PUT', `/posts/${post.id}/repost`)
          : send(bora, { quoteOfId: post.id }),
    );
    expect(answer).toMatchObject({ status: 403, body: { code: `${what}_not_allowed` } });
  }
});

test('a reply concurrent with the closing of replies is refused', async () => {
  const [ayse, bora] = await three();
  const post = await makePost(t, { author: ayse });
  const viewer = await asAuthor(ayse);
  const answer = await runConcurrently(
    (tx) => edit(tx, viewer, post.id, { replyPolicy: 'nobody' }),
    () => send(bora, { replyToId: post.id }),
  );
  expect(answer).toMatchObject({ status: 403, body: { code: 'reply_not_allowed' } });
});

test.for(['reply', 'quote', 'like', 'repost', 'bookmark', 'edit', 'pin'] as const)(
  'a %s concurrent with the deletion of its post answers that there is no such post',
  async (what) => {
    const [ayse, bora] = await three();
    const post = await makePost(t, { author: ayse });
    const viewer = await asAuthor(ayse);
    const does = {
      reply: () => send(bora, { replyToId: post.id }),
      quote: () => send(bora, { quoteOfId: post.id }),
      like: () => t.as(bora).raw('PUT', `/posts/${post.id}/like`),
      repost: () => t.as(bora).raw('PUT', `/posts/${post.id}/repost`),
      bookmark: () => t.as(bora).raw('PUT', `/posts/${post.id}/bookmark`),
      edit: () => t.as(ayse).raw('PATCH', `/posts/${post.id}`, { body: { content: 'Başka' } }),
      pin: () => t.as(ayse).raw('PUT', `/posts/${post.id}/pin`),
    };
    const answer = await runConcurrently((tx) => deletePost(tx, viewer, post.id, ORIGIN), does[what]);
    expect(answer).toMatchObject({ status: 404, body: { code: 'post_not_found' } });
    await t.settled();
    for (const table of ['likes', 'reposts', 'bookmarks'])
      expect(await rowsOf(`select from content.${table} where post_id = $1`, post.id)).toEqual([]);
    const [row] = await rowsOf(
      'select content, reply_count, quote_count, pinned_at from content.posts where id = $1',
      post.id,
    );
    expect(row).toEqual({ content: '', reply_count: 0, quote_count: 0, pinned_at: null });
  },
);

test('a deletion waits for a concurrent like, and deletes the like too', async () => {
  const [ayse, bora] = await three();
  const post = await makePost(t, { author: ayse });
  const viewer = await asAuthor(bora);
  const answer = await runConcurrently(
    (tx) => react(tx, viewer, 'like', post.id),
    () => t.as(ayse).raw('DELETE', `/posts/${post.id}`),
  );
  expect(answer.status).toBe(204);
  await t.settled();
  expect(await rowsOf('select from content.likes where post_id = $1', post.id)).toEqual([]);
});

test('a deletion concurrent with a pin removes the pin', async () => {
  const [ayse] = await three();
  const post = await makePost(t, { author: ayse });
  const viewer = await asAuthor(ayse);
  await runConcurrently(
    (tx) => pin(tx, viewer, post.id),
    () => t.as(ayse).raw('DELETE', `/posts/${post.id}`),
  );
  expect(await rowsOf('select from content.posts where id = $1 and pinned_at is null', post.id)).toHaveLength(
    1,
  );
});

test('two concurrent edits make two versions, and an edit based on an outdated version is refused', async () => {
  const [ayse] = await three();
  const post = await makePost(t, { author: ayse, content: 'Bir' });
  const viewer = await asAuthor(ayse);
  const change = (tx: Context) => edit(tx, viewer, post.id, { content: 'İki' });
  const stale = await runConcurrently(change, () =>
    t.as(ayse).raw('PATCH', `/posts/${post.id}`, { body: { content: 'Üç', ifEditedAt: null } }),
  );
  expect(stale).toMatchObject({ status: 409, body: { code: 'post_changed' } });
  await runConcurrently(
    (tx) => edit(tx, viewer, post.id, { content: 'Dört' }),
    () => t.as(ayse).patch(`/posts/${post.id}`, { content: 'Beş' }),
  );
  const { items } = await t.as(ayse).get(`/posts/${post.id}/history`);
  expect(items.map(({ content }: Post) => content)).toEqual(['Beş', 'Dört', 'İki', 'Bir']);
});

test('a vote concurrent with an edit counts, and the edit does not change the poll', async () => {
  const [ayse, bora] = await three();
  const poll = { options: ['Evet', 'Hayır'], closesInMinutes: 5 };
  const post = await makePost(t, { author: ayse, poll });
  const viewer = await asAuthor(ayse);
  const answer = await runConcurrently(
    (tx) => edit(tx, viewer, post.id, { content: 'Başka soru' }),
    () => t.as(bora).raw('POST', `/posts/${post.id}/poll/votes`, { body: { choices: [0] } }),
  );
  expect(answer).toMatchObject({ status: 200, body: { voters: 1 } });
});

const pollLock = (post: { id: string }) => ({
  query: 'select from content.polls where post_id = $1 for update',
  id: post.id,
});

test('a vote that waits until its poll is closed, or until the author has blocked the voter, is refused', async () => {
  const [ayse, bora] = await three();
  const poll = { options: ['Evet', 'Hayır'], closesInMinutes: 5 };
  const vote = (post: Post) => () =>
    t.as(bora).raw('POST', `/posts/${post.id}/poll/votes`, { body: { choices: [0] } });
  const closing = await makePost(t, { author: ayse, poll });
  const late = await withLockedRows(pollLock(closing), vote(closing), async () => wait(5 * 60_000));
  expect(late).toMatchObject({ status: 422, body: { code: 'poll_closed' } });
  const blocked = await makePost(t, { author: ayse, poll });
  const answer = await withLockedRows(pollLock(blocked), vote(blocked), () => makeBlock(t, ayse, bora));
  expect(answer.status).toBe(404);
  expect(await rowsOf('select from content.poll_votes where user_id = $1', bora.id)).toEqual([]);
});

test.for(['reply', 'quote', 'like', 'repost'] as const)(
  'a %s that waits while the post’s author blocks the member is refused',
  async (what) => {
    const [ayse, bora] = await three();
    const post = await makePost(t, { author: ayse });
    const does = {
      reply: () => send(bora, { replyToId: post.id }),
      quote: () => send(bora, { quoteOfId: post.id }),
      like: () => t.as(bora).raw('PUT', `/posts/${post.id}/like`),
      repost: () => t.as(bora).raw('PUT', `/posts/${post.id}/repost`),
    };
    const answer = await withLockedRows(postLock(post), does[what], () => makeBlock(t, ayse, bora));
    expect(answer.status).toBe(404);
    expect(await rowsOf('select from content.posts where author_id = $1', bora.id)).toEqual([]);
  },
);

test('a mention that waits while the mentioned member blocks the author mentions nobody', async () => {
  const [ayse, bora] = await three();
  await makePost(t, { author: bora });
  const { body } = await withLockedRows(
    { query: 'select from profiles.post_counts where user_id = $1 for update', id: bora.id },
    () => send(bora, { content: `Merhaba @${ayse.username}` }),
    () => makeBlock(t, ayse, bora),
  );
  expect(body.entities).toEqual([]);
  expect(await rowsOf('select from content.post_mentions where post_id = $1', body.id)).toEqual([]);
});

const MINUTE = 60_000;
const runDueJob = () => schedulingJobs['content.publishDue']!(t.ctx, {});
const postsBy = (member: TestMember) =>
  rowsOf('select id from content.posts where author_id = $1', member.id);
const schedulePost = async (member: TestMember): Promise<{ id: string; updatedAt: string }> => {
  const scheduledFor = new Date(t.ctx.clock().getTime() + 2 * MINUTE).toISOString();
  return t.as(member).post('/scheduled-posts', { post: { content: 'Sonra' }, scheduledFor });
};

test('of a concurrent undo and publishing of a pending post, exactly one succeeds', async () => {
  const [ayse] = await three();
  const viewer = await asAuthor(ayse);
  const createPending = async () =>
    (await t.as(ayse).raw('POST', '/pending-posts', { body: { content: 'Dur' } })).body.id;
  const undoneId = await createPending();
  const late = await runConcurrently(
    (tx) => undoPendingPost(tx, viewer, undoneId),
    () => t.as(ayse).raw('POST', `/pending-posts/${undoneId}/publish`),
  );
  expect(late).toMatchObject({ status: 404, body: { code: 'pending_post_not_found' } });
  expect(await postsBy(ayse)).toEqual([]);
  const publishedId = await createPending();
  const refused = await runConcurrently(
    (tx) => publishPendingNow(tx, viewer, publishedId),
    () => t.as(ayse).raw('DELETE', `/pending-posts/${publishedId}`),
  );
  expect(refused.status).toBe(404);
  expect(await postsBy(ayse)).toHaveLength(1);
});

test('a scheduled post that is cancelled or rescheduled while the job runs is not published', async () => {
  const [ayse] = await three();
  const viewer = await asAuthor(ayse);
  const cancelled = await schedulePost(ayse);
  const moving = await schedulePost(ayse);
  wait(3 * MINUTE);
  await runConcurrently((tx) => unschedule(tx, viewer, cancelled.id), runDueJob).catch(() => undefined);
  // The job skipped the locked row; its next run finds none. It published the other one.
  expect(await postsBy(ayse)).toHaveLength(1);
  await runDueJob();
  expect(await postsBy(ayse)).toHaveLength(1);
  const gone = await t.as(ayse).get(`/scheduled-posts/${moving.id}`);
  expect(gone).toMatchObject({ status: 404 });

  const moved = await schedulePost(ayse);
  wait(3 * MINUTE);
  const later = new Date(t.ctx.clock().getTime() + 2 * MINUTE).toISOString();
  const change = { updatedAt: moved.updatedAt, scheduledFor: later };
  await runConcurrently((tx) => reschedule(tx, viewer, moved.id, change), runDueJob);
  await runDueJob();
  expect(await postsBy(ayse)).toHaveLength(1);
  expect(await t.as(ayse).get(`/scheduled-posts/${moved.id}`)).toMatchObject({ scheduledFor: later });
});

test('a scheduled post that is being published can be neither cancelled nor changed', async () => {
  const [ayse] = await three();
  const viewer = await asAuthor(ayse);
  for (const method of ['DELETE', 'PATCH'] as const) {
    const { id, updatedAt } = await schedulePost(ayse);
    const answer = await runConcurrently(
      (tx) => publishScheduledNow(tx, viewer, id, undefined),
      () =>
        t.as(ayse).raw(method, `/scheduled-posts/${id}`, {
          ...(method === 'PATCH' ? { body: { updatedAt, post: { content: 'Başka' } } } : {}),
        }),
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'scheduled_post_not_found' } });
  }
  expect(await postsBy(ayse)).toHaveLength(2);
});

test('a scheduled post of a member who is being suspended is not published', async () => {
  const [ayse] = await three();
  const { id } = await schedulePost(ayse);
  wait(3 * MINUTE);
  await runConcurrently(
    (tx) => sql`update auth.users set status = 'suspended' where id = ${ayse.id}`.execute(tx.db),
    runDueJob,
  );
  expect(await postsBy(ayse)).toEqual([]);
  expect(await rowsOf('select status, failure from content.scheduled_posts where id = $1', id)).toEqual([
    { status: 'failed', failure: 'account_suspended' },
  ]);
});

test('of two concurrent saves of a draft, the second is refused, because it is based on an outdated version', async () => {
  const [ayse] = await three();
  const viewer = await asAuthor(ayse);
  const draft = await t.as(ayse).post('/drafts', { post: { content: 'Bir' } });
  const { updatedAt } = draft;
  const answer = await runConcurrently(
    (tx) => saveDraft(tx, viewer, draft.id, { post: { content: 'İki' }, updatedAt }),
    () => t.as(ayse).raw('PUT', `/drafts/${draft.id}`, { body: { post: { content: 'Üç' }, updatedAt } }),
  );
  expect(answer).toMatchObject({ status: 409, body: { code: 'draft_changed' } });
});

test('a muted word that is deleted while it is being changed stays deleted', async () => {
  const [ayse] = await three();
  const viewer = await asAuthor(ayse);
  const { id } = await t.as(ayse).post('/muted-words', { word: 'sınav' });
  await runConcurrently(
    (tx) => updateMutedWord(tx, viewer, id, { scope: 'home' }),
    () => t.as(ayse).raw('DELETE', `/muted-words/${id}`),
  );
  expect((await t.as(ayse).get('/muted-words')).items).toEqual([]);
});

test('two concurrent requests with one Idempotency-Key make one post and get the same answer', async () => {
  const [ayse] = await three();
  const viewer = await asAuthor(ayse);
  let first: Post | undefined;
  const { body } = await runConcurrently(
    async (tx) => {
      first = await publish(tx, viewer, { content: 'Metin' }, 'iki-kez');
    },
    () => send(ayse, {}, { 'idempotency-key': 'iki-kez' }),
  );
  expect(body.id).toBe(first!.id);
  expect(await postsBy(ayse)).toHaveLength(1);
});
