import { openShare } from '@chitlaq/sealing';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { erase } from '../erasure/service.ts';
import {
  daysMs,
  makeBoard,
  makeHolders,
  makeWriters,
  publishBatch,
  switchOn,
  type TestHolder,
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

/** Holders and members of a campus of their own, with boards on. */
async function campusOfHolders() {
  const own = await testServer();
  onTestFinished(own.close);
  const three = await makeHolders(own);
  await switchOn(own);
  const [writer] = (await makeWriters(own, 1)) as [Writer];
  const board = await makeBoard(own);
  const status = (member: TestMember, to: string) =>
    own.ctx.pool.query('update auth.users set status = $2 where id = $1', [member.id, to]);
  const sealedFor = async (threadId: string) =>
    Object.keys(
      (await own.ctx.pool.query('select shares from boards.identities where thread_id = $1', [threadId]))
        .rows[0].shares,
    ).sort();
  const write = async () => {
    const written = await writeThread(own, writer, board);
    await publishBatch(own);
    return written;
  };
  return { t: own, three, writer, status, sealedFor, write };
}

test('the key of a suspended holder stops counting at once; two keep boards open, and one does not', async () => {
  const { t: own, three, writer, status, sealedFor, write } = await campusOfHolders();
  const [staff, council] = three.map(({ member }) => member) as [TestMember, TestMember];
  const [admin, boss] = [
    ...(await own.members(1, { roles: ['admin'] })),
    ...(await own.members(1, { roles: ['owner'] })),
  ] as [TestMember, TestMember];
  await status(council, 'suspended');
  const list = await own.as(writer).get('/boards');
  expect(list.keys.map(({ holder }: { holder: string }) => holder)).toEqual(['staff', 'university']);
  expect(list.missingKeys).toEqual(['council']);
  const { threadId } = await write();
  expect(await sealedFor(threadId)).toEqual(['staff', 'university']);
  expect(await own.as(admin).get('/admin/boards/waiting')).toMatchObject({
    missingKeys: ['council'],
    areClosed: false,
  });
  expect((await own.as(boss).get('/admin/boards/holders')).items).toMatchObject([
    { key: { counts: true } },
    { role: 'council', key: { counts: false } },
    { key: { counts: true } },
  ]);
  // Back in use, it counts again; what was written meanwhile stays sealed to the two.
  await status(council, 'active');
  expect((await own.as(writer).get('/boards')).missingKeys).toEqual([]);
  expect(await sealedFor((await write()).threadId)).toEqual(['council', 'staff', 'university']);

  await status(council, 'suspended');
  await status(staff, 'suspended');
  expect(await own.as(writer).raw('GET', '/boards')).toMatchObject({
    status: 403,
    body: { code: 'board_keys_missing' },
  });
  expect(await own.as(admin).get('/admin/boards/waiting')).toMatchObject({ areClosed: true });
});

test('a holder whose account is gone is replaced while boards stay open', async () => {
  const { t: own, three, writer, sealedFor, write } = await campusOfHolders();
  const [boss] = (await own.members(1, { roles: ['owner'] })) as [TestMember];
  const [successor] = (await own.members(1)) as [TestMember];
  await own.ctx.pool.query(`update boards.holders set member_id = null where member_id = $1`, [
    three[1]?.member.id,
  ]);
  const named = await own
    .as(boss)
    .raw('PUT', '/admin/boards/holders/council', { body: { username: successor.username, label: 'Konsey' } });
  expect(named.status).toBe(200);
  const [made] = await testKeys('yedek');
  await own.as(successor).put('/boards/holder/key', { publicKey: made?.publicKey });
  // It counts after 72 hours, as any key that replaces another: until then two hold.
  expect((await own.as(writer).get('/boards')).missingKeys).toEqual(['council']);
  expect(await sealedFor((await write()).threadId)).toEqual(['staff', 'university']);
  own.clock.advance(daysMs(3.1));
  const { username: identifier, password } = writer;
  const later = { ...writer, ...(await own.anyone.post('/auth/login', { identifier, password })) };
  expect((await own.as(later).get('/boards')).missingKeys).toEqual([]);
});

test('a share that meets the suspension of its holder is not given', async () => {
  const { t: own, three, write } = await campusOfHolders();
  const [admin] = (await own.members(1, { roles: ['admin'] })) as [TestMember];
  const { postId } = await write();
  const { items } = await own.as(admin).post('/admin/boards/openings', { postId, reason: 'Tehdit' });
  const path = `/boards/holder/openings/${items[0].id}/share`;
  const give = async (holder: TestHolder, lock?: () => Promise<void>) => {
    const [held] = (await own.as(holder.member).get('/boards/holder/openings')).items;
    const share = await openShare(held.share, held.context, holder.key.privateKey);
    await lock?.();
    return own.as(holder.member).raw('POST', path, { body: { share } });
  };
  const [staff, council, university] = three as [TestHolder, TestHolder, TestHolder];
  expect(await give(staff)).toMatchObject({ status: 200, body: { state: 'open' } });
  let suspension: Awaited<ReturnType<typeof holdLock>> | undefined;
  const second = give(council, async () => {
    suspension = await holdLock(own, `update auth.users set status = 'suspended' where id = $1`, [
      council.member.id,
    ]);
  });
  await expect.poll(() => suspension).toBeDefined();
  await suspension?.waitForBlocked(1);
  await suspension?.release();
  expect(await second).toMatchObject({ status: 403, body: { code: 'account_suspended' } });
  expect((await own.as(admin).get('/admin/boards/openings')).items[0]).toMatchObject({ state: 'open' });
  expect(await give(university)).toMatchObject({ status: 200, body: { state: 'opened' } });
});

test('what is sealed to two is opened by both, and ended by the refusal of one', async () => {
  const { t: own, three, writer, status, write } = await campusOfHolders();
  const [admin] = (await own.members(1, { roles: ['admin'] })) as [TestMember];
  const [staff, council, university] = three as [TestHolder, TestHolder, TestHolder];
  await status(council.member, 'suspended');
  const [first, second] = [await write(), await write()];
  await status(council.member, 'active');
  const request = async (postId: string): Promise<string> =>
    (await own.as(admin).post('/admin/boards/openings', { postId, reason: 'Tehdit' })).items[0].id;
  const answer = (holder: TestHolder, id: string, kind: 'share' | 'refusal', body: object) =>
    own.as(holder.member).raw('POST', `/boards/holder/openings/${id}/${kind}`, { body });
  const seen = async (holder: TestHolder, id: string) =>
    (await own.as(holder.member).get('/boards/holder/openings')).items.find(
      (each: { id: string }) => each.id === id,
    );
  const id = await request(first.postId);
  expect(await seen(council, id)).toMatchObject({ share: null });
  expect(await answer(council, id, 'share', { share: 'AAAA' })).toMatchObject({
    status: 400,
    body: { code: 'board_share_wrong' },
  });
  for (const holder of [staff, university]) {
    const { share, context } = await seen(holder, id);
    const opened = await openShare(share, context, holder.key.privateKey);
    expect((await answer(holder, id, 'share', { share: opened })).status).toBe(200);
  }
  expect((await own.as(admin).get('/admin/boards/openings')).items[0].identity.id).toBe(writer.id);
  const other = await request(second.postId);
  expect(await answer(staff, other, 'refusal', { reason: 'Yetersiz' })).toMatchObject({
    body: { state: 'refused' },
  });
});
