import { openShare } from '@chitlaq/sealing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import {
  daysMs,
  makeBoard,
  makeHolders,
  makeWriters,
  publishBatch,
  switchOn,
  type TestHolder,
  type Writer,
  writeThread,
} from '../factory.ts';
import { endOpenings } from './service.ts';

const t = await testServer();
afterAll(t.close);

let holders: TestHolder[];
let admin: TestMember;
let other: TestMember;
let ayse: Writer;
let boardId: string;
beforeAll(async () => {
  holders = await makeHolders(t);
  await switchOn(t);
  [admin, other] = (await t.members(2, { roles: ['admin'] })) as [TestMember, TestMember];
  [ayse] = (await makeWriters(t, 1)) as [Writer];
  boardId = await makeBoard(t);
});
let postId: string;
let threadId: string;
beforeEach(async () => {
  ({ threadId, postId } = await writeThread(t, ayse, boardId));
  await publishBatch(t);
});

const [staff, council, university] = [0, 1, 2].map((index) => () => holders[index] as TestHolder) as [
  () => TestHolder,
  () => TestHolder,
  () => TestHolder,
];
const request = async (by = admin): Promise<string> => {
  const { items } = await t.as(by).post('/admin/boards/openings', { postId, reason: 'Tehdit var' });
  return items[0].id;
};
const seenBy = async (holder: TestHolder, id: string) =>
  (await t.as(holder.member).get('/boards/holder/openings')).items.find(
    (item: { id: string }) => item.id === id,
  );
const shareOf = async (holder: TestHolder, id: string): Promise<string> => {
  const { share, context } = await seenBy(holder, id);
  return openShare(share, context, holder.key.privateKey);
};
const give = async (holder: TestHolder, id: string, share?: string) =>
  t.as(holder.member).raw('POST', `/boards/holder/openings/${id}/share`, {
    body: { share: share ?? (await shareOf(holder, id)) },
  });
const refuse = (holder: TestHolder, id: string) =>
  t
    .as(holder.member)
    .raw('POST', `/boards/holder/openings/${id}/refusal`, { body: { reason: 'Gerekçe yetersiz' } });
const stateOf = async (id: string) =>
  (await t.as(admin).get('/admin/boards/openings')).items.find((item: { id: string }) => item.id === id);
const logged = async () =>
  (await t.ctx.pool.query('select entry from moderation.log order by seq')).rows.map(
    ({ entry }) => JSON.parse(entry).act as string,
  );

test('two holders open: requester and both see who it is, the author is told, the log has it without a name', async () => {
  const id = await request();
  const before = await seenBy(council(), id);
  expect(before).toMatchObject({
    state: 'open',
    reason: 'Tehdit var',
    requester: { id: admin.id },
    post: { id: postId, text: 'Gece de açık olsun mu?', threadTitle: 'Kütüphane saatleri' },
    mayAnswer: true,
    given: false,
    identity: null,
  });
  expect(await give(staff(), id)).toMatchObject({ status: 200, body: { state: 'open' } });
  expect((await stateOf(id)).identity).toBeNull();
  expect(await give(university(), id)).toMatchObject({ status: 200, body: { state: 'opened' } });
  expect(await stateOf(id)).toMatchObject({ state: 'opened', identity: { id: ayse.id } });
  expect(await seenBy(staff(), id)).toMatchObject({ identity: { id: ayse.id }, given: true });
  // The third gave nothing, and another admin did not ask.
  expect(await seenBy(council(), id)).toMatchObject({ identity: null });
  const forOther = (await t.as(other).get('/admin/boards/openings')).items;
  expect(forOther[0]).toMatchObject({ id, state: 'opened', identity: null });

  expect((await logged()).slice(-2)).toEqual(['pseudonym_opening_requested', 'pseudonym_opened']);
  const log = JSON.stringify((await t.ctx.pool.query('select * from moderation.log_openings')).rows);
  expect(log).not.toContain(ayse.id);
  await t.settled();
  const { items } = await t.as(ayse).get('/notifications');
  expect(items[0]).toMatchObject({ kind: 'moderation', topic: 'pseudonym_opened' });
  const mails = (await t.emails()).filter(({ to }) => to?.[0]?.address === ayse.email);
  expect(mails.at(-1)?.subject).toBe('Panolardaki kimliğin açıldı');
  // Nothing of a share is left.
  const { rows } = await t.ctx.pool.query('select share from boards.opening_answers where opening_id = $1', [
    id,
  ]);
  expect(rows).toEqual([{ share: null }, { share: null }]);

  // After thirty days nobody sees it any more.
  await endOpenings({ ...t.ctx, clock: () => new Date(t.ctx.clock().getTime() + daysMs(31)) });
  expect(await stateOf(id)).toMatchObject({ state: 'opened', identity: null });
});

test('two refusals end it, and one does not', async () => {
  const id = await request();
  expect(await refuse(staff(), id)).toMatchObject({ body: { state: 'open' } });
  expect(await refuse(council(), id)).toMatchObject({ body: { state: 'refused' } });
  expect(await give(university(), id, 'AAAA')).toMatchObject({
    status: 409,
    body: { code: 'board_opening_ended' },
  });
  expect((await logged()).at(-1)).toBe('pseudonym_opening_refused');
  expect((await stateOf(id)).answers).toHaveLength(2);
});

test('a wrong share, a second answer, a stranger', async () => {
  const id = await request();
  expect(await give(staff(), id, 'AAAA')).toMatchObject({ status: 400, body: { code: 'board_share_wrong' } });
  const share = await shareOf(staff(), id);
  expect(await give(council(), id, share)).toMatchObject({
    status: 400,
    body: { code: 'board_share_wrong' },
  });
  expect(await give(staff(), id, share)).toMatchObject({ status: 200 });
  expect(await give(staff(), id, share)).toMatchObject({
    status: 409,
    body: { code: 'board_opening_answered' },
  });
  expect(await refuse(staff(), id)).toMatchObject({ status: 409, body: { code: 'board_opening_answered' } });
  expect(
    await t.as(ayse).raw('POST', `/boards/holder/openings/${id}/share`, { body: { share } }),
  ).toMatchObject({ status: 404, body: { code: 'board_not_holder' } });
  expect(
    await t.as(admin).raw('POST', '/admin/boards/openings', { body: { postId, reason: 'Yine' } }),
  ).toMatchObject({ status: 409, body: { code: 'board_opening_exists' } });
});

test('who asked gives no share, and one refusal of the other two ends it', async () => {
  await t.ctx.pool.query(`insert into auth.user_roles (user_id, role) values ($1, 'admin')`, [
    staff().member.id,
  ]);
  const { username: identifier, password } = staff().member;
  const asker = { ...staff().member, ...(await t.anyone.post('/auth/login', { identifier, password })) };
  const id = await request(asker);
  expect(await give({ ...staff(), member: asker }, id)).toMatchObject({
    status: 403,
    body: { code: 'board_own_opening' },
  });
  expect(await refuse(council(), id)).toMatchObject({ body: { state: 'refused' } });
});

/** Both wait for the lock of the opening, then go on in some order. */
async function atOnce(id: string, ...acts: (() => Promise<unknown>)[]) {
  const lock = await holdLock(t, 'select 1 from boards.openings where id = $1 for update', [id]);
  const running = acts.map((act) => act());
  await lock.waitForBlocked(acts.length);
  await lock.release();
  return Promise.all(running);
}

test('both shares at the same moment open once', async () => {
  const id = await request();
  const shares = [await shareOf(staff(), id), await shareOf(council(), id)];
  const answers = await atOnce(
    id,
    () => give(staff(), id, shares[0]),
    () => give(council(), id, shares[1]),
  );
  expect(answers.map((answer) => (answer as { body: { state: string } }).body.state).sort()).toEqual([
    'open',
    'opened',
  ]);
  expect((await logged()).filter((act) => act === 'pseudonym_opened').length).toBe(2);
  expect(await stateOf(id)).toMatchObject({ state: 'opened', identity: { id: ayse.id } });
});

test('the same holder twice at once answers once', async () => {
  const id = await request();
  const share = await shareOf(staff(), id);
  const answers = (await atOnce(
    id,
    () => give(staff(), id, share),
    () => refuse(staff(), id),
  )) as { status: number }[];
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a share and the refusal that ends it, at once: one of them wins', async () => {
  const id = await request();
  await refuse(staff(), id);
  const share = await shareOf(council(), id);
  const [given, refused] = (await atOnce(
    id,
    () => give(council(), id, share),
    () => refuse(university(), id),
  )) as { status: number; body: { state?: string; code?: string } }[];
  expect(refused).toMatchObject({ status: 200, body: { state: 'refused' } });
  expect([200, 409]).toContain(given?.status);
  expect(await stateOf(id)).toMatchObject({ state: 'refused', identity: null });
});

test('a holder who is replaced meanwhile answers no more', async () => {
  const id = await request();
  const share = await shareOf(university(), id);
  const [next] = (await t.members(1)) as [TestMember];
  const lock = await holdLock(t, 'select 1 from boards.openings where id = $1 for update', [id]);
  const waiting = give(university(), id, share);
  await lock.waitForBlocked(1);
  await t.ctx.pool.query(`update boards.holders set member_id = $1 where role = 'university'`, [next.id]);
  await lock.release();
  expect(await waiting).toMatchObject({ status: 404, body: { code: 'board_not_holder' } });
  await t.ctx.pool.query(`update boards.holders set member_id = $1 where role = 'university'`, [
    university().member.id,
  ]);
});

test('a holder who changes to another role meanwhile gives no second share', async () => {
  const id = await request();
  const second = await shareOf(council(), id);
  expect(await give(staff(), id)).toMatchObject({ status: 200, body: { state: 'open' } });
  const setHolder = (role: string, member: TestMember) =>
    t.ctx.pool.query('update boards.holders set member_id = $1 where role = $2', [member.id, role]);
  const [next] = (await t.members(1)) as [TestMember];
  await setHolder('staff', next);
  await setHolder('council', staff().member);
  expect(await seenBy(staff(), id)).toMatchObject({ given: true, mayAnswer: false });
  const answers = [await give(staff(), id, second), await refuse(staff(), id)];
  for (const answer of answers)
    expect(answer).toMatchObject({ status: 409, body: { code: 'board_opening_answered' } });
  expect(await stateOf(id)).toMatchObject({ state: 'open', identity: null });
  await setHolder('council', council().member);
  await setHolder('staff', staff().member);
});

test('it ends by itself, at its moment', async () => {
  const id = await request();
  const share = await shareOf(staff(), id);
  await t.ctx.pool.query('update boards.openings set ends_at = $2 where id = $1', [id, t.ctx.clock()]);
  expect(await give(staff(), id, share)).toMatchObject({
    status: 409,
    body: { code: 'board_opening_ended' },
  });
  expect(await stateOf(id)).toMatchObject({ state: 'expired' });
  await t.settled();
  const { rows } = await t.ctx.pool.query('select state from boards.openings where id = $1', [id]);
  expect(rows).toEqual([{ state: 'expired' }]);
  expect(threadId).toBeDefined();
});
