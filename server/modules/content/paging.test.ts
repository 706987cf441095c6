import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../testing/server.ts';
import { makePost } from './factory.ts';

const t = await testServer();
afterAll(t.close);

/** Reads a list to its end in small pages, and runs `meanwhile` between them. */
async function readAll(
  read: (query: string) => Promise<{ items: { id: string }[]; nextCursor: string | null }>,
  meanwhile: () => Promise<unknown>,
) {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const busy = meanwhile();
    const page = await read(`limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    await busy;
  } while (cursor !== null);
  return ids;
}

test('a member’s posts never repeat and are never skipped while they write and delete', async () => {
  const [ayse, bora] = await t.members(2);
  const before: string[] = [];
  for (let index = 0; index < 20; index += 1) before.push((await makePost(t, { author: ayse! })).id);
  const deleted = new Set([before[1]!, before[12]!]);
  let round = 0;
  const ids = await readAll(
    (query) => t.as(bora!).get(`/users/${ayse!.id}/posts?${query}`),
    async () => {
      round += 1;
      await Promise.all([makePost(t, { author: ayse! }), makePost(t, { author: ayse! })]);
      if (round === 2) for (const id of deleted) await t.as(ayse!).delete(`/posts/${id}`);
    },
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort().reverse()).toEqual(ids);
  for (const id of before) if (!deleted.has(id)) expect(ids).toContain(id);
});

test('replies read oldest first end with the newest, also with concurrent writes', async () => {
  const [ayse, bora, can] = await t.members(3);
  const root = await makePost(t, { author: ayse! });
  const written: string[] = [];
  const reply = async (author: typeof ayse) => {
    written.push((await makePost(t, { author: author!, replyTo: root })).id);
  };
  for (let index = 0; index < 6; index += 1) await reply(bora);
  let round = 0;
  const ids = await readAll(
    async (query) => (await t.as(bora!).get(`/posts/${root.id}/thread?${query}`)).replies,
    async () => {
      round += 1;
      if (round < 6) await Promise.all([reply(ayse), reply(bora), reply(can)]);
    },
  );
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids)).toEqual(new Set(written));
});

test.for(['', '!!!', 'bm90LWEtdXVpZA'])('cursor %j is refused', async (cursor) => {
  const [ayse] = await t.members(1);
  const post = await makePost(t, { author: ayse! });
  for (const path of [`/users/${ayse!.id}/posts`, `/posts/${post.id}/thread`]) {
    expect(await t.as(ayse!).get(`${path}?cursor=${cursor}`)).toMatchObject({
      status: 400,
      code: 'invalid_cursor',
    });
  }
});
