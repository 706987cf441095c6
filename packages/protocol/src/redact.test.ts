import { expect, test } from 'vitest';
import openapi from './generated/openapi.json' with { type: 'json' };
import type { components } from './generated/schema.ts';
import { redact } from './redact.ts';

type Message = components['schemas']['Message'];

const AT = '2026-11-21T08:00:00.000Z';
const can = { id: 'can', username: 'can', displayName: 'Can Ertürk', avatarUrl: null };
/** The position of a message, and what its viewer may know of it. */
const kept = {
  id: 'm2',
  concealed: false,
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
const message = { ...kept, ...removed, redacted: false, senderBlocked: false } as unknown as Message; // the fields that the test needs

test('a redacted message keeps its position, is marked as redacted, and has no content', () => {
  const redacted = redact(message);
  expect(redacted).toMatchObject({ ...kept, redacted: true, senderBlocked: true });
  expect(JSON.stringify(redacted)).not.toMatch(/gizli|Can/);
  expect(redact(redacted)).toEqual(redacted);
});

test('every field of a message is either kept or removed by redaction', () => {
  const { properties } = openapi.components.schemas.Message;
  const decided = [...Object.keys(kept), ...Object.keys(removed), 'redacted', 'senderBlocked'];
  expect(decided.sort()).toEqual(Object.keys(properties).sort());
});
