import type { components, paths } from '../generated/schema.ts';

/** The realtime protocol, version 1: docs/api/realtime.md. Server and clients share these shapes. */

/** Why a socket was closed; each code says what a client should do. */
export const CLOSE = {
  /** Mend the client. */
  badFrame: 4400,
  /** Renew the token, then connect again. */
  signInAgain: 4401,
  /** Do not come again. */
  notAllowed: 4403,
  /** Send `auth` at once after connecting. */
  tooSlowToSignIn: 4408,
  /** The member has opened newer connections, more than one may have. */
  replaced: 4409,
  tooLarge: 4413,
  slowDown: 4429,
  /** Connect again, after a random wait. */
  restarting: 1012,
  /** Connect again later. */
  tryLater: 1013,
} as const;
/** Bytes of a frame's text; what is longer is not taken, and closes the socket. */
export const MAX_FRAME_BYTES = 64 * 1024;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

export interface Refusal {
  code: string;
  detail: string;
  /** Of the problem document; from 500 on and with 429, trying again may help. */
  status?: number;
  /** Seconds until a try makes sense again. */
  retryAfter?: number;
  errors?: { path: string; message: string }[];
}

export type Ack<Data = unknown> =
  | { type: 'ack'; id: string; ok: true; data: Data }
  | { type: 'ack'; id: string; ok: false; error: Refusal };

/** A message as the API describes it. */
export type WireMessage = components['schemas']['Message'];

type NewMessage =
  paths['/api/v1/conversations/{id}/messages']['post']['requestBody']['content']['application/json'];
type AllowUndefined<T> = {
  [Key in keyof T]: T[Key] | (Record<string, never> extends Pick<T, Key> ? undefined : never);
};
/** A message to send, as `POST /conversations/{id}/messages` takes it. */
export type MessageToSend = AllowUndefined<NewMessage> & { conversationId: string };

export type Receipt = components['schemas']['Receipt'];

export interface ConversationPosition {
  conversationId: string;
  lastSeq: number;
  /** Of the last edit, deletion or reaction in it. */
  changedAt: string | null;
}

export interface Presence {
  online: boolean;
  /** Left out while online, and where the member keeps it to themselves. */
  lastSeenAt?: string;
}
export type Presences = Record<string, Presence>;
export type FeedName = 'home';

/** Every frame a client may send: its data, and what its acknowledgement carries. */
export interface Frames {
  auth: {
    data: { token?: string | undefined };
    ack: { userId: string; sessionId: string; heartbeatMs: number; expiresAt: string; expiresIn?: number };
  };
  ping: { data: Record<string, never>; ack: { at: string } };
  message: { data: MessageToSend; ack: WireMessage };
  typing: { data: { conversationId: string; active: boolean }; ack: null };
  read: { data: { conversationId: string; seq: number }; ack: Receipt };
  delivered: { data: { conversationId: string; seq: number }; ack: Receipt };
  'presence:subscribe': { data: { userIds: string[] }; ack: Presences };
  sync: {
    data: { conversations: Record<string, number>; since?: string | undefined };
    ack: { items: WireMessage[]; more: boolean; at: string };
  };
  'feed:watch': { data: { feeds: FeedName[] }; ack: null };
}
export type FrameType = keyof Frames;

/** Every event a server may send. */
export interface Events {
  message: WireMessage;
  receipt: Receipt;
  typing: { conversationId: string; userId: string; active: boolean };
  online: Presences;
  conversation: {
    conversationId: string;
    change: 'made' | 'changed' | 'members' | 'removed' | 'blocks' | 'draft';
    /** With `draft`. */
    draftVersion?: number;
  };
  /**
   * How far a conversation has come, said some seconds after it moved: who knows less asks `sync`. It makes up for a word
   * that was never said, because the process that was to say it had ended.
   */
  position: ConversationPosition;
  /** There is a new one, or one has grown: the API has it. */
  notification: { id: string; groupId: string; kind: string };
  /** How many are unread, up to 100. */
  counts: { notifications: number };
  post: { feed: FeedName; ids: string[] };
  /** This process is about to stop: connect again after a random wait of at most `ms`. */
  drain: { ms: number };
  /** Something may have been missed: ask `sync` after a random wait of at most `ms`. */
  resync: { ms: number };
  /** A frame without an `id` was refused. */
  error: Refusal & { frame?: string };
}
export type EventType = keyof Events;
