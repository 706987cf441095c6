import type { Viewer } from '../../platform/http/viewer.ts';
import type { OutgoingEvent, RealtimeConnection } from '../../platform/realtime.ts';
import type { Socket } from './bun.ts';
import type { Answer, Frame } from './frames.ts';
import { LIMITS } from './limits.ts';

/**
 * One client, of any transport. Flat, without timers or closures of its own: the memory of an idle connection
 * limits how many a process can have.
 */
export abstract class Connection implements RealtimeConnection {
  /** The token of the cookie session, if a browser on our own origin sent one; dropped after sign-in. */
  cookieToken: string | undefined;
  viewer: Viewer | null = null;
  /** When it is closed unless renewed: first the time to sign in, then the token's expiry. Milliseconds. */
  deadline: number;
  isClosed = false;
  /** The member's next older connection. */
  older: Connection | null = null;
  /** Frames queued behind the one in progress; null if none is in progress. */
  waiting: Frame[] | null = null;
  #budget: number = LIMITS.burstCost;
  #budgetAt: number;
  presenceWatch: Watching | null = null;
  /** Where it came from, if the traffic log is on. */
  origin: ClientOrigin | null = null;

  constructor(cookieToken: string | undefined, now: number) {
    this.cookieToken = cookieToken;
    this.deadline = now + LIMITS.signInTimeoutMs;
    this.#budgetAt = now;
  }

  /** Whether it may send a frame of this cost now; counts it. */
  tryConsume(cost: number, now: number): boolean {
    const refilled = ((now - this.#budgetAt) / 1000) * LIMITS.costPerSecond;
    this.#budget = Math.min(LIMITS.burstCost, this.#budget + refilled) - cost;
    this.#budgetAt = now;
    return this.#budget >= 0;
  }

  abstract send(event: OutgoingEvent): void;
  abstract answer(frame: Frame, answer: Answer): void;
  /** Closes with a reason. The registry's `closed` follows by itself. */
  abstract close(code: number, reason: string): void;
}

export interface ClientOrigin {
  address: string;
  port: number | null;
}

/**
 * The members whose presence one connection watches. Uses lists instead of maps, because every connection has
 * one and most are short.
 */
export interface Watching {
  members: readonly Watched[];
  /** For each member at the same index: whether their last-seen time may be shown. Equal lists are shared. */
  withLastSeen: readonly boolean[];
  /** When their visibility was last checked. Milliseconds. */
  checkedAt: number;
}

/** A member whose presence a connection of this process watches. */
export interface Watched {
  readonly id: string;
  online: boolean;
  lastSeenAt: string | null;
  /** When this was learnt; answers to earlier queries are older. Milliseconds. */
  updatedAt: number;
  /** Usually a single connection, which needs no set. */
  watchers: Connection | Set<Connection> | null;
}

/** Shorter text is not worth compressing. */
const MIN_COMPRESSED_LENGTH = 256;

/** A client of our own protocol: one JSON object per text frame. */
export class WebSocketConnection extends Connection {
  socket: Socket<unknown> | null = null;
  /** Whether the client asked for compressed frames. */
  readonly #isCompressed: boolean;
  /** Its address, until it sends its first frame. */
  silentAddress: string | undefined;

  constructor(cookieToken: string | undefined, now: number, address: string, compresses = false) {
    super(cookieToken, now);
    this.silentAddress = address;
    this.#isCompressed = compresses;
  }

  #write(text: string): void {
    this.socket?.send(text, this.#isCompressed && text.length >= MIN_COMPRESSED_LENGTH);
  }

  send(event: OutgoingEvent): void {
    this.#write(event.text);
  }

  answer(frame: Frame, answer: Answer): void {
    const { id } = frame;
    if (id !== undefined) this.#write(JSON.stringify({ type: 'ack', id, ...answer }));
    else if (!answer.ok)
      this.#write(JSON.stringify({ type: 'error', data: { ...answer.error, frame: frame.type } }));
  }

  close(code: number, reason: string): void {
    this.socket?.close(code, reason);
  }
}
