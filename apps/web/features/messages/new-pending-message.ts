import { serverNow } from '@chitlaq/client';
import { draftVersionOf } from './drafts.ts';
import type { PendingMessage } from './outbox.ts';
import type { Message } from './types.ts';

/** A message that is sent now. */
export const newPendingMessage = (
  meId: string,
  conversationId: string,
  message: Partial<PendingMessage>,
): PendingMessage => ({
  clientId: crypto.randomUUID(),
  conversationId,
  type: 'text',
  content: '',
  draftVersion: draftVersionOf(meId, conversationId),
  media: [],
  replyTo: null,
  createdAt: new Date(serverNow()).toISOString(),
  ...message,
});

/** What a reply shows of the message that it replies to. */
export const toQuote = ({
  id,
  seq,
  senderId,
  sender,
  type,
  content,
  expiresAt,
}: Message): NonNullable<Message['replyTo']> => ({
  id,
  seq,
  senderId,
  senderBlocked: false,
  senderName: sender?.displayName ?? null,
  type,
  excerpt: content.slice(0, 120),
  expiresAt,
});
