import { refreshQuote } from '@chitlaq/client';
import { edges, latestOf, type Thread } from './thread-state.ts';
import type { Message } from './types.ts';

/**
 * The thread after a message was created or changed; quotes of it are updated.
 * @returns undefined if a message before it is missing: fetch it
 */
export function withIncoming(current: Thread, message: Message): Thread | undefined {
  const thread = withUpdatedQuotes(current, message);
  const [from, to] = edges(thread);
  const isEmpty = thread.items.length === 0;
  if (!isEmpty && message.seq >= from && message.seq <= to)
    return {
      ...thread,
      items: thread.items.map((item) => (item.seq === message.seq ? latestOf(item, message) : item)),
    };
  if (!isEmpty && message.seq < from) return thread;
  if (thread.hasAfter) return thread; // loaded when the viewer scrolls there
  if (!isEmpty && message.seq !== to + 1) return undefined;
  return { ...thread, items: [...thread.items, message] };
}

/** The thread with quotes of a message updated. An older version of the message changes nothing. */
function withUpdatedQuotes(thread: Thread, message: Message): Thread {
  if (!thread.items.some(({ replyToId }) => replyToId === message.id)) return thread;
  const latest = latestOf(
    thread.items.find(({ id }) => id === message.id),
    message,
  );
  return { ...thread, items: thread.items.map((item) => refreshQuote(item, latest)) };
}
