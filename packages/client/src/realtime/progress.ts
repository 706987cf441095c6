import type { ConversationPosition, WireMessage } from '@chitlaq/protocol';

/** Maximum messages buffered behind a gap; further ones are synced again. */
const MAX_BUFFERED = 500;

interface Conversation {
  /** Every message up to here was delivered. */
  lastSeq: number;
  /** Messages that came too early, by seq, with the number of the latest sync at that time. */
  buffered: Map<number, { message: WireMessage; syncNumber: number }>;
  /** The server's date of the last sync: the next one returns changes since then. */
  syncedAt: string | undefined;
  /** The latest known change, of a message or a position. */
  changedAt: string;
}

/** A request for missed messages and changes. */
export interface SyncQuestion {
  number: number;
  /** The last delivered number of each conversation. */
  conversations: Record<string, number>;
  since: string | undefined;
}

export type Progress = ReturnType<typeof openProgress>;

/**
 * Orders the messages of each conversation: delivers every new message once, and only after its predecessors.
 * Pure: no sockets, no clock.
 * @param handlers.onNew  gets each new message, in order
 * @param handlers.onChanged  gets a message that was delivered before: edited, deleted, or repeated
 * @param handlers.onMissing  called when a conversation has a gap that must be synced
 */
export function openProgress(handlers: {
  onNew(message: WireMessage): void;
  onChanged(message: WireMessage): void;
  onMissing(conversationId: string): void;
}) {
  const conversations = new Map<string, Conversation>();
  let syncCount = 0;

  const deliver = (conversation: Conversation, message: WireMessage) => {
    conversation.lastSeq = message.seq;
    conversation.buffered.delete(message.seq);
    handlers.onNew(message);
  };
  const deliverBuffered = (conversation: Conversation) => {
    for (let next = conversation.buffered.get(conversation.lastSeq + 1); next; ) {
      deliver(conversation, next.message);
      next = conversation.buffered.get(conversation.lastSeq + 1);
    }
  };
  const noteChange = (conversation: Conversation, { changedAt }: { changedAt: string | null }) => {
    if (changedAt !== null && changedAt > conversation.changedAt) conversation.changedAt = changedAt;
  };
  const nextBuffered = (conversation: Conversation): number => Math.min(...conversation.buffered.keys());

  return {
    /**
     * Follows a conversation after `seq`; does not go back if it is further already.
     * @param since  `syncedAt` of an earlier session of the device: changes since then are synced too
     */
    follow(conversationId: string, seq: number, since?: string): void {
      const conversation = conversations.get(conversationId);
      if (conversation === undefined)
        conversations.set(conversationId, {
          lastSeq: seq,
          buffered: new Map(),
          syncedAt: since,
          changedAt: '',
        });
      else if (seq > conversation.lastSeq) {
        conversation.lastSeq = seq;
        for (const bufferedSeq of conversation.buffered.keys())
          if (bufferedSeq <= seq) conversation.buffered.delete(bufferedSeq);
        deliverBuffered(conversation);
      }
    },
    forget(conversationId: string): void {
      conversations.delete(conversationId);
    },
    /** Handles a message event. The first message of an unknown conversation starts it. */
    receive(message: WireMessage): void {
      const { conversationId, seq } = message;
      const conversation = conversations.get(conversationId);
      if (conversation === undefined) {
        conversations.set(conversationId, {
          lastSeq: seq,
          buffered: new Map(),
          syncedAt: undefined,
          changedAt: '',
        });
        handlers.onNew(message);
      } else if (seq <= conversation.lastSeq) {
        noteChange(conversation, message);
        handlers.onChanged(message);
      } else if (seq === conversation.lastSeq + 1) {
        deliver(conversation, message);
        deliverBuffered(conversation);
      } else {
        if (conversation.buffered.size < MAX_BUFFERED || conversation.buffered.has(seq))
          conversation.buffered.set(seq, { message, syncNumber: syncCount });
        handlers.onMissing(conversationId);
      }
    },
    /** Whether a position is ahead of what was received. True once for each change. */
    isBehind(position: ConversationPosition): boolean {
      const conversation = conversations.get(position.conversationId);
      if (conversation === undefined) return false;
      const isChanged = position.changedAt !== null && position.changedAt > conversation.changedAt;
      noteChange(conversation, position);
      return isChanged || position.lastSeq > conversation.lastSeq;
    },
    /** Starts a sync of what follows. */
    startSync(conversationIds: Iterable<string>): SyncQuestion {
      const question: SyncQuestion = { number: ++syncCount, conversations: {}, since: undefined };
      for (const id of conversationIds) {
        const conversation = conversations.get(id);
        if (conversation === undefined) continue;
        question.conversations[id] = conversation.lastSeq;
        const at = conversation.syncedAt;
        if (at !== undefined && (question.since === undefined || at < question.since)) question.since = at;
      }
      return question;
    },
    /**
     * Applies the answer to a sync, in ascending order for each conversation. Numbers may be missing because
     * they are not readable for this member: gaps in an answer are final.
     * @param isComplete  nothing follows these items
     * @param at  the server's date of the answer
     */
    applySync(question: SyncQuestion, items: WireMessage[], isComplete: boolean, at: string): void {
      for (const message of items) {
        const conversation = conversations.get(message.conversationId);
        if (conversation === undefined) continue; // no longer followed
        noteChange(conversation, message);
        if (message.seq <= conversation.lastSeq) handlers.onChanged(message);
        else deliver(conversation, message);
      }
      for (const id of Object.keys(question.conversations)) {
        const conversation = conversations.get(id);
        if (conversation === undefined) continue;
        conversation.syncedAt = at;
        for (const bufferedSeq of conversation.buffered.keys())
          if (bufferedSeq <= conversation.lastSeq) conversation.buffered.delete(bufferedSeq);
        deliverBuffered(conversation);
        if (!isComplete) continue;
        while (conversation.buffered.size > 0) {
          const seq = nextBuffered(conversation);
          const entry = conversation.buffered.get(seq);
          if (entry === undefined || entry.syncNumber >= question.number) break;
          // It came before this sync, and the sync did not return its predecessors: they are not readable.
          deliver(conversation, entry.message);
          deliverBuffered(conversation);
        }
        if (conversation.buffered.size > 0) handlers.onMissing(id);
      }
    },
    ids: (): string[] => [...conversations.keys()],
    /** Every change before this time was received. */
    syncedAt: (conversationId: string): string | undefined => conversations.get(conversationId)?.syncedAt,
    lastSeq: (conversationId: string): number | undefined => conversations.get(conversationId)?.lastSeq,
  };
}
