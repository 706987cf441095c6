import { openShare } from '@chitlaq/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { erase } from '../erasure/service.ts';
import {
  daysMs,
  makeBoard,
  makeWriters,
  publishBatch,
  switchOn,
  testKeys,
  type Writer,
  writeReply,
  writeThread,
} from '../factory.ts';
import { findHolders } from './queries.ts';

const t = await testServer();
afterAll(t.close);

const roles = ['staff', 'council', 'university'] as const;
let owner: TestMember;
let holders: TestMember[];
let next: TestMember;
let keys: Awaited<ReturnType<typeof testKeys>>;
let spare: Awaited<ReturnType<typeof testKeys>>;
beforeAll(async () => {
  [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  holders = await t.members(3);
  [next] = (await t.members(1)) as [TestMember];
  keys = await testKeys();
  spare = await testKeys('yedek');
});

const name = (role: string, { username }: TestMember, by = owner) =>
  t.as(by).raw('PUT', `/admin/boards/holders/${role}`, { body: { username, label: `Sahip ${role}` } });
const register = (member: Pick<TestMember, 'accessToken'>, publicKey = '') =>
  t.as(member).raw('PUT', '/boards/holder/key', { body: { publicKey } });
const again = async ({ username: identifier, password }: TestMember) =>
  t.anyone.post('/auth/login', { identifier, password });
const topics = async (member: Pick<TestMember, 'accessToken'>) =>
  (await t.as(member).get('/notifications')).items.map(({ topic }: { topic: string }) => topic);

test('three people are named and make their keys, and boards can be switched on', async () => {
  for (const [index, role] of roles.entries()) {
    const member = holders[index] as TestMember;
    expect(await register(member, keys[index]?.publicKey)).toMatchObject({
      status: 404,
      body: { code: 'board_not_holder' },
    });
    expect(await name(role, member)).toMatchObject({ status: 200 });
    expect(await t.as(member).get('/boards/holder')).toMatchObject({
      role,
      key: null,
      pending: { keyId: null, from: null },
    });
    expect(await register(member, keys[index]?.publicKey)).toMatchObject({
      status: 200,
      body: { role, key: { publicKey: keys[index]?.publicKey }, pending: null },
    });
  }
  await t.settled();
  expect(await topics(holders[0] as TestMember)).toEqual(['board_holder_named']);
  await switchOn(t);
  expect(await name('council', holders[0] as TestMember)).toMatchObject({
    status: 409,
    body: { code: 'board_holder_taken' },
  });
  expect(await name('council', { ...next, username: 'kimse' })).toMatchObject({
    status: 422,
    body: { code: 'board_member_unknown' },
  });
  expect(await register(holders[0] as TestMember, keys[1]?.publicKey)).toMatchObject({
    status: 409,
    body: { code: 'board_key_used' },
  });
});

test('a key that replaces another counts after 72 hours, all are told, and old envelopes keep the old one', async () => {
  const [ayse] = (await makeWriters(t, 1)) as [Writer];
  const boardId = await makeBoard(t);
  const { threadId } = await writeThread(t, ayse, boardId);
  await publishBatch(t);
  const old = (await t.as(ayse).get('/boards')).keys[1].keyId;
  expect(await name('council', next)).toMatchObject({ status: 200 });
  expect(await register(next, spare[1]?.publicKey)).toMatchObject({
    status: 200,
    body: { key: null, pending: { from: expect.any(String) } },
  });
  await t.settled();
  for (const told of [ayse, holders[0], holders[2]])
    expect(await topics(told as TestMember)).toContain('board_key_replaced');
  const [, council] = (await t.as(ayse).get('/boards')).keys;
  expect(council).toMatchObject({
    keyId: old,
    nextKeyId: expect.any(String),
    member: { id: holders[1]?.id },
  });
  const wait = Date.parse(council.nextFrom) - t.ctx.clock().getTime();
  expect(Math.round(wait / 3_600_000)).toBe(72);

  const at = (days: number) => new Date(t.ctx.clock().getTime() + daysMs(days));
  expect((await findHolders(t.ctx.db, at(2.9))).current.get('council')?.memberId).toBe(holders[1]?.id);
  expect((await findHolders(t.ctx.db, at(3.1))).current.get('council')?.memberId).toBe(next.id);
  t.clock.advance(daysMs(3.1));
  await erase(t.ctx);
  const later = { ...ayse, ...(await again(ayse)) };
  expect((await t.as(later).get('/boards')).keys[1]).toMatchObject({
    keyId: council.nextKeyId,
    member: { id: next.id },
    nextKeyId: null,
  });
  expect((await t.as(await again(holders[1] as TestMember)).raw('GET', '/boards/holder')).status).toBe(404);
  // What was sealed before opens with the old file alone.
  const { rows } = await t.ctx.pool.query('select tag, shares from boards.identities where thread_id = $1', [
    threadId,
  ]);
  const context = `${threadId} ${rows[0].tag}`;
  expect(await openShare(rows[0].shares.council, context, keys[1]!.privateKey)).toBeTruthy();
  const { threadId: fresh } = await writeThread(t, later, boardId);
  await writeReply(t, later, fresh);
  await publishBatch(t);
  const sealed = await t.ctx.pool.query('select shares from boards.identities where thread_id = $1', [fresh]);
  expect(sealed.rows[0].shares.council.publicKey).toBe(spare[1]?.publicKey);
});

test('a replacement is stopped by an owner or a holder, and by nobody else', async () => {
  const boss = { ...owner, ...(await again(owner)) };
  const holder = await again(holders[0] as TestMember);
  const [can, stranger] = (await t.members(2)) as [TestMember, TestMember];
  const stop = (by: Pick<TestMember, 'accessToken'>) =>
    t.as(by).raw('DELETE', '/boards/holder/pending/university');
  expect(await name('university', can, boss)).toMatchObject({ status: 200 });
  expect(await stop(stranger)).toMatchObject({ status: 404, body: { code: 'board_not_holder' } });
  // Whoever is only named stops nothing.
  expect(await stop(can)).toMatchObject({ status: 404, body: { code: 'board_not_holder' } });
  expect(await stop(holder)).toMatchObject({ status: 204 });
  expect(await stop(holder)).toMatchObject({ status: 404, body: { code: 'board_nothing_pending' } });
  expect(await register(can, spare[2]?.publicKey)).toMatchObject({ status: 404 });
  await name('university', can, boss);
  expect(await t.as(boss).raw('DELETE', '/admin/boards/holders/university/pending')).toMatchObject({
    status: 204,
  });
  const { items } = await t.as(boss).get('/admin/boards/holders');
  expect(items[2]).toMatchObject({
    role: 'university',
    key: { member: { id: holders[2]?.id } },
    pending: null,
  });
});

test('a holder makes a new key, and a key is a point on the curve', async () => {
  const holder = await again(holders[2] as TestMember);
  expect(await register(holder, 'A'.repeat(87))).toMatchObject({
    status: 422,
    body: { code: 'board_key_invalid' },
  });
  expect(await register(holder, spare[2]?.publicKey)).toMatchObject({
    status: 200,
    body: { key: { publicKey: keys[2]?.publicKey }, pending: { from: expect.any(String) } },
  });
  const entries = (await t.ctx.pool.query('select entry from moderation.log order by seq')).rows;
  expect(JSON.parse(entries.at(-1)?.entry).act).toBe('board_key_replaced');
  for (const { entry } of entries) for (const { id } of holders) expect(entry).not.toContain(id);
});

test('two keys registered at once: one counts next', async () => {
  const holder = await again(holders[0] as TestMember);
  const [extra] = await testKeys('üçüncü');
  const answers = await Promise.all([
    register(holder, spare[0]?.publicKey),
    register(holder, extra?.publicKey),
    register(holder, extra?.publicKey),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
  const { rows } = await t.ctx.pool.query(
    `select count(*)::int as open from boards.holders where role = 'staff' and ended_at is null`,
  );
  expect(rows).toEqual([{ open: 2 }]);
});
