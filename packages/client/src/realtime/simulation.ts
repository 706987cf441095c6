import type { Environment, SocketLike } from './environment.ts';
import type { Frames, MessageToSend, WireMessage } from './protocol.ts';

/** Time that runs only when it is told to: what is due at one moment runs in the order it was asked for. */
export function openClock() {
  let now = 1_000_000;
  let count = 0;
  const due = new Map<number, { at: number; work: () => void }>();
  return {
    now: () => now,
    after(ms: number, work: () => void): () => void {
      const id = ++count;
      due.set(id, { at: now + ms, work });
      return () => due.delete(id);
    },
    /** Lets `ms` pass, and everything that follows from it happen. */
    async pass(ms: number): Promise<void> {
      const until = now + ms;
      for (;;) {
        await settle();
        let next: number | undefined;
        for (const [id, { at }] of due)
          if (at <= until && (next === undefined || at < (due.get(next)?.at ?? 0))) next = id;
        if (next === undefined) break;
        const entry = due.get(next);
        due.delete(next);
        now = Math.max(now, entry?.at ?? now);
        entry?.work();
      }
      now = until;
    },
  };
}
export type Clock = ReturnType<typeof openClock>;

/** Promises that are settled go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

/**
 * A server as the protocol describes it, and a network that does to frames what networks do: for the client's own tests.
 * The real server has tests of its own, with this client.
 */
export function openWorld(clock: Clock, random: () => number) {
  const log = new Map<string, WireMessage[]>();
  const lines = new Set<Line>();
  let isUp = true;
  let tokenIsGood = true;
  let crowdedUntil = 0;
  let busIsUp = true;
  let written = 0;
  let serverAhead = 0;

  const messageOf = ({ conversationId, clientId, content = '' }: MessageToSend, senderId: string) => {
    const messages = log.get(conversationId) ?? [];
    log.set(conversationId, messages);
    const before = messages.find((one) => one.clientId === clientId);
    if (before) return { message: before, created: false };
    // The rest of a message means nothing to the protocol.
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

  class Line implements SocketLike {
    onopen: SocketLike['onopen'] = null;
    onmessage: SocketLike['onmessage'] = null;
    onclose: SocketLike['onclose'] = null;
    onerror: SocketLike['onerror'] = null;
    isSignedIn = false;
    isGone = false;
    /** Frames keep their order however long each takes. */
    #upAt = 0;
    #downAt = 0;
    constructor() {
      lines.add(this);
      clock.after(20, () => {
        if (isUp) this.onopen?.(undefined as never);
        else this.end(1006);
      });
    }
    send(text: string): void {
      this.#upAt = Math.max(this.#upAt, clock.now() + random() * 200);
      clock.after(this.#upAt - clock.now(), () => {
        if (!this.isGone) this.#take(JSON.parse(text));
      });
    }
    down(frame: unknown): void {
      this.#downAt = Math.max(this.#downAt, clock.now() + random() * 200);
      clock.after(this.#downAt - clock.now(), () => {
        if (!this.isGone) this.onmessage?.({ data: JSON.stringify(frame) });
      });
    }
    close(): void {
      this.isGone = true;
      lines.delete(this);
    }
    /** The server's end, or the network's: what is under way both ways is lost. */
    end(code: number): void {
      if (this.isGone) return;
      this.close();
      this.onclose?.({ code });
    }
    #take({ type, id, data }: { type: string; id?: string; data: never }): void {
      const ok = (answer: unknown) => this.down({ type: 'ack', id, ok: true, data: answer });
      const no = (code: string, status: number, more: object = {}) =>
        this.down({ type: 'ack', id, ok: false, error: { code, detail: code, status, ...more } });
      if (type === 'auth' && !tokenIsGood) {
        no('token_invalid', 401);
        clock.after(300, () => this.end(4401));
      } else if (type === 'auth' && crowdedUntil > clock.now()) {
        no('many_at_once', 503, { retryAfter: Math.ceil((crowdedUntil - clock.now()) / 1_000) });
        clock.after(300, () => this.end(1013));
      } else if (type === 'auth') {
        this.isSignedIn = true;
        const expiresAt = new Date(clock.now() + serverAhead + 900_000).toISOString();
        ok({ userId: 'me', sessionId: 's', heartbeatMs: 30_000, expiresAt, expiresIn: 900 });
      } else if (type === 'message') {
        const input = data as MessageToSend;
        if (input.content === 'refused') no('not_allowed', 403);
        else if (random() < 0.1) no('internal_error', 500);
        else {
          const { message, created } = messageOf(input, 'me');
          if (created) publish(message);
          // Committed, and the answer is lost with the connection now and then.
          if (random() < 0.1) this.end(1006);
          else ok(message);
        }
      } else if (type === 'sync') {
        const asked = data as Frames['sync']['data'];
        const all = Object.entries(asked.conversations).flatMap(([conversation, last]) =>
          (log.get(conversation) ?? []).filter(({ seq }) => seq > last),
        );
        const most = 1 + Math.floor(random() * 10);
        const at = new Date(clock.now()).toISOString();
        ok({ items: all.slice(0, most), more: all.length > most, at });
      } else if (id !== undefined) ok(null);
    }
  }

  const publish = (message: WireMessage) => {
    for (const line of lines)
      if (line.isSignedIn && busIsUp && random() > 0.1) line.down({ type: 'message', data: message });
  };

  const environment: Environment = {
    now: clock.now,
    after: clock.after,
    random,
    open: () => new Line(),
    onWake: () => () => undefined,
  };
  return {
    environment,
    log,
    lines,
    /** Somebody else writes. */
    write(conversationId: string, content: string): void {
      publish(messageOf({ conversationId, clientId: `theirs ${++written}`, content }, 'other').message);
    },
    tell(type: string, data: unknown): void {
      for (const line of lines) if (line.isSignedIn) line.down({ type, data });
    },
    cut(code: number): void {
      for (const line of [...lines]) line.end(code);
    },
    /** Nothing comes through any more, and nobody says so. */
    freeze(): void {
      for (const line of lines) {
        line.isGone = true;
        lines.delete(line);
      }
    },
    /** By how much the server's date differs from this device's. */
    setServerAhead(ms: number): void {
      serverAhead = ms;
    },
    setUp(up: boolean): void {
      isUp = up;
      if (!up) this.cut(1006);
    },
    /** Sends away who signs in before then, and says when. */
    setCrowded(forMs: number): void {
      crowdedUntil = clock.now() + forMs;
    },
    setTokenGood(good: boolean): void {
      tokenIsGood = good;
    },
    /** What the bus loses, the server makes up for by asking clients to look. */
    setBus(up: boolean): void {
      if (up && !busIsUp) this.tell('resync', { ms: 1_000 });
      busIsUp = up;
    },
  };
}
