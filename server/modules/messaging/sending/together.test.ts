import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const post = (who: TestMember, room: { id: string }, clientId: string, more: object = {}) =>
  t.as(who).post(`/conversations/${room.id}/messages`, { clientId, content: clientId, ...more });
const listed = async (who: TestMember, room: { id: string }) =>
  (await t.as(who).get(`/conversations/${room.id}/messages?limit=100`)).items.filter(
    ({ type }: { type: string }) => type !== 'notice',
  );

test('whatever comes at once, each message is written once, in one order without a gap', async () => {
  const rooms = [
    await makeGroup(t, people),
    await makeGroup(t, people),
    await makeDirect(t, people[0], people[1]),
  ];
  let run = 0;
  const sends = fc.array(
    fc.record({ who: fc.nat(1), room: fc.nat(2), name: fc.nat(7), answers: fc.boolean() }),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(sends, async (all) => {
      run += 1;
      const before = await Promise.all(rooms.map(async (room) => (await listed(people[0], room)).at(-1)));
      const answers = await Promise.all(
        all.map(({ who, room, name, answers: isAnswer }) => {
          const answered = isAnswer ? before[room] : undefined;
          const more = answered ? { replyToId: answered.id } : {};
          return post(people[who] as TestMember, rooms[room] as { id: string }, `${run}-${name}`, more);
        }),
      );
      for (const [room, conversation] of rooms.entries()) {
        const items = await listed(people[1], conversation);
        const seqs = items.map(({ seq }: { seq: number }) => seq);
        expect(seqs).toEqual(seqs.map((_: number, index: number) => seqs[0] + index));
        const wanted = new Map<string, string>();
        for (const [index, one] of all.entries()) {
          if (one.room !== room) continue;
          const { id, seq, clientId, senderId } = answers[index] ?? {};
          expect(items).toContainEqual(expect.objectContaining({ id, seq, clientId, senderId }));
          const key = `${one.who} ${one.name}`;
          // The same twice is the same message.
          expect(wanted.get(key) ?? id).toBe(id);
          wanted.set(key, id);
        }
        const made = items.filter(({ clientId }: { clientId: string }) => clientId.startsWith(`${run}-`));
        expect(made).toHaveLength(wanted.size);
      }
    }),
    { numRuns: 12 },
  );
});

test('one that is refused fails none of those that came with it', async () => {
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
    'you_block_them',
    'sent',
    'empty_message',
    'message_not_found',
    'conversation_not_found',
    'sent',
    'sent',
  ]);
  expect(await listed(bora, open)).toMatchObject([{ clientId: 'a' }, { clientId: 'i' }]);
  // The blocked notices nothing, and the other reads nothing.
  expect(await listed(can, blocked)).toMatchObject([{ clientId: 'd', content: 'd' }]);
  expect(await listed(bora, blocked)).toMatchObject([{ content: '', withheld: true }]);
});

test('the word of a direct message names whom it is for, that of a group leaves it to who hears it', async () => {
  const [ayse, bora, can] = people;
  const names = ['both', 'all', 'nobody'];
  const heard: { clientId: string; only: string[] | undefined }[] = [];
  const stop = await t.ctx.bus.subscribe('messaging.message', (payload) => {
    const { message, only } = payload as { message?: { clientId: string }; only?: string[] };
    if (message && names.includes(message.clientId))
      heard.push({ clientId: message.clientId, only: only?.sort() });
  });
  const [group, direct] = [await makeGroup(t, people), await makeDirect(t, ayse, bora)];
  const blocked = await makeDirect(t, bora, can);
  await makeBlock(t, bora, can);
  await Promise.all([post(ayse, direct, 'both'), post(ayse, group, 'all'), post(can, blocked, 'nobody')]);
  await expect.poll(() => heard.length).toBe(3);
  expect(heard).toEqual(
    expect.arrayContaining([
      { clientId: 'both', only: [ayse.id, bora.id].sort() },
      { clientId: 'all', only: undefined },
      { clientId: 'nobody', only: [can.id] },
    ]),
  );
  await stop();
});

test('a conversation that somebody holds keeps nobody waiting in others', async () => {
  const [ayse, bora] = people;
  const [held, free] = [await makeGroup(t, people), await makeGroup(t, people)];
  const holder = await t.ctx.pool.connect();
  await holder.query('begin');
  await holder.query('select from messaging.conversations where id = $1 for update', [held.id]);
  let waits = true;
  const late = post(ayse, held, 'late').then((sent) => {
    waits = false;
    return sent;
  });
  for (let nr = 0; nr < 8; nr++)
    expect(await Promise.all([post(ayse, free, `a${nr}`), post(bora, free, `b${nr}`)])).toMatchObject([
      { status: 'sent' },
      { status: 'sent' },
    ]);
  expect(waits).toBe(true);
  await holder.query('commit');
  holder.release();
  expect(await late).toMatchObject({ clientId: 'late' });
});

test('what a retry stands for is answered though its writer may write no longer', async () => {
  const [ayse, bora] = people;
  const room = await makeGroup(t, people);
  const { id } = await post(bora, room, 'once');
  await t.as(ayse).patch(`/conversations/${room.id}`, { whoWrites: 'admins' });
  expect(await post(bora, room, 'once')).toMatchObject({ id });
  expect(await post(bora, room, 'once', { content: '' })).toMatchObject({ id });
  expect(await post(bora, room, 'twice')).toMatchObject({ code: 'only_admins_write' });
});
