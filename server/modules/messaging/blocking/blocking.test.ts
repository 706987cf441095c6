import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { veiled } from '../../../../packages/client/src/veiled.ts';
import { newId } from '../../../platform/id.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { seat } from '../conversations/seats.queries.ts';
import { makeCopy, makeGroup } from '../factory.ts';
import { messaging } from '../index.ts';
import type { Live } from '../live.ts';
import type { Message } from '../schemas.ts';
import { type Act, acts, Group, type ModelMessage } from './model.ts';

const COUNT = 4;
const EMOJI = encodeURIComponent('👍');

let t: TestServer;
const words: Live['messaging.message'][] = [];
let stop: () => Promise<void>;
beforeAll(async () => {
  t = await testServer();
  stop = await t.ctx.bus.subscribe('messaging.message', (word) => {
    words.push(word as unknown as Live['messaging.message']);
  });
});
afterAll(async () => {
  await stop();
  await t.close();
});

const viewer = (member: TestMember) => ({ ...member, roles: ['member' as const] });
let names = 0;
const newWord = () => {
  names += 1;
  return `sözcük${names}x`;
};
/** The words of a text that nobody else wrote; those of what it answers come too. */
const wordsIn = (thing: unknown): string[] => [...new Set(JSON.stringify(thing).match(/sözcük\d+x/g) ?? [])];

/** A group, the model of it, and what carries an act out in both. */
async function begin() {
  const people = (await t.members(COUNT)) as [TestMember, ...TestMember[]];
  const { id } = await makeGroup(t, people);
  const group = new Group(COUNT);
  const as = (who: number) => t.as(people[who]!);
  const notices = Number((await as(0).get(`/conversations/${id}`)).lastSeq);
  for (const who of people.keys()) {
    await as(who).put(`/conversations/${id}/read`, { seq: notices });
    group.readTo[who] = notices;
  }

  const chosen = (at: number): ModelMessage | undefined => group.messages[at % group.messages.length];
  const perform = async (act: Act): Promise<void> => {
    const { who } = act;
    if ('whom' in act) {
      if (who === act.whom) return;
      const path = `/users/${people[act.whom]!.id}/block`;
      expect((await as(who).raw(act.do === 'block' ? 'PUT' : 'DELETE', path)).status).toBeLessThan(300);
      return group.setBlock(who, act.whom, act.do === 'block');
    }
    if (act.do === 'join') {
      if (group.seated.has(who)) return;
      const row = { memberId: people[who]!.id, role: 'member', state: 'active' } as const;
      await t.ctx.transaction((tx) => seat(tx.db, id, [row], people[0].id, tx.clock()));
      group.seated.add(who);
      group.readTo[who] = Number((await as(who).get(`/conversations/${id}`)).readSeq);
      return;
    }
    if (!group.seated.has(who)) {
      expect((await as(who).raw('GET', `/conversations/${id}`)).status).toBe(404);
      return;
    }
    if (act.do === 'leave') {
      if (who === 0) return;
      await as(who).delete(`/conversations/${id}/participants/${people[who]!.id}`);
      group.seated.delete(who);
      return;
    }
    if (act.do === 'read') {
      const { lastSeq } = await as(who).get(`/conversations/${id}`);
      await as(who).put(`/conversations/${id}/read`, { seq: lastSeq });
      group.readTo[who] = lastSeq;
      return;
    }
    if (act.do === 'typing') {
      const hears = await messaging.hearsTyping(t.ctx, viewer(people[who]!), id);
      const except = new Set((hears !== 'nobody' && hears.except) || []);
      for (const other of group.seated) expect(except.has(people[other]!.id)).toBe(group.blocks(other, who));
      return;
    }
    if ('answers' in act) return write(who, chosen(act.answers));
    if (!('at' in act)) return;
    const message = chosen(act.at);
    if (message === undefined || message.gone || group.blocks(who, message.by)) return;
    if (act.do === 'react') {
      await as(who).raw(act.on ? 'PUT' : 'DELETE', `/messages/${message.id}/reactions/${EMOJI}`);
      if (act.on) message.reactions.add(who);
      else message.reactions.delete(who);
    } else if (act.do === 'pin') {
      await as(who).put(`/messages/${message.id}/pin`);
      if (message.pinnedBy === undefined || group.blocks(who, message.pinnedBy)) message.pinnedBy = who;
    } else if (act.do === 'unpin') {
      await as(who).delete(`/messages/${message.id}/pin`);
      if (message.pinnedBy !== undefined && !group.blocks(who, message.pinnedBy))
        message.pinnedBy = undefined;
    } else if (act.do === 'edit' && message.by === who) {
      message.word = newWord();
      await as(who).patch(`/messages/${message.id}`, { content: `Ortak ${message.word}` });
    } else if (act.do === 'remove' && message.by === who) {
      await as(who).delete(`/messages/${message.id}`);
      Object.assign(message, { gone: true, pinnedBy: undefined });
      message.reactions.clear();
    }
    await heardAlike(message);
  };

  const write = async (who: number, answers: ModelMessage | undefined) => {
    const answered = answers && !answers.gone && answers.seq % 2 === 0 ? answers : undefined;
    const word = newWord();
    words.length = 0;
    const sent = await as(who).raw('POST', `/conversations/${id}/messages`, {
      body: {
        clientId: newId(),
        content: `Ortak ${word}`,
        ...(answered ? { replyToId: answered.id } : {}),
      },
    });
    // Whoever blocks the writer: the writer is told the same.
    expect(sent).toMatchObject({
      status: 201,
      body: { withheld: false, fromBlocked: false, status: 'sent' },
    });
    group.readTo[who] = sent.body.seq;
    const message: ModelMessage = {
      seq: sent.body.seq,
      id: sent.body.id,
      by: who,
      word,
      answers: answered,
      reactions: new Set(),
      pinnedBy: undefined,
      gone: false,
    };
    group.messages.push(message);
    await expect.poll(() => words.some(({ seq }) => seq === message.seq)).toBe(true);
    const told = words.find(({ seq }) => seq === message.seq)!;
    // What goes out as it is has the message, and says to whom it goes veiled; no process asks for it.
    if (answered === undefined) {
      for (const reader of group.seated) {
        const isVeiled = told.veiledFor?.includes(people[reader]!.id) ?? false;
        expect(isVeiled).toBe(group.blocks(reader, who));
        const given = isVeiled ? veiled(told.message!) : told.message;
        const now = await as(reader).get(`/messages/${message.id}`);
        expect({ ...given, status: 'sent' }).toEqual({ ...now, status: 'sent' });
      }
    } else expect(told.message).toBeUndefined();
    await heardAlike(message);
  };

  /** What devices are told of a message is what their owners read. */
  const heardAlike = async (message: ModelMessage) => {
    const seated = [...group.seated];
    const events = await messaging.eventsFor(
      t.ctx,
      id,
      message.seq,
      seated.map((who) => people[who]!.id),
    );
    expect(events).toHaveLength(seated.length);
    for (const who of seated) {
      const heard = events.find(({ memberId }) => memberId === people[who]!.id)?.message;
      expect(heard).toEqual(await as(who).get(`/messages/${message.id}`));
    }
  };

  const compare = async (reader: number) => {
    const me = people[reader]!;
    const may = new Set(group.wordsFor(reader));
    const { items } = await as(reader).get(`/conversations/${id}/messages?limit=100`);
    const bySeq = new Map<number, Message>(items.map((one: Message) => [one.seq, one]));
    const shown = await as(reader).get(`/conversations/${id}/messages?limit=100&show=blocked`);
    const shownBySeq = new Map<number, Message>(shown.items.map((one: Message) => [one.seq, one]));
    for (const message of group.messages) {
      const seen = bySeq.get(message.seq)!;
      const isBlocked = group.blocks(reader, message.by);
      expect([seen.withheld, seen.fromBlocked]).toEqual([isBlocked, isBlocked && !message.gone]);
      expect(seen.content.includes(message.word)).toBe(may.has(message.word));
      if (isBlocked) expect([seen.sender, seen.replyTo, seen.reactions]).toEqual([null, null, []]);
      else if (message.answers && !message.gone)
        expect(seen.replyTo?.fromBlocked).toBe(group.blocks(reader, message.answers.by));
      const reacted = seen.reactions.flatMap(({ userIds }) => userIds);
      expect(reacted.map((userId) => people.findIndex((one) => one.id === userId)).sort()).toEqual(
        group.reactionsFor(reader, message),
      );
      const asked = shownBySeq.get(message.seq)!;
      expect(asked.content.includes(message.word)).toBe(!message.gone);
      if (isBlocked) expect(await as(reader).get(`/messages/${message.id}?show=blocked`)).toEqual(asked);
      else expect({ ...asked, replyTo: null }).toEqual({ ...seen, replyTo: null });
    }
    const isAll = (thing: unknown) => expect(new Set(wordsIn(thing))).toEqual(may);
    isAll(items);
    isAll(
      (await as(reader).raw('POST', '/conversations/sync', { body: { conversations: { [id]: 0 } } })).body,
    );
    isAll((await as(reader).get(`/conversations/${id}/search?q=ortak&limit=100`)).items);
    isAll((await as(reader).get('/conversations/search?q=ortak&limit=100')).items);
    isAll(await makeCopy(t, me, { id }));
    const hasNone = (thing: unknown) => {
      for (const word of wordsIn(thing)) expect(may).toContain(word);
    };
    const listed = await as(reader).get('/conversations');
    hasNone(listed);
    expect(listed.items).toMatchObject([{ id, unreadCount: group.unreadFor(reader) }]);
    expect((await as(reader).get('/conversations/unread')).conversations).toBe(
      Math.min(1, group.unreadFor(reader)),
    );
    const waiting = await messaging.unreadFor(t.ctx, [id], [me.id]);
    hasNone(waiting);
    expect(waiting.length).toBe(Math.min(1, group.unreadFor(reader)));
    const pins = await as(reader).get(`/conversations/${id}/pins`);
    hasNone(pins);
    expect(pins.items.map(({ seq }: Message) => seq).sort()).toEqual(group.pinsFor(reader).sort());
  };
  return { group, perform, compare };
}

test('whoever blocks, joins, leaves, writes and reacts: nothing of the blocked reaches who blocks them, and all the rest everybody', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(acts(COUNT), async (sequence) => {
      const { group, perform, compare } = await begin();
      for (const act of sequence) await perform(act);
      for (const reader of group.seated) await compare(reader);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
