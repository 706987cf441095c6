import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import {
  makeBoard,
  makeHolders,
  makeWriters,
  publishBatch,
  switchOn,
  type Writer,
  writeThread,
} from '../factory.ts';

const t = await testServer({ RATE_LIMITS: 'on' });
afterAll(t.close);

let boardId: string;
let can: Writer;
beforeAll(async () => {
  await makeHolders(t);
  await switchOn(t);
  boardId = await makeBoard(t);
});
beforeEach(async () => {
  [can] = (await makeWriters(t, 1)) as [Writer];
});

const statuses = (answers: { status: number }[]) => [...new Set(answers.map(({ status }) => status))];
const twenty = <Answer>(send: () => Promise<Answer>) => Promise.all(Array.from({ length: 20 }, send));
const limit = { status: 429, body: { code: 'board_limit' } };

test('a post that is sent twenty times at once, and later again, counts once', async () => {
  const [ayse] = (await makeWriters(t, 1)) as [Writer];
  const { threadId } = await writeThread(t, ayse, boardId);
  await publishBatch(t);
  const put = (postId: string = randomUUID()) =>
    t.as(can).raw('PUT', `/boards/threads/${threadId}/posts/${postId}`, {
      body: { secret: can.secret, text: 'Bir kez' },
    });
  const postId = randomUUID();
  const answers = await twenty(() => put(postId));
  expect(statuses(answers)).toEqual([202]);
  expect(new Set(answers.map(({ body }) => body.publishedAt)).size).toBe(1);
  await publishBatch(t);
  expect(statuses(await twenty(() => put(postId)))).toEqual([202]);
  for (let nth = 0; nth < 19; nth++) expect((await put()).status).toBe(202);
  expect(await put()).toMatchObject(limit);
  // What the limit refused does not wait, and what was written is answered still.
  expect(
    (await t.ctx.pool.query('select from boards.waiting where thread_id = $1', [threadId])).rowCount,
  ).toBe(19);
  expect(await put(postId)).toMatchObject({ status: 202, body: answers[0]?.body });
});

test('a thread that is begun twenty times at once counts once', async () => {
  const begin = (threadId: string = randomUUID(), postId: string = randomUUID()) =>
    t.as(can).raw('PUT', `/boards/${boardId}/threads/${threadId}`, {
      body: { secret: can.secret, title: 'Yurt', text: 'Sıcak su yok', postId },
    });
  const [threadId, postId] = [randomUUID(), randomUUID()];
  expect(statuses(await twenty(() => begin(threadId, postId)))).toEqual([202]);
  for (let nth = 0; nth < 4; nth++) expect((await begin()).status).toBe(202);
  expect(await begin()).toMatchObject(limit);
  expect(await begin(threadId, postId)).toMatchObject({ status: 202 });
});
