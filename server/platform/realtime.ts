import type { Events as ClientEvents, EventType, Frames, FrameType } from '@chitlaq/protocol';
import type { z } from 'zod';
import { publishAfterCommit, type TopicName, type Topics } from './bus/topics.ts';
import type { Context } from './context.ts';
import type { Viewer } from './http/viewer.ts';

/** One event for any number of sockets, serialized once. */
export class OutgoingEvent {
  readonly type: string;
  readonly data: unknown;
  #text: string | undefined;
  constructor(type: string, data: unknown) {
    this.type = type;
    this.data = data;
  }
  get text(): string {
    this.#text ??= JSON.stringify({ type: this.type, data: this.data });
    return this.#text;
  }
}

/** A signed-in client's connection, as a module sees it. */
export interface RealtimeConnection {
  readonly viewer: Viewer | null;
  readonly isClosed: boolean;
  send(event: OutgoingEvent): void;
}

/** What a realtime process offers to the modules. */
export interface RealtimeHost {
  ctx: Context;
  /** Sends an event to every device of these members that is connected to this process. */
  deliver(memberIds: readonly string[], event: OutgoingEvent, except?: readonly string[]): void;
  /** Sends an event to one connection. */
  deliverTo(connection: RealtimeConnection, event: OutgoingEvent): void;
  isConnected(memberId: string): boolean;
  /** The open connections of this process; those without a viewer have not signed in. */
  connections(): Iterable<RealtimeConnection>;
  /** Something could not be delivered: drops all caches and asks clients to sync. */
  requestResync(): void;
}

/** A type before its serialization: JSON leaves out undefined fields. */
export type JsonInput<T> = T extends readonly (infer Item)[]
  ? JsonInput<Item>[]
  : T extends object
    ? {
        [Key in keyof T]:
          | JsonInput<T[Key]>
          | (Record<string, never> extends Pick<T, Key> ? undefined : never);
      }
    : T;

/** One kind of frame that clients may send: its data, its cost and its handler. */
export interface FrameKind<Type extends FrameType> {
  data: z.ZodType<Frames[Type]['data']>;
  /** Cost in the connection's rate limit. */
  cost: number;
  /** @throws Problem, which becomes the refusal */
  answer(
    caller: { connection: RealtimeConnection; viewer: Viewer },
    data: Frames[Type]['data'],
  ): Promise<JsonInput<Frames[Type]['ack']>> | JsonInput<Frames[Type]['ack']>;
}
/** Every frame except `auth`, which has to come first. */
export type FrameTable = { [Type in Exclude<FrameType, 'auth'>]: FrameKind<Type> };

/** What a module brings to a realtime process. */
export interface RealtimePart {
  /** The frames that it answers. */
  frames?: Partial<FrameTable>;
  /** Handlers of bus topics. */
  topics?: { [Name in TopicName]?: (payload: Topics[Name]) => void };
  /** Events that the module sends with `publishToMember`. */
  memberEvents?: readonly EventType[];
  /** Bus messages were missed: what was cached may be wrong. */
  dropCaches?(): void;
  /** A connection has closed. */
  onClosed?(connection: RealtimeConnection): void;
  /** Called at the end, when no topic arrives any more. */
  close?(): Promise<void>;
}
export type OpenRealtime = (host: RealtimeHost) => RealtimePart;

declare module './bus/topics.ts' {
  interface Topics {
    /** An event for all devices of some members. */
    'realtime.member_event': { userIds: readonly string[]; type: EventType; data: ClientEvents[EventType] };
  }
}

/** Sends an event to all devices of a member after commit. It may be lost: clients recover by loading. */
export const publishToMember = <Type extends EventType>(
  ctx: Context,
  userId: string,
  type: Type,
  data: ClientEvents[Type],
): void => publishAfterCommit(ctx, 'realtime.member_event', { userIds: [userId], type, data });
