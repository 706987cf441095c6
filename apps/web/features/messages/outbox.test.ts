import { openOutbox } from '@chitlaq/client/outbox';
import { expect, test } from 'vitest';
import { type PendingMessage, sweepQuotes, toMessageInput } from './outbox.ts';

const pending = (clientId: string): PendingMessage => ({
  clientId,
  conversationId: 'c',
  type: 'text',
  content: clientId,
  media: [],
  replyTo: null,
  createdAt: '2026-11-20T12:00:00.000Z',
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
    concealed: false,
    expiresAt,
  });
  let persisted: readonly PendingMessage[] = [];
  const outbox = openOutbox<PendingMessage>({
    toMessage: (item) => ({ ...toMessageInput(item), conversationId: item.conversationId }),
    onSent: () => undefined,
    storage: {
      read: () => [
        { ...pending('bir'), replyTo: quote('sır', '2026-11-20T11:59:59.000Z') },
        { ...pending('iki'), replyTo: quote('yakında', '2026-11-20T12:01:00.000Z') },
        { ...pending('üç'), replyTo: quote('kalıcı', null) },
      ],
      write: (items) => {
        persisted = items;
      },
    },
    after: () => () => undefined,
    random: () => 0.5,
  });
  expect(sweepQuotes(outbox, now)).toBe(now + 60_000);
  expect(JSON.stringify([outbox.list(), persisted])).not.toContain('"excerpt":"sır"');
  expect(persisted.map(({ replyTo }) => replyTo?.excerpt)).toEqual(['', 'yakında', 'kalıcı']);
  expect(sweepQuotes(outbox, now + 60_000)).toBe(Number.POSITIVE_INFINITY);
  expect(persisted.map(({ replyTo }) => replyTo?.excerpt)).toEqual(['', '', 'kalıcı']);
});

test('a forward carries only the id of its original; a message stored by an older version clears no draft', () => {
  expect(toMessageInput({ ...pending('bir'), forwardOfId: 'eski', draftVersion: 3 })).toEqual({
    clientId: 'bir',
    forwardOfId: 'eski',
    draftVersion: 3,
  });
  expect(toMessageInput(pending('iki'))).toEqual({
    clientId: 'iki',
    type: 'text',
    content: 'iki',
    draftVersion: 0,
  });
});
