import { afterAll, expect, test } from 'vitest';
import { makeDirect, makeMessage } from '../../../modules/messaging/factory.ts';
import { makeBlock } from '../../../modules/social/factory.ts';
import { newId } from '../../../platform/id.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { openDevice } from '../testing/device.ts';
import { startRealtime } from '../testing/process.ts';
import { presenceChanges, presenceOf, writePresence } from './queries.ts';

const t = await testServer();
const unlimited = { RATE_LIMITS: 'off' };
const [one, two] = [await startRealtime(t, unlimited), await startRealtime(t, unlimited)];
afterAll(async () => {
  await Promise.all([one.stop(), two.stop()]);
  await t.close();
});

const people = async (count: number) =>
  (await t.members(count)) as unknown as [TestMember, TestMember, TestMember];
/** No strangers: they have written to each other. */
const makeTalk = async (one: TestMember, other: TestMember) =>
  makeMessage(t, one, await makeDirect(t, one, other));
const PATIENCE = { timeout: 15_000 };

test('who is on screen is seen coming and going, over two processes', async () => {
  const [ayse, bora] = await people(2);
  await makeTalk(ayse, bora);
  const hers = await openDevice(one.url, ayse.accessToken);
  expect(await hers.must('presence:subscribe', { userIds: [bora.id] })).toEqual({
    [bora.id]: { online: false },
  });
  const his = await openDevice(two.url, bora.accessToken);
  await expect.poll(() => hers.events('online'), PATIENCE).toEqual([{ [bora.id]: { online: true } }]);
  await his.close();
  await expect
    .poll(() => hers.events('online').at(-1), PATIENCE)
    .toEqual({ [bora.id]: { online: false, lastSeenAt: expect.any(String) } });
  expect(await hers.must('presence:subscribe', { userIds: [bora.id] })).toEqual({
    [bora.id]: { online: false, lastSeenAt: expect.any(String) },
  });
  await hers.close();
});

test('a connection that breaks and comes back in time, even at another process, is not seen', async () => {
  const [ayse, bora] = await people(2);
  await makeTalk(ayse, bora);
  let his = await openDevice(two.url, bora.accessToken);
  const hers = await openDevice(one.url, ayse.accessToken);
  const watch = () => hers.must('presence:subscribe', { userIds: [bora.id] });
  await expect.poll(watch, PATIENCE).toEqual({ [bora.id]: { online: true } });
  await his.close();
  his = await openDevice(one.url, bora.accessToken);
  // Somebody else who comes and goes after it: what was to be told would have been told by then.
  const [can] = await people(1);
  await makeTalk(ayse, can);
  await hers.must('presence:subscribe', { userIds: [bora.id, can.id] });
  const theirs = await openDevice(two.url, can.accessToken);
  await theirs.close();
  await expect.poll(() => hers.events('online').at(-1)?.[can.id], PATIENCE).toMatchObject({ online: false });
  expect(hers.events('online').filter((event) => event[bora.id]?.online === false)).toEqual([]);
  await Promise.all([hers.close(), his.close()]);
});

test('strangers and the blocked see nothing of it', async () => {
  const [ayse, bora, can] = await people(3);
  await makeTalk(ayse, bora);
  const his = await openDevice(two.url, bora.accessToken);
  const [hers, strangers] = [
    await openDevice(one.url, ayse.accessToken),
    await openDevice(one.url, can.accessToken),
  ];
  const userIds = [bora.id];
  expect(Object.keys(await hers.must('presence:subscribe', { userIds }))).toEqual([bora.id]);
  expect(await strangers.must('presence:subscribe', { userIds })).toEqual({});
  await makeBlock(t, bora, ayse);
  expect(await hers.must('presence:subscribe', { userIds })).toEqual({});
  await Promise.all([hers, his, strangers].map((device) => device.close()));
});

test('the last set counts alone, and 201 are too many', async () => {
  const [ayse, bora, can] = await people(3);
  for (const other of [bora, can]) await makeTalk(ayse, other);
  const hers = await openDevice(one.url, ayse.accessToken);
  await hers.must('presence:subscribe', { userIds: [bora.id] });
  await hers.must('presence:subscribe', { userIds: [can.id] });
  const devices = [await openDevice(two.url, bora.accessToken), await openDevice(two.url, can.accessToken)];
  await expect.poll(() => hers.events('online'), PATIENCE).toEqual([{ [can.id]: { online: true } }]);
  expect(await hers.ask('presence:subscribe', { userIds: Array.from({ length: 201 }, newId) })).toMatchObject(
    { ok: false, error: { code: 'invalid_request' } },
  );
  await Promise.all([...devices, hers].map((device) => device.close()));
});

test('whom a killed process had does not count, and was last seen when it was', async () => {
  const [ayse] = await people(1);
  const instanceId = newId();
  await writePresence(t.ctx.db, { instanceId, came: [ayse.id], went: [] });
  expect(await presenceOf(t.ctx.db, [ayse.id])).toMatchObject([{ online: true, lastSeenAt: null }]);
  const heard = new Date(Date.now() - 100_000);
  await t.ctx.pool.query('update realtime.instances set seen_at = $2 where id = $1', [instanceId, heard]);
  expect(await presenceOf(t.ctx.db, [ayse.id])).toMatchObject([{ online: false }]);
  const other = await writePresence(t.ctx.db, { instanceId: newId(), came: [], went: [] });
  expect(other).toEqual({ wasUnknown: true, elsewhere: [] });
  expect(await presenceOf(t.ctx.db, [ayse.id])).toEqual([{ id: ayse.id, online: false, lastSeenAt: heard }]);
  const { rows } = await t.ctx.pool.query('select from realtime.online where instance_id = $1', [instanceId]);
  expect(rows).toEqual([]);
});

test('only of whom something else is true than what is known one hears', async () => {
  const members = await people(4);
  const [stays, comes, goes] = members;
  const write = (came: TestMember[], went: TestMember[]) =>
    writePresence(t.ctx.db, {
      instanceId,
      came: came.map(({ id }) => id),
      went: went.map(({ id }) => ({ memberId: id, at: new Date() })),
    });
  const instanceId = newId();
  await write([stays, goes], []);
  const read = async () =>
    (
      await presenceOf(
        t.ctx.db,
        members.map(({ id }) => id),
      )
    ).map((row) => ({ ...row, lastSeenAt: row.lastSeenAt?.toISOString() ?? null }));
  const known = await read();
  const changes = () => presenceChanges(t.ctx.db, known);
  expect(await changes()).toEqual([]);
  await write([comes], [goes]);
  const left = (await read()).find(({ id }) => id === goes.id)?.lastSeenAt;
  expect(left).toEqual(expect.any(String));
  const came = { id: comes.id, online: true, lastSeenAt: null };
  const went = (at: unknown) => ({ id: goes.id, online: false, lastSeenAt: new Date(String(at)) });
  expect(await changes()).toEqual([came, went(left)]);
  // There and gone again, which nobody heard: only the time is another one.
  known.splice(0, known.length, ...(await read()));
  await write([goes], []);
  await write([], [goes]);
  const again = (await read()).find(({ id }) => id === goes.id)?.lastSeenAt;
  expect(await changes()).toEqual(again === left ? [] : [went(again)]);
});

test('a process that the database has forgotten writes everybody anew', async () => {
  const [ayse, bora] = await people(2);
  await makeTalk(ayse, bora);
  const [hers, his] = [
    await openDevice(one.url, ayse.accessToken),
    await openDevice(two.url, bora.accessToken),
  ];
  const watch = () => hers.must('presence:subscribe', { userIds: [bora.id] });
  await expect.poll(watch, PATIENCE).toEqual({ [bora.id]: { online: true } });
  // As after a crash of the database: what is not logged is empty.
  await t.ctx.pool.query('truncate realtime.online, realtime.instances');
  await expect
    .poll(async () => (await presenceOf(t.ctx.db, [bora.id]))[0]?.online, { timeout: 20_000 })
    .toBe(true);
  await Promise.all([hers.close(), his.close()]);
});

test('a member on two processes is gone when both are left', async () => {
  const [ayse] = await people(1);
  const [first, second] = [newId(), newId()];
  const went = [{ memberId: ayse.id, at: new Date() }];
  await writePresence(t.ctx.db, { instanceId: first, came: [ayse.id], went: [] });
  expect(await writePresence(t.ctx.db, { instanceId: second, came: [ayse.id], went: [] })).toMatchObject({
    elsewhere: [ayse.id],
  });
  expect(await writePresence(t.ctx.db, { instanceId: first, came: [], went })).toMatchObject({
    elsewhere: [ayse.id],
  });
  expect(await writePresence(t.ctx.db, { instanceId: second, came: [], went })).toMatchObject({
    elsewhere: [],
  });
  expect(await presenceOf(t.ctx.db, [ayse.id])).toMatchObject([{ online: false }]);
});
