import { redact } from '@chitlaq/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { exampleCount } from '../../../testing/depth.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { addMembers } from '../conversations/memberships.queries.ts';
import { makeArchive, makeGroup } from '../factory.ts';
import { messaging } from '../index.ts';
import type { Message } from '../schemas.ts';
import type { MessagingTopics } from '../topics.ts';
import { type Action, arbitraryActions, Group, type ModelMessage } from './model.ts';

const COUNT = 4;
const EMOJI = encodeURIComponent('👍');

let t: TestServer;
const payloads: MessagingTopics['messaging.message'][] = [];
let stop: () => Promise<void>;
beforeAll(async () => {
  t = await testServer();
  stop = await t.ctx.bus.subscribe('messaging.message', (payload) => {
    payloads.push(payload as unknown as MessagingTopics['messaging.message']);
  });
});
afterAll(async () => {
  await stop();
  await t.close();
});

const viewer = (member: TestMember) => ({ ...member, roles: ['member' as const] });
let names = 0;
const createUniqueWord = () => {
  names += 1;
  return `sözcük${names}x`;
};
/** All strings of a value that occur in no other message, including quotes. */
const uniqueWordsIn = (value: unknown): string[] => [
  ...new Set(JSON.stringify(value).match(/sözcük\d+x/g) ?? []),
];

/** A group, its model, and a function that applies an action to both. */
async function setUp() {
  const people = (await t.members(COUNT)) as [TestMember, ...TestMember[]];
  const { id } = await makeGroup(t, people);
  const group = new Group(COUNT);
  const as = (actor: number) => t.as(people[actor]!);
  const notices = Number((await as(0).get(`/conversations/${id}`)).lastSeq);
  for (const actor of people.keys()) {
    await as(actor).put(`/conversations/${id}/read`, { seq: notices });
    group.readTo[actor] = notices;
  }

  const pickMessage = (at: number): ModelMessage | undefined => group.messages[at % group.messages.length];
  const performAction = async (action: Action): Promise<void> => {
    const { actor } = action;
    if ('target' in action) {
      if (actor === action.target) return;
      const path = `/users/${people[action.target]!.id}/block`;
      expect((await as(actor).raw(action.do === 'block' ? 'PUT' : 'DELETE', path)).status).toBeLessThan(300);
      return group.setBlock(actor, action.target, action.do === 'block');
    }
    if (action.do === 'join') {
      if (group.participants.has(actor)) return;
      const row = { memberId: people[actor]!.id, role: 'member', state: 'active' } as const;
      await t.ctx.transaction((tx) => addMembers(tx.db, id, [row], people[0].id, tx.clock()));
      group.participants.add(actor);
      group.readTo[actor] = Number((await as(actor).get(`/conversations/${id}`)).readSeq);
      return;
    }
    if (!group.participants.has(actor)) {
      expect((await as(actor).raw('GET', `/conversations/${id}`)).status).toBe(404);
      return;
    }
    if (action.do === 'leave') {
      if (actor === 0) return;
      await as(actor).delete(`/conversations/${id}/participants/${people[actor]!.id}`);
      group.participants.delete(actor);
      return;
    }
    if (action.do === 'read') {
      const { lastSeq } = await as(actor).get(`/conversations/${id}`);
      await as(actor).put(`/conversations/${id}/read`, { seq: lastSeq });
      group.readTo[actor] = lastSeq;
      return;
    }
    if (action.do === 'typing') {
      const recipients = await messaging.typingRecipients(t.ctx, viewer(people[actor]!), id);
      const except = new Set((recipients !== 'nobody' && recipients.except) || []);
      for (const other of group.participants)
        expect(except.has(people[other]!.id)).toBe(group.blocks(other, actor));
      return;
    }
    if ('replyTo' in action) return write(actor, pickMessage(action.replyTo));
    if (!('at' in action)) return;
    const message = pickMessage(action.at);
    if (message === undefined || message.isDeleted || group.blocks(actor, message.sender)) return;
    if (action.do === 'react') {
      await as(actor).raw(action.on ? 'PUT' : 'DELETE', `/messages/${message.id}/reactions/${EMOJI}`);
      if (action.on) message.reactions.add(actor);
      else message.reactions.delete(actor);
    } else if (action.do === 'pin') {
      await as(actor).put(`/messages/${message.id}/pin`);
      if (message.pinnedBy === undefined || group.blocks(actor, message.pinnedBy)) message.pinnedBy = actor;
    } else if (action.do === 'unpin') {
      await as(actor).delete(`/messages/${message.id}/pin`);
      if (message.pinnedBy !== undefined && !group.blocks(actor, message.pinnedBy))
        message.pinnedBy = undefined;
    } else if (action.do === 'edit' && message.sender === actor) {
      message.uniqueWord = createUniqueWord();
      await as(actor).patch(`/messages/${message.id}`, { content: `Ortak ${message.uniqueWord}` });
    } else if (action.do === 'remove' && message.sender === actor) {
      await as(actor).delete(`/messages/${message.id}`);
      Object.assign(message, { isDeleted: true, pinnedBy: undefined });
      message.reactions.clear();
    }
    await expectEventsMatchReads(message);
  };

  const write = async (actor: number, answers: ModelMessage | undefined) => {
    const answered = answers && !answers.isDeleted && answers.seq % 2 === 0 ? answers : undefined;
    const payload = createUniqueWord();
    payloads.length = 0;
    const sent = await as(actor).raw('POST', `/conversations/${id}/messages`, {
      body: {
        clientId: newId(),
        content: `Ortak ${payload}`,
        ...(answered ? { replyToId: answered.id } : {}),
      },
    });
    // Blockers of the sender: the sender gets the same answer.
    expect(sent).toMatchObject({
      status: 201,
      body: { redacted: false, senderBlocked: false, status: 'sent' },
    });
    group.readTo[actor] = sent.body.seq;
    const message: ModelMessage = {
      seq: sent.body.seq,
      id: sent.body.id,
      sender: actor,
      uniqueWord: payload,
      replyTo: answered,
      reactions: new Set(),
      pinnedBy: undefined,
      isDeleted: false,
    };
    group.messages.push(message);
    await expect.poll(() => payloads.some(({ seq }) => seq === message.seq)).toBe(true);
    const published = payloads.find(({ seq }) => seq === message.seq)!;
    // An event with the message names the members who get it redacted; no process has to query it.
    if (answered === undefined) {
      for (const reader of group.participants) {
        const isRedacted = published.redactedFor?.includes(people[reader]!.id) ?? false;
        expect(isRedacted).toBe(group.blocks(reader, actor));
        const expectedMessage = isRedacted ? redact(published.message!) : published.message;
        const now = await as(reader).get(`/messages/${message.id}`);
        expect({ ...expectedMessage, status: 'sent' }).toEqual({ ...now, status: 'sent' });
      }
    } else expect(published.message).toBeUndefined();
    await expectEventsMatchReads(message);
  };

  /** Events of a message match what their recipients read. */
  const expectEventsMatchReads = async (message: ModelMessage) => {
    const participants = [...group.participants];
    const events = await messaging.eventsFor(
      t.ctx,
      id,
      message.seq,
      participants.map((actor) => people[actor]!.id),
    );
    expect(events).toHaveLength(participants.length);
    for (const actor of participants) {
      const delivered = events.find(({ memberId }) => memberId === people[actor]!.id)?.message;
      expect(delivered).toEqual(await as(actor).get(`/messages/${message.id}`));
    }
  };

  const expectViewOf = async (reader: number) => {
    const member = people[reader]!;
    const allowedWords = new Set(group.wordsFor(reader));
    const { items } = await as(reader).get(`/conversations/${id}/messages?limit=100`);
    const bySeq = new Map<number, Message>(items.map((item: Message) => [item.seq, item]));
    const shown = await as(reader).get(`/conversations/${id}/messages?limit=100&show=blocked`);
    const shownBySeq = new Map<number, Message>(shown.items.map((item: Message) => [item.seq, item]));
    for (const message of group.messages) {
      const seen = bySeq.get(message.seq)!;
      const isBlocked = group.blocks(reader, message.sender);
      expect([seen.redacted, seen.senderBlocked]).toEqual([isBlocked, isBlocked && !message.isDeleted]);
      expect(seen.content.includes(message.uniqueWord)).toBe(allowedWords.has(message.uniqueWord));
      if (isBlocked) expect([seen.sender, seen.replyTo, seen.reactions]).toEqual([null, null, []]);
      else if (message.replyTo && !message.isDeleted)
        expect(seen.replyTo?.senderBlocked).toBe(group.blocks(reader, message.replyTo.sender));
      const reacted = seen.reactions.flatMap(({ userIds }) => userIds);
      expect(reacted.map((userId) => people.findIndex((item) => item.id === userId)).sort()).toEqual(
        group.reactionsFor(reader, message),
      );
      const asked = shownBySeq.get(message.seq)!;
      expect(asked.content.includes(message.uniqueWord)).toBe(!message.isDeleted);
      if (isBlocked) expect(await as(reader).get(`/messages/${message.id}?show=blocked`)).toEqual(asked);
      else expect({ ...asked, replyTo: null }).toEqual({ ...seen, replyTo: null });
    }
    const expectAllowedWords = (value: unknown) =>
      expect(new Set(uniqueWordsIn(value))).toEqual(allowedWords);
    expectAllowedWords(items);
    expectAllowedWords(
      (await as(reader).raw('POST', '/conversations/sync', { body: { conversations: { [id]: 0 } } })).body,
    );
    expectAllowedWords((await as(reader).get(`/conversations/${id}/search?q=ortak&limit=100`)).items);
    expectAllowedWords((await as(reader).get('/conversations/search?q=ortak&limit=100')).items);
    expectAllowedWords(await makeArchive(t, member, { id }));
    const expectNoBlockedWords = (value: unknown) => {
      for (const payload of uniqueWordsIn(value)) expect(allowedWords).toContain(payload);
    };
    const listed = await as(reader).get('/conversations');
    expectNoBlockedWords(listed);
    expect(listed.items).toMatchObject([{ id, unreadCount: group.unreadFor(reader) }]);
    expect((await as(reader).get('/conversations/unread')).conversations).toBe(
      Math.min(1, group.unreadFor(reader)),
    );
    const waiting = await messaging.unreadFor(t.ctx, [id], [member.id]);
    expectNoBlockedWords(waiting);
    expect(waiting.length).toBe(Math.min(1, group.unreadFor(reader)));
    const pins = await as(reader).get(`/conversations/${id}/pins`);
    expectNoBlockedWords(pins);
    expect(pins.items.map(({ seq }: Message) => seq).sort()).toEqual(group.pinsFor(reader).sort());
  };
  return { group, perform: performAction, compare: expectViewOf };
}

test('whatever members do, blockers see nothing of whom they block, and all others see everything', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryActions(COUNT), async (sequence) => {
      const { group, perform: performAction, compare: expectViewOf } = await setUp();
      for (const action of sequence) await performAction(action);
      for (const reader of group.participants) await expectViewOf(reader);
    }),
    { numRuns: exampleCount(8), endOnFailure: true },
  );
});
