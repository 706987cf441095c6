import { serverNow } from '@chitlaq/client';
import { draftVersionOf } from './drafts.ts';
import type { PendingMessage } from './outbox.ts';

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
