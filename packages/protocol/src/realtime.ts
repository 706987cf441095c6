import type { components, paths } from './generated/schema.ts';

/** The realtime protocol, version 1: docs/api/realtime.md. Server and clients share these types. */

/** Close codes; each one tells what a client should do. */
export const CLOSE = {
  /** Fix the client. */
  badFrame: 4400,
  /** Renew the token, then reconnect. */
  signInAgain: 4401,
  /** Do not reconnect. */
  notAllowed: 4403,
  /** Send `auth` at once after connecting. */
  tooSlowToSignIn: 4408,
  /** The member has opened more than the maximum of connections; this was the oldest. */
  replaced: 4409,
  tooLarge: 4413,
  slowDown: 4429,
  /** Reconnect after a random delay. */
  restarting: 1012,
  /** Reconnect later. */
  tryLater: 1013,
} as const;
/** Maximum bytes of a frame's text; a longer one closes the socket. */
export const MAX_FRAME_BYTES = 64 * 1024;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

export interface Refusal {
  code: string;
  detail: string;
  /** HTTP status of the problem; for 429 and from 500 on, a retry may succeed. */
  status?: number;
  /** Seconds until a retry makes sense. */
  retryAfter?: number;
  errors?: { path: string; message: string }[];
}

export type Ack<Data = unknown> =
  | { type: 'ack'; id: string; ok: true; data: Data }
  | { type: 'ack'; id: string; ok: false; error: Refusal };

export type WireMessage = components['schemas']['Message'];

type NewMessage =
  paths['/api/v1/conversations/{id}/messages']['post']['requestBody']['content']['application/json'];
type AllowUndefined<T> = {
  [Key in keyof T]: T[Key] | (Record<string, never> extends Pick<T, Key> ? undefined : never);
};
/** A message to send, in the format of `POST /conversations/{id}/messages`. */
export type MessageToSend = AllowUndefined<NewMessage> & { conversationId: string };

export type Receipt = components['schemas']['Receipt'];

export interface ConversationPosition {
  conversationId: string;
  lastSeq: number;
  /** Time of the last edit, deletion or reaction in it. */
  changedAt: string | null;
}

export interface Presence {
  online: boolean;
  /** Left out while online, and if the member hides it. */
  lastSeenAt?: string;
}
export type Presences = Record<string, Presence>;
export type FeedName = 'home';

/** Every frame that a client may send: its data and its acknowledgement. */
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
  'post:watch': { data: { ids: string[] }; ack: null };
}
export type FrameType = keyof Frames;

/** Every event that a server may send. */
export interface Events {
  message: WireMessage;
  receipt: Receipt;
  typing: { conversationId: string; userId: string; active: boolean };
  online: Presences;
  conversation: {
    conversationId: string;
    change: 'made' | 'changed' | 'members' | 'removed' | 'blocks' | 'draft';
    /** Only with `draft`. */
    draftVersion?: number;
  };
  /**
   * The position of a conversation, published about three seconds after it changed. A client that has less
   * calls `sync`. This recovers events that were lost because the publishing process had ended.
   */
  position: ConversationPosition;
  /** There is a new notification, or one has new activities: load it from the API. */
  notification: { id: string; groupId: string; kind: string };
  /** The number of unread notifications, up to 100. */
  counts: { notifications: number };
  post: { feed: FeedName; ids: string[] };
  /** An announcement for the member went live or changed while it was, or has ended early: `endsAt` has passed then. */
  announcement: components['schemas']['Announcement'];
  /** The member dismissed an announcement, in this version or an earlier one, on some device. */
  announcementDismissed: { id: string; version: number };
  /** A watched post has its link preview: load the post from the API. */
  preview: { postId: string };
  /** This process is about to stop: reconnect after a random delay of at most `ms`. */
  drain: { ms: number };
  /** Something may have been missed: call `sync` after a random delay of at most `ms`. */
  resync: { ms: number };
  /** A frame without an `id` was refused. */
  error: Refusal & { frame?: string };
}
export type EventType = keyof Events;
