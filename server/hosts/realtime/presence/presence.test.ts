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
const [firstProcess, secondProcess] = [await startRealtime(t, unlimited), await startRealtime(t, unlimited)];
afterAll(async () => {
  await Promise.all([firstProcess.stop(), secondProcess.stop()]);
  await t.close();
});

const newMembers = async (count: number) =>
  (await t.members(count)) as unknown as [TestMember, TestMember, TestMember];
/** Makes them acquaintances: both have written. */
const makeConversation = async (firstProcess: TestMember, otherMember: TestMember) =>
  makeMessage(t, firstProcess, await makeDirect(t, firstProcess, otherMember));
const WAIT_OPTIONS = { timeout: 15_000 };

// The first tests wait seven seconds each until a member counts as gone; they wait together.
test.concurrent('a watched member is seen coming and going, over two processes', async () => {
  const [ayse, bora] = await newMembers(2);
  await makeConversation(ayse, bora);
  const aysesDevice = await openDevice(firstProcess.url, ayse.accessToken);
  expect(await aysesDevice.request('presence:subscribe', { userIds: [bora.id] })).toEqual({
    [bora.id]: { online: false },
  });
  const borasDevice = await openDevice(secondProcess.url, bora.accessToken);
  await expect
    .poll(() => aysesDevice.events('online'), WAIT_OPTIONS)
    .toEqual([{ [bora.id]: { online: true } }]);
  await borasDevice.close();
  await expect
    .poll(() => aysesDevice.events('online').at(-1), WAIT_OPTIONS)
    .toEqual({ [bora.id]: { online: false, lastSeenAt: expect.any(String) } });
  expect(await aysesDevice.request('presence:subscribe', { userIds: [bora.id] })).toEqual({
    [bora.id]: { online: false, lastSeenAt: expect.any(String) },
  });
  await aysesDevice.close();
});

test.concurrent('a short disconnect is not seen, even with a reconnect to another process', async () => {
  const [ayse, bora] = await newMembers(2);
  await makeConversation(ayse, bora);
  let borasDevice = await openDevice(secondProcess.url, bora.accessToken);
  const aysesDevice = await openDevice(firstProcess.url, ayse.accessToken);
  const watch = () => aysesDevice.request('presence:subscribe', { userIds: [bora.id] });
  await expect.poll(watch, WAIT_OPTIONS).toEqual({ [bora.id]: { online: true } });
  await borasDevice.close();
  borasDevice = await openDevice(firstProcess.url, bora.accessToken);
  // Another member comes and goes afterwards: by then earlier events would have arrived.
  const [can] = await newMembers(1);
  await makeConversation(ayse, can);
  await aysesDevice.request('presence:subscribe', { userIds: [bora.id, can.id] });
  const cansDevice = await openDevice(secondProcess.url, can.accessToken);
  await cansDevice.close();
  await expect
    .poll(() => aysesDevice.events('online').at(-1)?.[can.id], WAIT_OPTIONS)
    .toMatchObject({ online: false });
  expect(aysesDevice.events('online').filter((event) => event[bora.id]?.online === false)).toEqual([]);
  await Promise.all([aysesDevice.close(), borasDevice.close()]);
});

test.concurrent.for([
  ['who blocks', (bora: TestMember, ayse: TestMember) => makeBlock(t, bora, ayse)],
  ['who is blocked', (bora: TestMember, ayse: TestMember) => makeBlock(t, ayse, bora)],
  [
    'who hides their presence',
    (bora: TestMember) => t.as(bora).patch('/conversations/settings', { presence: false }),
  ],
] as const)('%s stops being shown to members who have them on screen already', async ([, hide]) => {
  const [ayse, bora, can] = await newMembers(3);
  await makeConversation(ayse, bora);
  await makeConversation(ayse, can);
  const borasDevice = await openDevice(secondProcess.url, bora.accessToken);
  const aysesDevice = await openDevice(firstProcess.url, ayse.accessToken);
  const watch = () => aysesDevice.request('presence:subscribe', { userIds: [bora.id, can.id] });
  await expect.poll(watch, WAIT_OPTIONS).toMatchObject({ [bora.id]: { online: true } });
  await hide(bora, ayse);
  await t.settled();
  await borasDevice.close();
  // Another member connects and disconnects afterwards: an event about the first one would have arrived by then.
  const cansDevice = await openDevice(secondProcess.url, can.accessToken);
  await cansDevice.close();
  await expect
    .poll(() => aysesDevice.events('online').at(-1)?.[can.id], WAIT_OPTIONS)
    .toMatchObject({ online: false });
  expect(aysesDevice.events('online').filter((event) => bora.id in event)).toEqual([]);
  await aysesDevice.close();
});

test('strangers and blocked members see nothing of it', async () => {
  const [ayse, bora, can] = await newMembers(3);
  await makeConversation(ayse, bora);
  const borasDevice = await openDevice(secondProcess.url, bora.accessToken);
  const [aysesDevice, outsidersDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(firstProcess.url, can.accessToken),
  ];
  const userIds = [bora.id];
  expect(Object.keys(await aysesDevice.request('presence:subscribe', { userIds }))).toEqual([bora.id]);
  expect(await outsidersDevice.request('presence:subscribe', { userIds })).toEqual({});
  await makeBlock(t, bora, ayse);
  expect(await aysesDevice.request('presence:subscribe', { userIds })).toEqual({});
  await Promise.all([aysesDevice, borasDevice, outsidersDevice].map((device) => device.close()));
});

test('only the last subscription counts, and 201 members are too many', async () => {
  const [ayse, bora, can] = await newMembers(3);
  for (const otherMember of [bora, can]) await makeConversation(ayse, otherMember);
  const aysesDevice = await openDevice(firstProcess.url, ayse.accessToken);
  await aysesDevice.request('presence:subscribe', { userIds: [bora.id] });
  await aysesDevice.request('presence:subscribe', { userIds: [can.id] });
  const devices = [
    await openDevice(secondProcess.url, bora.accessToken),
    await openDevice(secondProcess.url, can.accessToken),
  ];
  await expect
    .poll(() => aysesDevice.events('online'), WAIT_OPTIONS)
    .toEqual([{ [can.id]: { online: true } }]);
  expect(
    await aysesDevice.requestAck('presence:subscribe', { userIds: Array.from({ length: 201 }, newId) }),
  ).toMatchObject({ ok: false, error: { code: 'invalid_request' } });
  await Promise.all([...devices, aysesDevice].map((device) => device.close()));
});

test('members of a killed process are offline, and last seen when it last was', async () => {
  const [ayse] = await newMembers(1);
  const instanceId = newId();
  await writePresence(t.ctx.db, { instanceId, came: [ayse.id], went: [] });
  expect(await presenceOf(t.ctx.db, [ayse.id])).toMatchObject([{ online: true, lastSeenAt: null }]);
  const longAgo = new Date(Date.now() - 100_000);
  await t.ctx.pool.query('update realtime.instances set seen_at = $2 where id = $1', [instanceId, longAgo]);
  expect(await presenceOf(t.ctx.db, [ayse.id])).toMatchObject([{ online: false }]);
  const otherMember = await writePresence(t.ctx.db, { instanceId: newId(), came: [], went: [] });
  expect(otherMember).toEqual({ wasUnknown: true, elsewhere: [] });
  expect(await presenceOf(t.ctx.db, [ayse.id])).toEqual([
    { id: ayse.id, online: false, lastSeenAt: longAgo },
  ]);
  const { rows } = await t.ctx.pool.query('select from realtime.online where instance_id = $1', [instanceId]);
  expect(rows).toEqual([]);
});

test('only members whose presence differs from what is known are returned', async () => {
  const members = await newMembers(4);
  const [staying, arriving, leaving] = members;
  const write = (came: TestMember[], went: TestMember[]) =>
    writePresence(t.ctx.db, {
      instanceId,
      came: came.map(({ id }) => id),
      went: went.map(({ id }) => ({ memberId: id, at: new Date() })),
    });
  const instanceId = newId();
  await write([staying, leaving], []);
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
  await write([arriving], [leaving]);
  const lastSeenOfLeaving = (await read()).find(({ id }) => id === leaving.id)?.lastSeenAt;
  expect(lastSeenOfLeaving).toEqual(expect.any(String));
  const came = { id: arriving.id, online: true, lastSeenAt: null };
  const went = (at: unknown) => ({ id: leaving.id, online: false, lastSeenAt: new Date(String(at)) });
  expect(await changes()).toEqual([came, went(lastSeenOfLeaving)]);
  // Online and offline again without an event: only the time differs.
  known.splice(0, known.length, ...(await read()));
  await write([leaving], []);
  await write([], [leaving]);
  const again = (await read()).find(({ id }) => id === leaving.id)?.lastSeenAt;
  expect(await changes()).toEqual(again === lastSeenOfLeaving ? [] : [went(again)]);
});

test('a process that the database has forgotten writes all its members again', async () => {
  const [ayse, bora] = await newMembers(2);
  await makeConversation(ayse, bora);
  const [aysesDevice, borasDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
  ];
  const watch = () => aysesDevice.request('presence:subscribe', { userIds: [bora.id] });
  await expect.poll(watch, WAIT_OPTIONS).toEqual({ [bora.id]: { online: true } });
  // As after a crash of the database, which empties unlogged tables.
  await t.ctx.pool.query('truncate realtime.online, realtime.instances');
  await expect
    .poll(async () => (await presenceOf(t.ctx.db, [bora.id]))[0]?.online, { timeout: 20_000 })
    .toBe(true);
  await Promise.all([aysesDevice.close(), borasDevice.close()]);
});

test('a member on two processes is offline when both are left', async () => {
  const [ayse] = await newMembers(1);
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
