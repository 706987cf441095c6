import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { holdLock, inLockOrder } from '../../../testing/held-lock.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePicture, upload } from '../factory.ts';
import { media } from '../index.ts';
import type { SubjectType } from '../types.ts';

let t: TestServer;
let ayse: TestMember;
let bora: TestMember;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
});
afterAll(() => t.close());

const attach = (owner: TestMember, ids: string[], type: SubjectType, id: string) =>
  t.ctx.transaction((tx) => media.attach(tx, owner.id, ids, { type, id }));
const pictures = async (count: number, owner = ayse) => {
  const made: string[] = [];
  while (made.length < count) made.push((await makePicture(t, owner)).id);
  return made;
};
const status = async (url: string | null) =>
  (await t.app.inject({ method: 'GET', url: url ?? '/none' })).statusCode;

test('files are attached in the requested order, and are found for many subjects at once', async () => {
  const [first = '', second = '', third = ''] = await pictures(3);
  const [firstId, secondId, freeId] = [newId(), newId(), newId()];
  await attach(ayse, [second, first], 'post', firstId);
  await attach(ayse, [third], 'post', secondId);
  const found = await media.attachmentsOf(t.ctx, 'post', [firstId, secondId, freeId]);
  expect(found.get(firstId)?.map((file) => file.id)).toEqual([second, first]);
  expect(found.get(secondId)?.map((file) => file.id)).toEqual([third]);
  expect(found.has(freeId)).toBe(false);
  expect(await media.attachmentsOf(t.ctx, 'message', [firstId])).toEqual(new Map());
});

describe('refused, and nothing changed', () => {
  test('files of another member, or that do not exist', async () => {
    const [own = ''] = await pictures(1);
    const [others = ''] = await pictures(1, bora);
    for (const id of [others, newId()]) {
      await expect(attach(ayse, [own, id], 'post', newId())).rejects.toMatchObject({
        status: 422,
        code: 'media_not_found',
        errors: [{ path: 'mediaIds' }],
      });
    }
    expect(await t.as(ayse).get(`/media/${own}`)).toMatchObject({ use: null });
  });

  test('files that are attached elsewhere', async () => {
    const [own = ''] = await pictures(1);
    await attach(ayse, [own], 'post', newId());
    await expect(attach(ayse, [own], 'message', newId())).rejects.toMatchObject({
      code: 'media_already_attached',
    });
  });

  test('files that are not ready', async () => {
    const { picture } = await import('../factory.ts');
    const { body } = await upload(t, ayse, await picture(5_000, 4_000).jpeg({ quality: 30 }).toBuffer());
    await expect(attach(ayse, [body.id], 'post', newId())).rejects.toMatchObject({ code: 'media_not_ready' });
    await t.settled();
    await expect(attach(ayse, [body.id], 'post', newId())).resolves.toHaveLength(1);
  });

  test('more than a post may have, or a document on one', async () => {
    const ids = await pictures(5);
    await expect(attach(ayse, ids, 'post', newId())).rejects.toMatchObject({ code: 'too_many_media' });
    await expect(attach(ayse, ids.slice(0, 4), 'post', newId())).resolves.toHaveLength(4);
    const { body } = await upload(t, ayse, Buffer.from('Ders notları'), 'not.txt');
    await expect(attach(ayse, [body.id], 'post', newId())).rejects.toMatchObject({
      code: 'media_kind_not_allowed',
    });
    await expect(attach(ayse, [body.id], 'message', newId())).resolves.toMatchObject([
      { kind: 'file', fileName: 'not.txt' },
    ]);
  });
});

test('a changed list detaches what it leaves out; the same list again changes nothing', async () => {
  const [first = '', second = ''] = await pictures(2);
  const post = newId();
  await attach(ayse, [first, second], 'post', post);
  await attach(ayse, [first, second], 'post', post);
  await attach(ayse, [second], 'post', post);
  expect(await t.as(ayse).get(`/media/${first}`)).toMatchObject({ use: null });
  expect(await t.as(ayse).get(`/media/${second}`)).toMatchObject({ use: { type: 'post', id: post } });
  expect(await t.as(ayse).raw('DELETE', `/media/${second}`)).toMatchObject({
    status: 409,
    body: { code: 'media_in_use' },
  });
  expect(await t.as(ayse).raw('DELETE', `/media/${first}`)).toMatchObject({ status: 204 });
});

test('a draft’s files become its post’s', async () => {
  const [id = ''] = await pictures(1);
  const [draft, post] = [newId(), newId()];
  await attach(ayse, [id], 'draft', draft);
  await t.ctx.transaction((tx) => media.move(tx, { type: 'draft', id: draft }, { type: 'post', id: post }));
  expect((await media.attachmentsOf(t.ctx, 'post', [post])).get(post)).toMatchObject([{ id }]);
  expect(await media.attachmentsOf(t.ctx, 'draft', [draft])).toEqual(new Map());
});

test('a file erased with its subject is gone, also for a member who kept its URL', async () => {
  const [id = ''] = await pictures(1);
  const post = newId();
  const [shown] = await attach(ayse, [id], 'post', post);
  expect(await status(shown?.url ?? null)).toBe(200);
  await t.ctx.transaction((tx) => media.erase(tx, { type: 'post', id: post }));
  await t.settled();
  expect(await status(shown?.url ?? null)).toBe(404);
  expect(await status(shown?.previewUrl ?? null)).toBe(404);
  expect(await t.as(ayse).raw('GET', `/media/${id}`)).toMatchObject({ status: 404 });
});

test.for(['avatar', 'header'] as const)(
  'of two concurrent uploads of one %s only the second is left',
  async (type) => {
    const [bora] = (await t.members(1)) as [TestMember];
    const ids = [(await makePicture(t, bora)).id, (await makePicture(t, bora)).id];
    const lock = await holdLock(t, 'select from social.audiences where user_id = $1 for update', [bora.id]);
    const answers = await inLockOrder(
      lock,
      ...ids.map((mediaId) => () => t.as(bora).raw('PUT', `/users/me/${type}`, { body: { mediaId } })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    const { rows } = await t.ctx.pool.query<{ id: string }>(
      'select id from media.files where subject_type = $1 and subject_id = $2',
      [type, bora.id],
    );
    expect(rows).toEqual([{ id: ids[1] }]);
    expect((await t.as(bora).get(`/media/${ids[0]}`)).status).toBe(404);
  },
);

test('a new avatar deletes the previous one; clearing deletes it too', async () => {
  const [first = '', second = ''] = await pictures(2);
  const subject = { type: 'avatar', id: ayse.id } as const;
  const set = (id: string | null) => t.ctx.transaction((tx) => media.setPicture(tx, ayse.id, subject, id));
  const before = await set(first);
  expect(before).toMatch(/square\.webp$/);
  expect(await set(first)).toBe(before);
  const after = await set(second);
  await t.settled();
  expect([await status(before), await status(after)]).toEqual([404, 200]);
  expect(await set(null)).toBeNull();
  await t.settled();
  expect(await status(after)).toBe(404);
});
