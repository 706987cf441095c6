import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../../testing/server.ts';
import {
  makeBoard,
  makeHolders,
  makeWriters,
  publishBatch,
  switchOn,
  type Writer,
  writeReply,
  writeThread,
} from './factory.ts';

const t = await testServer();
afterAll(t.close);

let ayse: Writer;
let bora: Writer;
beforeAll(async () => {
  await makeHolders(t);
  await switchOn(t);
  [ayse, bora] = (await makeWriters(t, 2)) as [Writer, Writer];
});

test('a thread and a reply appear with their batch, under names of the thread', async () => {
  const boardId = await makeBoard(t);
  const { threadId } = await writeThread(t, ayse, boardId);
  expect(await t.as(ayse).raw('GET', `/boards/threads/${threadId}`)).toMatchObject({ status: 404 });
  await publishBatch(t);
  const thread = await t.as(bora).get(`/boards/threads/${threadId}`);
  expect(thread).toMatchObject({
    title: 'Kütüphane saatleri',
    postCount: 1,
    board: { id: boardId, threadCount: 1 },
  });
  await writeReply(t, bora, threadId);
  await publishBatch(t);
  const { items } = await t.as(ayse).get(`/boards/threads/${threadId}/posts`);
  expect(items).toMatchObject([
    { text: 'Gece de açık olsun mu?', isStarter: true, name: thread.name },
    { text: 'Bence de.', isStarter: false },
  ]);
  expect((await t.as(ayse).get('/boards')).items).toMatchObject([{ id: boardId, threadCount: 1 }]);
  expect((await t.as(ayse).get(`/boards/${boardId}/threads`)).items).toMatchObject([
    { id: threadId, postCount: 2 },
  ]);
});
