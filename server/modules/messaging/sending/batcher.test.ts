import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleCount } from '../../../testing/depth.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeBlock } from '../../social/factory.ts';
import { makeDirect, makeGroup } from '../factory.ts';

let t: TestServer;
let people: [TestMember, TestMember, TestMember];
beforeAll(async () => {
  t = await testServer();
  people = (await t.members(3)) as [TestMember, TestMember, TestMember];
});
afterAll(() => t.close());

const post = (member: TestMember, target: { id: string }, clientId: string, more: object = {}) =>
  t.as(member).post(`/conversations/${target.id}/messages`, { clientId, content: clientId, ...more });
const listMessages = async (member: TestMember, target: { id: string }) =>
  (await t.as(member).get(`/conversations/${target.id}/messages?limit=100`)).items.filter(
    ({ type }: { type: string }) => type !== 'notice',
  );

test('whatever is sent at once, each message is inserted once, in one order without a gap', async () => {
  const conversations = [
    await makeGroup(t, people),
    await makeGroup(t, people),
    await makeDirect(t, people[0], people[1]),
  ];
  let run = 0;
  const sends = fc.array(
    fc.record({ member: fc.nat(1), target: fc.nat(2), name: fc.nat(7), answers: fc.boolean() }),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(sends, async (all) => {
      run += 1;
      const before = await Promise.all(
        conversations.map(async (target) => (await listMessages(people[0], target)).at(-1)),
      );
      const answers = await Promise.all(
        all.map(({ member, target, name, answers: isAnswer }) => {
          const answered = isAnswer ? before[target] : undefined;
          const more = answered ? { replyToId: answered.id } : {};
          return post(
            people[member] as TestMember,
            conversations[target] as { id: string },
            `${run}-${name}`,
            more,
          );
        }),
      );
      for (const [target, conversation] of conversations.entries()) {
        const items = await listMessages(people[1], conversation);
        const seqs = items.map(({ seq }: { seq: number }) => seq);
        expect(seqs).toEqual(seqs.map((_: number, index: number) => seqs[0] + index));
        const expectedIds = new Map<string, string>();
        for (const [index, send] of all.entries()) {
          if (send.target !== target) continue;
          const { id, seq, clientId, senderId } = answers[index] ?? {};
          expect(items).toContainEqual(expect.objectContaining({ id, seq, clientId, senderId }));
          const key = `${send.member} ${send.name}`;
          // A repeated clientId is the same message.
          expect(expectedIds.get(key) ?? id).toBe(id);
          expectedIds.set(key, id);
        }
        const created = items.filter(({ clientId }: { clientId: string }) => clientId.startsWith(`${run}-`));
        expect(created).toHaveLength(expectedIds.size);
      }
    }),
    { numRuns: exampleCount(12) },
  );
});

test('a refused message does not fail others of its batch', async () => {
  const [ayse, bora, can] = people;
  const open = await makeGroup(t, people);
  const closed = await makeGroup(t, people);
  await t.as(ayse).patch(`/conversations/${closed.id}`, { whoWrites: 'admins' });
  const blocked = await makeDirect(t, bora, can);
  await makeBlock(t, bora, can);
  const answers = await Promise.all([
    post(bora, open, 'a'),
    post(bora, closed, 'b'),
    post(bora, blocked, 'c'),
    post(can, blocked, 'd'),
    post(bora, open, 'e', { content: '' }),
    post(bora, open, 'f', { replyToId: blocked.id }),
    post(can, { id: people[0].id }, 'g'),
    post(ayse, closed, 'h'),
    post(can, open, 'i'),
  ]);
  expect(answers.map(({ status, code }) => code ?? status)).toEqual([
    'sent',
    'only_admins_write',
    'recipient_blocked',
    'sent',
    'empty_message',
    'message_not_found',
    'conversation_not_found',
    'sent',
    'sent',
  ]);
  expect(await listMessages(bora, open)).toMatchObject([{ clientId: 'a' }, { clientId: 'i' }]);
  // The blocked member notices nothing, and the other reads nothing.
  expect(await listMessages(can, blocked)).toMatchObject([{ clientId: 'd', content: 'd' }]);
  expect(await listMessages(bora, blocked)).toMatchObject([{ content: '', redacted: true }]);
});

test('the event of a direct message names its recipients, that of a group does not', async () => {
  const [ayse, bora, can] = people;
  const names = ['both', 'all', 'nobody'];
  const published: { clientId: string; only: string[] | undefined }[] = [];
  const stop = await t.ctx.bus.subscribe('messaging.message', (payload) => {
    const { message, only } = payload as { message?: { clientId: string }; only?: string[] };
    if (message && names.includes(message.clientId))
      published.push({ clientId: message.clientId, only: only?.sort() });
  });
  const [group, direct] = [await makeGroup(t, people), await makeDirect(t, ayse, bora)];
  const blocked = await makeDirect(t, bora, can);
  await makeBlock(t, bora, can);
  await Promise.all([post(ayse, direct, 'both'), post(ayse, group, 'all'), post(can, blocked, 'nobody')]);
  await expect.poll(() => published.length).toBe(3);
  expect(published).toEqual(
    expect.arrayContaining([
      { clientId: 'both', only: [ayse.id, bora.id].sort() },
      { clientId: 'all', only: undefined },
      { clientId: 'nobody', only: [can.id] },
    ]),
  );
  await stop();
});

test('a locked conversation does not delay others', async () => {
  const [ayse, bora] = people;
  const [lockedGroup, otherGroup] = [await makeGroup(t, people), await makeGroup(t, people)];
  const lockHolder = await t.ctx.pool.connect();
  await lockHolder.query('begin');
  await lockHolder.query('select from messaging.conversations where id = $1 for update', [lockedGroup.id]);
  let waits = true;
  const lockedSend = post(ayse, lockedGroup, 'late').then((sent) => {
    waits = false;
    return sent;
  });
  for (let nr = 0; nr < 8; nr++)
    expect(
      await Promise.all([post(ayse, otherGroup, `a${nr}`), post(bora, otherGroup, `b${nr}`)]),
    ).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
  expect(waits).toBe(true);
  await lockHolder.query('commit');
  lockHolder.release();
  expect(await lockedSend).toMatchObject({ clientId: 'late' });
});

test('a retry is answered even if its sender may not write any more', async () => {
  const [ayse, bora] = people;
  const target = await makeGroup(t, people);
  const { id } = await post(bora, target, 'once');
  await t.as(ayse).patch(`/conversations/${target.id}`, { whoWrites: 'admins' });
  expect(await post(bora, target, 'once')).toMatchObject({ id });
  expect(await post(bora, target, 'once', { content: '' })).toMatchObject({ id });
  expect(await post(bora, target, 'twice')).toMatchObject({ code: 'only_admins_write' });
});
