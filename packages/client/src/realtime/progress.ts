import type { ConversationPosition, WireMessage } from './protocol.ts';

/** Messages kept while one before them is missing; beyond it they are asked for again. */
const MAX_BUFFERED = 500;

interface Conversation {
  /** Everything up to here was given out. */
  lastSeq: number;
  /** Came too early, with the number of the look that was under way or over then. By seq. */
  buffered: Map<number, { message: WireMessage; syncNumber: number }>;
  /** The server's date of the last look: changes since then come with the next. */
  syncedAt: string | undefined;
  /** The latest change that is known, by a message or because it was asked for. */
  changedAt: string;
}

/** A question for what was missed. */
export interface SyncQuestion {
  number: number;
  /** Where each conversation stands. */
  conversations: Record<string, number>;
  since: string | undefined;
}

export type Progress = ReturnType<typeof openProgress>;

/**
 * Puts the messages of each conversation in order: each new one is given out once, and none before those that precede
 * it. Pure: knows neither sockets nor time.
 * @param told.fresh  takes each new message, in order
 * @param told.changed  takes one that was given out before: edited, deleted, or come twice
 * @param told.missing  called when a conversation has a hole that must be asked for
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
     * Takes part in a conversation from `seq` on; what is behind that already stays so.
     * @param since  `syncedAt` of the device's earlier life: what was changed since then comes too
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
        for (const earlySeq of conversation.buffered.keys())
          if (earlySeq <= seq) conversation.buffered.delete(earlySeq);
        deliverBuffered(conversation);
      }
    },
    forget(conversationId: string): void {
      conversations.delete(conversationId);
    },
    /** A message that the server told of by itself. The first of a conversation nobody spoke of begins it. */
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
    /** Whether a conversation has come further than what was heard of it. Asked once for each change. */
    isBehind(position: ConversationPosition): boolean {
      const conversation = conversations.get(position.conversationId);
      if (conversation === undefined) return false;
      const isChanged = position.changedAt !== null && position.changedAt > conversation.changedAt;
      noteChange(conversation, position);
      return isChanged || position.lastSeq > conversation.lastSeq;
    },
    /** Begins to look for what follows. */
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
     * What a look has found, each conversation's in rising order. Between two of them may be messages that are not for
     * this member: a hole in an answer is none.
     * @param isComplete  nothing follows what was found
     * @param at  the server's date of the answer
     */
    applySync(question: SyncQuestion, items: WireMessage[], isComplete: boolean, at: string): void {
      for (const message of items) {
        const conversation = conversations.get(message.conversationId);
        if (conversation === undefined) continue; // forgotten meanwhile
        noteChange(conversation, message);
        if (message.seq <= conversation.lastSeq) handlers.onChanged(message);
        else deliver(conversation, message);
      }
      for (const id of Object.keys(question.conversations)) {
        const conversation = conversations.get(id);
        if (conversation === undefined) continue;
        conversation.syncedAt = at;
        for (const earlySeq of conversation.buffered.keys())
          if (earlySeq <= conversation.lastSeq) conversation.buffered.delete(earlySeq);
        deliverBuffered(conversation);
        if (!isComplete) continue;
        while (conversation.buffered.size > 0) {
          const seq = nextBuffered(conversation);
          const earlySeq = conversation.buffered.get(seq);
          if (earlySeq === undefined || earlySeq.syncNumber >= question.number) break;
          // It was here before we looked, and what is before it did not come: that is not for us.
          deliver(conversation, earlySeq.message);
          deliverBuffered(conversation);
        }
        if (conversation.buffered.size > 0) handlers.onMissing(id);
      }
    },
    ids: (): string[] => [...conversations.keys()],
    /** Everything that was changed before this moment has been heard of. */
    syncedAt: (conversationId: string): string | undefined => conversations.get(conversationId)?.syncedAt,
    lastSeq: (conversationId: string): number | undefined => conversations.get(conversationId)?.lastSeq,
  };
}
