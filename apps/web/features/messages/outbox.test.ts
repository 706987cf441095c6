import { expect, test } from 'vitest';
import { createOutbox, type PendingMessage } from './outbox.ts';
import type { Message } from './types.ts';

const pending = (clientId: string, conversationId = 'c'): PendingMessage => ({
  clientId,
  conversationId,
  type: 'text',
  content: clientId,
  media: [],
  replyTo: null,
  createdAt: '2026-11-20T12:00:00.000Z',
});

/** A server that can be down, refuse a message, or accept one and lose the response. */
function server() {
  const accepted: string[] = [];
  const state = { isAway: false, losesAnswers: 0, refuses: new Set<string>() };
  const waits: (() => void)[] = [];
  let persisted: readonly PendingMessage[] = [];
  const open = (items: PendingMessage[] = []) =>
    createOutbox({
      send: async ({ clientId, conversationId }) => {
        if (state.isAway) throw new Error('away');
        if (state.refuses.has(clientId)) throw new Error('refused');
        if (!accepted.includes(clientId)) accepted.push(clientId);
        if (state.losesAnswers > 0) {
          state.losesAnswers -= 1;
          throw new Error('away');
        }
        return { clientId, conversationId } as Message;
      },
      onSent: () => undefined,
      toSendFailure: (error) => ((error as Error).message === 'refused' ? { code: 'not_allowed' } : {}),
      loadItems: () => items,
      persistItems: (now) => {
        persisted = now;
      },
      schedule: (_ms, work) => waits.push(work),
    });
  return { accepted, state, open, waits, persisted: () => persisted.map(({ clientId }) => clientId) };
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

test('messages are sent one after the other in the order they were written', async () => {
  const { open, accepted, persisted } = server();
  const outbox = open();
  for (const name of ['bir', 'iki', 'üç']) outbox.add(pending(name));
  await settle();
  expect(accepted).toEqual(['bir', 'iki', 'üç']);
  expect(persisted()).toEqual([]);
});

test('messages written offline are stored, survive a reload, and are sent once', async () => {
  const { open, accepted, state, persisted } = server();
  state.isAway = true;
  const outbox = open();
  outbox.add(pending('bir'));
  outbox.add(pending('iki'));
  await settle();
  expect(persisted()).toEqual(['bir', 'iki']);
  outbox.close();
  state.isAway = false;
  const next = open([pending('bir'), pending('iki')]);
  await settle();
  expect(accepted).toEqual(['bir', 'iki']);
  expect(next.list()).toEqual([]);
});

test('after a lost response the same message is sent again with the same client id', async () => {
  const { open, accepted, state, waits } = server();
  state.losesAnswers = 1;
  const outbox = open();
  outbox.add(pending('bir'));
  await settle();
  expect(outbox.list()).toHaveLength(1);
  waits.shift()?.();
  await settle();
  expect(accepted).toEqual(['bir']);
  expect(outbox.list()).toEqual([]);
});

test('retries do not multiply while the server is down, however many messages are added', async () => {
  const { open, state, waits } = server();
  state.isAway = true;
  const outbox = open();
  for (const name of ['bir', 'iki', 'üç', 'dört']) {
    outbox.add(pending(name));
    await settle();
  }
  // Each failed attempt schedules one; of all scheduled so far only the latest runs.
  const planned = waits.splice(0);
  for (const work of planned) {
    work();
    await settle();
  }
  expect(waits).toHaveLength(1);
});

test('a message that another tab has sent is not sent again', async () => {
  const { open, accepted, state, waits, persisted } = server();
  state.isAway = true;
  const outbox = open();
  outbox.add(pending('bir'));
  outbox.add(pending('iki'));
  await settle();
  outbox.gone('bir');
  outbox.gone('unknown');
  expect(persisted()).toEqual(['iki']);
  state.isAway = false;
  for (const work of waits.splice(0)) work();
  await settle();
  expect(accepted).toEqual(['iki']);
});

test('a refused message stays with its reason and does not block the next', async () => {
  const { open, accepted, state } = server();
  state.refuses.add('bir');
  const outbox = open();
  outbox.add(pending('bir'));
  outbox.add(pending('iki'));
  await settle();
  expect(outbox.list()).toMatchObject([{ clientId: 'bir', failed: 'not_allowed' }]);
  expect(accepted).toEqual(['iki']);
  state.refuses.clear();
  outbox.retry('bir');
  await settle();
  expect(accepted).toEqual(['iki', 'bir']);
});

test('unsent messages lose the quote of an expired message, in the page and on the device', () => {
  const now = Date.parse('2026-11-20T12:00:00.000Z');
  const quote = (excerpt: string, expiresAt: string | null) => ({
    id: excerpt,
    seq: 1,
    senderId: 'bora',
    senderName: 'Bora',
    type: 'text' as const,
    excerpt,
    senderBlocked: false,
    expiresAt,
  });
  let persisted: readonly PendingMessage[] = [];
  const outbox = createOutbox({
    send: () => new Promise(() => undefined),
    onSent: () => undefined,
    toSendFailure: () => ({}),
    loadItems: () => [
      { ...pending('bir'), replyTo: quote('sır', '2026-11-20T11:59:59.000Z') },
      { ...pending('iki'), replyTo: quote('yakında', '2026-11-20T12:01:00.000Z') },
      { ...pending('üç'), replyTo: quote('kalıcı', null) },
    ],
    persistItems: (items) => {
      persisted = items;
    },
    schedule: () => undefined,
  });
  expect(outbox.sweep(now)).toBe(now + 60_000);
  expect(JSON.stringify([outbox.list(), persisted])).not.toContain('"excerpt":"sır"');
  expect(persisted.map(({ replyTo }) => replyTo?.excerpt)).toEqual(['', 'yakında', 'kalıcı']);
  expect(outbox.sweep(now + 60_000)).toBe(Number.POSITIVE_INFINITY);
  expect(persisted.map(({ replyTo }) => replyTo?.excerpt)).toEqual(['', '', 'kalıcı']);
});
