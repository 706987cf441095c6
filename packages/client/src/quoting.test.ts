import { expect, test } from 'vitest';
import type { components } from './generated/schema.ts';
import { requoted } from './quoting.ts';

type Message = components['schemas']['Message'];
const AT = '2026-11-21T08:00:00.000Z';

const written = (id: string, more: Partial<Message>): Message => ({
  id,
  conversationId: 'c',
  seq: 1,
  senderId: 'ayse',
  sender: { id: 'ayse', username: 'ayse', displayName: 'Ayşe', avatarUrl: null },
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
  withheld: false,
  fromBlocked: false,
  expiresAt: null,
  createdAt: AT,
  editedAt: null,
  deletedAt: null,
  changedAt: null,
  ...more,
});
const quoted = written('m1', {});
const replyTo = {
  id: 'm1',
  seq: 1,
  senderId: 'ayse',
  senderName: 'Ayşe',
  type: 'text' as const,
  excerpt: 'Eski söz',
  expiresAt: null,
  fromBlocked: false,
};
const answer = written('m2', { seq: 2, content: 'Evet', replyToId: 'm1', replyTo });

test('an answer quotes what the message says now, as much of it as the server would', () => {
  const edited = { ...quoted, content: `${'😀'.repeat(119)}ab`, editedAt: AT };
  expect(requoted(answer, edited).replyTo).toEqual({ ...replyTo, excerpt: `${'😀'.repeat(119)}a` });
  expect(requoted(answer, { ...quoted, expiresAt: AT }).replyTo).toEqual({ ...replyTo, expiresAt: AT });
});

test.each([
  ['was deleted', { content: '', deletedAt: AT }],
  ['has disappeared', { content: '', deletedAt: AT, expiresAt: AT }],
  ['is withheld', { content: '', sender: null, withheld: true }],
])('it quotes nothing of a message that %s', (_how, change) => {
  expect(requoted(answer, { ...quoted, ...change }).replyTo).toEqual({ ...replyTo, excerpt: '' });
});

test('other messages stay as they are', () => {
  const other = written('m3', { seq: 3 });
  expect(requoted(other, { ...quoted, content: 'Yeni' })).toBe(other);
  const unread = { ...answer, replyTo: null };
  expect(requoted(unread, { ...quoted, content: 'Yeni' })).toBe(unread);
});
