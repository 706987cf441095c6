import type { Schemas } from '@chitlaq/protocol';
import { expect, test } from 'vitest';
import { refreshQuote } from './quotes.ts';

type Message = Schemas['Message'];
const AT = '2026-11-21T08:00:00.000Z';

const makeMessage = (id: string, more: Partial<Message>): Message => ({
  id,
  concealed: false,
  conversationId: 'c',
  seq: 1,
  senderId: 'ayse',
  sender: { id: 'ayse', username: 'ayse', displayName: 'Ayşe', avatarUrl: null, official: null },
  clientId: id,
  type: 'text',
  content: 'Eski söz',
  entities: [],
  media: [],
  notice: null,
  replyToId: null,
  replyTo: null,
  forwarded: false,
  reactions: [],
  preview: null,
  status: 'sent',
  redacted: false,
  senderBlocked: false,
  expiresAt: null,
  createdAt: AT,
  editedAt: null,
  deletedAt: null,
  changedAt: null,
  ...more,
});
const quoted = makeMessage('m1', {});
const replyTo = {
  id: 'm1',
  seq: 1,
  senderId: 'ayse',
  senderName: 'Ayşe',
  type: 'text' as const,
  excerpt: 'Eski söz',
  expiresAt: null,
  senderBlocked: false,
};
const reply = makeMessage('m2', { seq: 2, content: 'Evet', replyToId: 'm1', replyTo });

test('a reply quotes the current text of the message, truncated like on the server', () => {
  const edited = { ...quoted, content: `${'😀'.repeat(119)}ab`, editedAt: AT };
  expect(refreshQuote(reply, edited).replyTo).toEqual({ ...replyTo, excerpt: `${'😀'.repeat(119)}a` });
  expect(refreshQuote(reply, { ...quoted, expiresAt: AT }).replyTo).toEqual({ ...replyTo, expiresAt: AT });
});

test.each([
  ['was deleted', { content: '', deletedAt: AT }],
  ['has expired', { content: '', deletedAt: AT, expiresAt: AT }],
  ['is redacted', { content: '', sender: null, redacted: true }],
])('it quotes nothing of a message that %s', (_how, change) => {
  expect(refreshQuote(reply, { ...quoted, ...change }).replyTo).toEqual({ ...replyTo, excerpt: '' });
});

test('other messages stay unchanged', () => {
  const other = makeMessage('m3', { seq: 3 });
  expect(refreshQuote(other, { ...quoted, content: 'Yeni' })).toBe(other);
  const unread = { ...reply, replyTo: null };
  expect(refreshQuote(unread, { ...quoted, content: 'Yeni' })).toBe(unread);
});
