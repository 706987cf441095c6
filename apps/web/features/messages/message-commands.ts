'use client';

import { serverNow } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { updateConversation, withMessage } from './conversation-changes.ts';
import { applyMessage } from './message-cache.ts';
import { threadKey } from './message-ranges.ts';
import type { Thread } from './thread-state.ts';
import type { Message } from './types.ts';

export interface CommandContext {
  queries: QueryClient;
  meId: string;
  showError: (error: unknown) => void;
}

/** Adds or removes the viewer's reaction. Shows it at once, and takes it back if the server refuses. */
export async function reactTo(
  { queries, meId, showError }: CommandContext,
  message: Message,
  emoji: string,
  isOn: boolean,
): Promise<void> {
  applyMessage(queries, withReaction(message, emoji, meId, isOn), meId);
  const path = { id: message.id, emoji };
  try {
    const updated = isOn
      ? await api.put('/messages/{id}/reactions/{emoji}', { path })
      : await api.delete('/messages/{id}/reactions/{emoji}', { path });
    applyMessage(queries, updated, meId);
  } catch (error) {
    applyMessage(queries, message, meId);
    showError(error);
  }
}

/** @returns whether it was pinned */
export async function pinMessage(
  { queries, showError }: CommandContext,
  { id, conversationId }: Message,
): Promise<boolean> {
  try {
    const pins = await api.put('/messages/{id}/pin', { path: { id } });
    queries.setQueryData(['conversations', 'pins', conversationId], pins);
    return true;
  } catch (error) {
    showError(error);
    return false;
  }
}

/** Edits a message. Shows the new text at once, and the old one again if the server refuses. */
export async function editMessage(
  { queries, meId, showError }: CommandContext,
  message: Message,
  content: string,
): Promise<void> {
  const editedAt = new Date(serverNow()).toISOString();
  applyMessage(queries, { ...message, content, entities: [], editedAt }, meId);
  try {
    const path = { id: message.id };
    applyMessage(queries, await api.patch('/messages/{id}', { path, body: { content } }), meId);
  } catch (error) {
    applyMessage(queries, message, meId);
    showError(error);
  }
}

/** Deletes a message for the viewer or for everyone. @returns whether it was deleted */
export async function deleteMessage(
  { queries, meId, showError }: CommandContext,
  message: Message,
  kind: 'forMe' | 'forEveryone',
): Promise<boolean> {
  const { id, conversationId } = message;
  try {
    await api.delete('/messages/{id}', {
      path: { id },
      query: { for: kind === 'forMe' ? 'me' : 'everyone' },
    });
  } catch (error) {
    showError(error);
    return false;
  }
  const deletedMessage =
    kind === 'forMe'
      ? { ...message, redacted: true, senderBlocked: false, concealed: false, content: '' }
      : {
          ...message,
          content: '',
          media: [],
          reactions: [],
          deletedAt: new Date(serverNow()).toISOString(),
        };
  queries.setQueryData<Thread>(
    threadKey(conversationId),
    (thread) =>
      thread && { ...thread, items: thread.items.map((item) => (item.id === id ? deletedMessage : item)) },
  );
  updateConversation(queries, conversationId, (current) => withMessage(current, deletedMessage, meId));
  return true;
}

/** The message with a member's reaction added or removed. */
export function withReaction(message: Message, emoji: string, memberId: string, isOn: boolean): Message {
  const others = message.reactions.flatMap((reaction) => {
    if (reaction.emoji !== emoji) return reaction;
    const userIds = reaction.userIds.filter((id) => id !== memberId);
    const count = reaction.count - (reaction.userIds.length - userIds.length);
    return isOn
      ? { ...reaction, userIds: [...userIds, memberId], count: count + 1 }
      : count > 0
        ? { ...reaction, userIds, count }
        : [];
  });
  const isNew = isOn && !message.reactions.some((reaction) => reaction.emoji === emoji);
  return {
    ...message,
    reactions: isNew ? [...others, { emoji, count: 1, userIds: [memberId] }] : others,
  };
}
