import type { Tide, WireMessage } from './protocol.ts';

/** Messages kept while one before them is missing; beyond it they are asked for again. */
const MAX_HELD = 500;

interface Conversation {
  /** Everything up to here was given out. */
  last: number;
  /** Came too early, with the number of the look that was under way or over then. By seq. */
  held: Map<number, { message: WireMessage; after: number }>;
  /** The server's date of the last look: changes since then come with the next. */
  lookedAt: string | undefined;
  /** The latest change that is known, by a message or because it was asked for. */
  changedAt: string;
}

/** A question for what was missed. */
export interface Look {
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
export function openProgress(told: {
  fresh(message: WireMessage): void;
  changed(message: WireMessage): void;
  missing(conversationId: string): void;
}) {
  const conversations = new Map<string, Conversation>();
  let looks = 0;

  const give = (conversation: Conversation, message: WireMessage) => {
    conversation.last = message.seq;
    conversation.held.delete(message.seq);
    told.fresh(message);
  };
  const giveHeld = (conversation: Conversation) => {
    for (let next = conversation.held.get(conversation.last + 1); next; ) {
      give(conversation, next.message);
      next = conversation.held.get(conversation.last + 1);
    }
  };
  const note = (conversation: Conversation, { changedAt }: { changedAt: string | null }) => {
    if (changedAt !== null && changedAt > conversation.changedAt) conversation.changedAt = changedAt;
  };
  const nextHeld = (conversation: Conversation): number => Math.min(...conversation.held.keys());

  return {
    /**
     * Takes part in a conversation from `seq` on; what is behind that already stays so.
     * @param since  `lookedAt` of the device's earlier life: what was changed since then comes too
     */
    follow(conversationId: string, seq: number, since?: string): void {
      const conversation = conversations.get(conversationId);
      if (conversation === undefined)
        conversations.set(conversationId, { last: seq, held: new Map(), lookedAt: since, changedAt: '' });
      else if (seq > conversation.last) {
        conversation.last = seq;
        for (const early of conversation.held.keys()) if (early <= seq) conversation.held.delete(early);
        giveHeld(conversation);
      }
    },
    forget(conversationId: string): void {
      conversations.delete(conversationId);
    },
    /** A message that the server told of by itself. The first of a conversation nobody spoke of begins it. */
    heard(message: WireMessage): void {
      const { conversationId, seq } = message;
      const conversation = conversations.get(conversationId);
      if (conversation === undefined) {
        conversations.set(conversationId, { last: seq, held: new Map(), lookedAt: undefined, changedAt: '' });
        told.fresh(message);
      } else if (seq <= conversation.last) {
        note(conversation, message);
        told.changed(message);
      } else if (seq === conversation.last + 1) {
        give(conversation, message);
        giveHeld(conversation);
      } else {
        if (conversation.held.size < MAX_HELD || conversation.held.has(seq))
          conversation.held.set(seq, { message, after: looks });
        told.missing(conversationId);
      }
    },
    /** Whether a conversation has come further than what was heard of it. Asked once for each change. */
    isBehind(tide: Tide): boolean {
      const conversation = conversations.get(tide.conversationId);
      if (conversation === undefined) return false;
      const isChanged = tide.changedAt !== null && tide.changedAt > conversation.changedAt;
      note(conversation, tide);
      return isChanged || tide.lastSeq > conversation.last;
    },
    /** Begins to look for what follows. */
    look(conversationIds: Iterable<string>): Look {
      const asked: Look = { number: ++looks, conversations: {}, since: undefined };
      for (const id of conversationIds) {
        const conversation = conversations.get(id);
        if (conversation === undefined) continue;
        asked.conversations[id] = conversation.last;
        const at = conversation.lookedAt;
        if (at !== undefined && (asked.since === undefined || at < asked.since)) asked.since = at;
      }
      return asked;
    },
    /**
     * What a look has found, each conversation's in rising order. Between two of them may be messages that are not for
     * this member: a hole in an answer is none.
     * @param isWhole  nothing follows what was found
     * @param at  the server's date of the answer
     */
    found(look: Look, items: WireMessage[], isWhole: boolean, at: string): void {
      for (const message of items) {
        const conversation = conversations.get(message.conversationId);
        if (conversation === undefined) continue; // forgotten meanwhile
        note(conversation, message);
        if (message.seq <= conversation.last) told.changed(message);
        else give(conversation, message);
      }
      for (const id of Object.keys(look.conversations)) {
        const conversation = conversations.get(id);
        if (conversation === undefined) continue;
        conversation.lookedAt = at;
        for (const early of conversation.held.keys())
          if (early <= conversation.last) conversation.held.delete(early);
        giveHeld(conversation);
        if (!isWhole) continue;
        while (conversation.held.size > 0) {
          const seq = nextHeld(conversation);
          const early = conversation.held.get(seq);
          if (early === undefined || early.after >= look.number) break;
          // It was here before we looked, and what is before it did not come: that is not for us.
          give(conversation, early.message);
          giveHeld(conversation);
        }
        if (conversation.held.size > 0) told.missing(id);
      }
    },
    ids: (): string[] => [...conversations.keys()],
    /** Everything that was changed before this moment has been heard of. */
    lookedAt: (conversationId: string): string | undefined => conversations.get(conversationId)?.lookedAt,
    lastSeq: (conversationId: string): number | undefined => conversations.get(conversationId)?.last,
  };
}
