import type { Viewer } from '../../platform/http/viewer.ts';
import type { Socket } from './bun.ts';
import type { Answer, Frame, OutgoingEvent } from './frames.ts';
import { LIMITS } from './limits.ts';

/**
 * One client, whatever it speaks. Flat and without timers or functions of its own: what an idle connection holds is
 * what a process can hold of them.
 */
export abstract class Connection {
  /** The cookie session's token, when the browser sent one from our own origin; dropped once signed in. */
  cookieToken: string | undefined;
  viewer: Viewer | null = null;
  /** When it is closed unless something changes: first the time to sign in, then the token's end. Milliseconds. */
  deadline: number;
  isClosed = false;
  /** The member's next older connection. */
  older: Connection | null = null;
  /** Frames behind the one in work; null when none is. */
  waiting: Frame[] | null = null;
  #budget: number = LIMITS.burstCost;
  #budgetAt: number;
  /** The last word about typing that was passed on. */
  typingConversationId: string | null = null;
  typingAt = 0;
  presenceWatch: Watching | null = null;
  isWatchingHome = false;

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
  /** Says why and closes; `closed` of the registry follows by itself. */
  abstract close(code: number, reason: string): void;
}

/** Whom one connection has on screen. Lists, not maps: there is one for each connection, and most name few. */
export interface Watching {
  members: readonly Watched[];
  /** Beside each: whether their last-seen time may be shown too. One list serves all who have the same few. */
  withLastSeen: readonly boolean[];
  /** When it was last asked whether they may be seen. Milliseconds. */
  checkedAt: number;
}

/** Somebody whom a connection of this process has on screen. */
export interface Watched {
  readonly id: string;
  online: boolean;
  lastSeenAt: string | null;
  /** When this was learnt: an answer that was asked for before then is older. Milliseconds. */
  updatedAt: number;
  /** Most have a single one, who needs no set. */
  watchers: Connection | Set<Connection> | null;
}

/** Less text than this is not worth compressing. */
const MIN_COMPRESSED_LENGTH = 256;

/** A client of our own protocol: one JSON object a text frame. */
export class WebSocketConnection extends Connection {
  socket: Socket<unknown> | null = null;
  /** Whether the client has asked for compressed frames. */
  readonly #isCompressed: boolean;
  /** Where it comes from, until it says its first word. */
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
