import { expect, test } from 'vitest';
import openapi from './generated/openapi.json' with { type: 'json' };
import type { components } from './generated/schema.ts';
import { redact } from './redact.ts';

type Message = components['schemas']['Message'];

const AT = '2026-11-21T08:00:00.000Z';
const can = { id: 'can', username: 'can', displayName: 'Can Ertürk', avatarUrl: null };
/** Where a message stands, and what its reader is to be told of it. */
const kept = {
  id: 'm2',
  conversationId: 'c',
  seq: 2,
  senderId: 'can',
  clientId: 'iki',
  type: 'text',
  replyToId: 'm1',
  forwarded: true,
  status: 'sent',
  expiresAt: AT,
  createdAt: AT,
  editedAt: AT,
  deletedAt: null,
  changedAt: AT,
  notice: null,
} satisfies Partial<Message>;
const removed = {
  sender: can,
  content: 'gizli söz',
  entities: [{ type: 'link', start: 0, end: 5, text: 'gizli', url: 'https://gizli.example' }],
  media: [{ alt: 'gizli resim' }],
  replyTo: {
    id: 'm1',
    seq: 1,
    senderId: 'can',
    senderName: 'gizli ad',
    type: 'text',
    excerpt: 'gizli',
    expiresAt: null,
    senderBlocked: false,
  },
  reactions: [{ emoji: '👍', count: 1, userIds: ['gizli'] }],
  preview: { title: 'gizli sayfa' },
};
const message = { ...kept, ...removed, redacted: false, senderBlocked: false } as unknown as Message; // of files what a word needs

test('a veiled message keeps its place, says that it is veiled, and has nothing of what was told', () => {
  const redacted = redact(message);
  expect(redacted).toMatchObject({ ...kept, redacted: true, senderBlocked: true });
  expect(JSON.stringify(redacted)).not.toMatch(/gizli|Can/);
  expect(redact(redacted)).toEqual(redacted);
});

test('of each thing that a message has, it is decided whether the veil leaves it', () => {
  const { properties } = openapi.components.schemas.Message;
  const decided = [...Object.keys(kept), ...Object.keys(removed), 'redacted', 'senderBlocked'];
  expect(decided.sort()).toEqual(Object.keys(properties).sort());
});
