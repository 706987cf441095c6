import type { Frames, MessageToSend, WireMessage } from '@chitlaq/protocol';
import type { Environment, SocketLike } from './environment.ts';

/** A manual clock. Timers that are due at the same time run in the order of their creation. */
export function simulateClock() {
  let now = 1_000_000;
  let count = 0;
  const timers = new Map<number, { at: number; work: () => void }>();
  return {
    now: () => now,
    after(ms: number, work: () => void): () => void {
      const id = ++count;
      timers.set(id, { at: now + ms, work });
      return () => timers.delete(id);
    },
    /** Advances by `ms` and runs everything that follows. */
    async advance(ms: number): Promise<void> {
      const until = now + ms;
      for (;;) {
        await settle();
        let next: number | undefined;
        for (const [id, { at }] of timers)
          if (at <= until && (next === undefined || at < (timers.get(next)?.at ?? 0))) next = id;
        if (next === undefined) break;
        const entry = timers.get(next);
        timers.delete(next);
        now = Math.max(now, entry?.at ?? now);
        entry?.work();
      }
      now = until;
    },
  };
}
export type Clock = ReturnType<typeof simulateClock>;

/** Lets settled promises continue. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

/**
 * A server that follows the protocol, on a network that delays and drops frames, for the client's own tests.
 * Tests of the real server use this client too.
 */
export function simulateServer(clock: Clock, random: () => number) {
  const log = new Map<string, WireMessage[]>();
  const sockets = new Set<SimulatedSocket>();
  let isUp = true;
  let isTokenValid = true;
  let overloadedUntil = 0;
  let isBusUp = true;
  let writeCount = 0;
  let serverAhead = 0;

  const messageOf = ({ conversationId, clientId, content = '' }: MessageToSend, senderId: string) => {
    const messages = log.get(conversationId) ?? [];
    log.set(conversationId, messages);
    const existing = messages.find((item) => item.clientId === clientId);
    if (existing) return { message: existing, created: false };
    // The protocol ignores the other fields of a message.
    const message = {
      id: `${conversationId} ${messages.length + 1}`,
      conversationId,
      clientId,
      content,
      senderId,
      seq: messages.length + 1,
    } as WireMessage;
    messages.push(message);
    return { message, created: true };
  };

  class SimulatedSocket implements SocketLike {
    onopen: SocketLike['onopen'] = null;
    onmessage: SocketLike['onmessage'] = null;
    onclose: SocketLike['onclose'] = null;
    onerror: SocketLike['onerror'] = null;
    isSignedIn = false;
    isGone = false;
    /** Frames keep their order, whatever their delays. */
    #nextSendAt = 0;
    #nextDeliveryAt = 0;
    constructor() {
      sockets.add(this);
      clock.after(20, () => {
        if (isUp) this.onopen?.(undefined as never);
        else this.end(1006);
      });
    }
    send(text: string): void {
      this.#nextSendAt = Math.max(this.#nextSendAt, clock.now() + random() * 200);
      clock.after(this.#nextSendAt - clock.now(), () => {
        if (!this.isGone) this.#handle(JSON.parse(text));
      });
    }
    deliver(frame: unknown): void {
      this.#nextDeliveryAt = Math.max(this.#nextDeliveryAt, clock.now() + random() * 200);
      clock.after(this.#nextDeliveryAt - clock.now(), () => {
        if (!this.isGone) this.onmessage?.({ data: JSON.stringify(frame) });
      });
    }
    close(): void {
      this.isGone = true;
      sockets.delete(this);
    }
    /** Disconnects, by the server or the network: frames in flight are lost both ways. */
    end(code: number): void {
      if (this.isGone) return;
      this.close();
      this.onclose?.({ code });
    }
    #handle({ type, id, data }: { type: string; id?: string; data: never }): void {
      const ok = (answer: unknown) => this.deliver({ type: 'ack', id, ok: true, data: answer });
      const refuse = (code: string, status: number, more: object = {}) =>
        this.deliver({ type: 'ack', id, ok: false, error: { code, detail: code, status, ...more } });
      if (type === 'auth' && !isTokenValid) {
        refuse('token_invalid', 401);
        clock.after(300, () => this.end(4401));
      } else if (type === 'auth' && overloadedUntil > clock.now()) {
        refuse('overloaded', 503, { retryAfter: Math.ceil((overloadedUntil - clock.now()) / 1_000) });
        clock.after(300, () => this.end(1013));
      } else if (type === 'auth') {
        this.isSignedIn = true;
        const expiresAt = new Date(clock.now() + serverAhead + 900_000).toISOString();
        ok({ userId: 'me', sessionId: 's', heartbeatMs: 30_000, expiresAt, expiresIn: 900 });
      } else if (type === 'message') {
        const input = data as MessageToSend;
        if (input.content === 'refused') refuse('not_allowed', 403);
        else if (random() < 0.1) refuse('internal_error', 500);
        else {
          const { message, created } = messageOf(input, 'me');
          if (created) publish(message);
          // Committed, but sometimes the answer is lost with the connection.
          if (random() < 0.1) this.end(1006);
          else ok(message);
        }
      } else if (type === 'sync') {
        const asked = data as Frames['sync']['data'];
        const all = Object.entries(asked.conversations).flatMap(([conversation, last]) =>
          (log.get(conversation) ?? []).filter(({ seq }) => seq > last),
        );
        const limit = 1 + Math.floor(random() * 10);
        const at = new Date(clock.now()).toISOString();
        ok({ items: all.slice(0, limit), more: all.length > limit, at });
      } else if (id !== undefined) ok(null);
    }
  }

  const publish = (message: WireMessage) => {
    for (const socket of sockets)
      if (socket.isSignedIn && isBusUp && random() > 0.1) socket.deliver({ type: 'message', data: message });
  };

  const environment: Environment = {
    now: clock.now,
    after: clock.after,
    random,
    open: () => new SimulatedSocket(),
    onWake: () => () => undefined,
  };
  return {
    environment,
    log,
    lines: sockets,
    /** Another member sends a message. */
    write(conversationId: string, content: string): void {
      publish(messageOf({ conversationId, clientId: `theirs ${++writeCount}`, content }, 'other').message);
    },
    publishEvent(type: string, data: unknown): void {
      for (const socket of sockets) if (socket.isSignedIn) socket.deliver({ type, data });
    },
    closeAll(code: number): void {
      for (const socket of [...sockets]) socket.end(code);
    },
    /** Drops everything from now on, without closing. */
    freeze(): void {
      for (const socket of sockets) {
        socket.isGone = true;
        sockets.delete(socket);
      }
    },
    /** Sets how far the server's date is ahead of this device's. */
    setServerAhead(ms: number): void {
      serverAhead = ms;
    },
    setServerUp(up: boolean): void {
      isUp = up;
      if (!up) this.closeAll(1006);
    },
    /** Rejects sign-ins for this time, with a retry time. */
    setOverloaded(forMs: number): void {
      overloadedUntil = clock.now() + forMs;
    },
    setTokenValid(good: boolean): void {
      isTokenValid = good;
    },
    /** Switches the bus on or off. After an outage, the server asks clients to sync. */
    setBus(up: boolean): void {
      if (up && !isBusUp) this.publishEvent('resync', { ms: 1_000 });
      isBusUp = up;
    },
  };
}
