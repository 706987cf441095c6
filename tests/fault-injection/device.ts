import { connectRealtime, type RealtimeClient, type WireMessage } from '@chitlaq/client/realtime';
import WebSocket from 'ws';
import type { Random } from '../../database/seed/random.ts';
import type { BackEnd } from './back-end.ts';
import type { Ledger } from './ledger.ts';

/** Maximum actions of a person at once. */
const MAX_PENDING = 4;

export interface Person {
  id: string;
  token(): Promise<string>;
  conversations: string[];
}

/** One device of a member: simulates a person with a phone, and what the phone shows. */
export class Device {
  readonly person: Person;
  readonly name: string;
  /** Messages in the order in which this device got them. */
  readonly shown = new Map<string, WireMessage[]>();
  /** Violations of invariants, reported at once with their position. */
  readonly faults: string[] = [];
  #backEnd: BackEnd;
  #ledger: Ledger;
  #random: Random;
  #client: RealtimeClient;
  #own: { id: string; conversationId: string }[] = [];
  #written = 0;
  #calls = 0;
  #changed: () => void;
  /** By conversation, for earlier connections. */
  #syncedAt = new Map<string, string>();

  constructor(options: {
    name: string;
    person: Person;
    backEnd: BackEnd;
    ledger: Ledger;
    random: Random;
    changed: () => void;
  }) {
    this.name = options.name;
    this.person = options.person;
    this.#backEnd = options.backEnd;
    this.#ledger = options.ledger;
    this.#random = options.random;
    this.#changed = options.changed;
    this.#client = this.#open();
  }

  /** A reconnecting device knows how far it was, like an app that kept its store. */
  #open(): RealtimeClient {
    const client = connectRealtime(this.#random.pick(this.#backEnd.sockets), {
      token: () => this.person.token(),
      WebSocket: WebSocket as never, // of `ws`: has what the client uses
      answerTimeoutMs: 4_000,
    });
    for (const id of this.person.conversations)
      client.follow(id, this.shown.get(id)?.at(-1)?.seq ?? 0, this.#syncedAt.get(id));
    client.on('message', (message) => this.#show(message));
    client.on('messageChanged', (message) => this.#update(message));
    client.on('caughtUp', () => this.#changed());
    return client;
  }

  #show(message: WireMessage): void {
    const list = this.shown.get(message.conversationId) ?? [];
    const next = (list.at(-1)?.seq ?? 0) + 1;
    if (message.seq !== next)
      this.faults.push(
        `${this.name} was shown ${message.seq} of ${message.conversationId} where ${next} is next`,
      );
    list.push(message);
    this.shown.set(message.conversationId, list);
    this.#client.delivered(message.conversationId, message.seq);
    this.#changed();
  }

  #update(message: WireMessage): void {
    const list = this.shown.get(message.conversationId);
    const current = list?.[message.seq - 1];
    if (list === undefined || current === undefined) return;
    // Of two copies the later one counts.
    if ((message.changedAt ?? '') >= (current.changedAt ?? '')) list[message.seq - 1] = message;
    this.#changed();
  }

  /** One action of a person. Returns when it has started, not when it is answered. */
  act(): void {
    // A person waits for an answer before the next action: a busy machine is slower, not flooded.
    if (this.#calls + this.#client.outbox().length >= MAX_PENDING) return;
    const chance = this.#random.next();
    if (chance < 0.55) this.#send();
    else if (chance < 0.7) void this.#sendOverHttp();
    else if (chance < 0.8) void this.#edit();
    else if (chance < 0.85) void this.#delete();
    else if (chance < 0.95) void this.#read();
    else this.reconnect();
  }

  #newMessage() {
    this.#written += 1;
    const conversationId = this.#random.pick(this.person.conversations);
    const clientId = `${this.name}-${this.#written}`;
    return { conversationId, clientId, content: `${clientId}: ${this.#random.hex(12)}` };
  }

  #send(): void {
    const message = this.#newMessage();
    this.#client.send(message).then(
      (made) => this.#acknowledged(message, made),
      () => undefined, // the device was closed first: nothing was acknowledged
    );
  }

  async #sendOverHttp(): Promise<void> {
    const { conversationId, clientId, content } = this.#newMessage();
    // Like a person who presses "again".
    for (let tries = 0; tries < 6; tries++) {
      const made = await this.#call('POST', `/conversations/${conversationId}/messages`, {
        clientId,
        content,
      });
      if (made !== undefined)
        return this.#acknowledged({ conversationId, clientId, content }, made as WireMessage);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  #acknowledged(
    sentMessage: { conversationId: string; clientId: string; content: string },
    made: WireMessage,
  ): void {
    const { id, seq } = made;
    const { conversationId, clientId, content } = sentMessage;
    const before = this.#ledger.sent.get(clientId);
    if (before && before.seq !== seq) this.faults.push(`${clientId} was numbered ${before.seq} and ${seq}`);
    this.#ledger.sent.set(clientId, { id, seq, conversationId, content });
    this.#own.push({ id, conversationId });
  }

  async #edit(): Promise<void> {
    if (this.#own.length === 0) return;
    const { id } = this.#random.pick(this.#own);
    const entry = this.#ledger.edited.get(id) ?? { confirmed: null, tried: [] };
    // One edit of a message at a time: two concurrent ones have no defined order.
    if (entry.tried.length > 0 || this.#ledger.deleted.has(id)) return;
    const content = `düzeltildi ${this.#random.hex(12)}`;
    entry.tried.push(content);
    this.#ledger.edited.set(id, entry);
    const made = await this.#call('PATCH', `/messages/${id}`, { content });
    if (made === undefined) return; // may or may not have been applied; stays in `tried`
    entry.confirmed = content;
    entry.tried = [];
  }

  async #delete(): Promise<void> {
    if (this.#own.length < 5) return;
    const { id } = this.#random.pick(this.#own);
    if (this.#ledger.edited.has(id)) return;
    const made = await this.#call('DELETE', `/messages/${id}`);
    if (made !== undefined) this.#ledger.deleted.add(id);
  }

  async #read(): Promise<void> {
    const conversationId = this.#random.pick(this.person.conversations);
    const seq = this.shown.get(conversationId)?.at(-1)?.seq;
    if (seq === undefined) return;
    const made = await this.#call('PUT', `/conversations/${conversationId}/read`, { seq });
    if (made === undefined) return;
    const key = `${this.person.id} ${conversationId}`;
    this.#ledger.read.set(key, Math.max(this.#ledger.read.get(key) ?? 0, seq));
  }

  /**
   * @returns the response body (`null` for none) if it was 2xx; undefined if nothing was acknowledged
   */
  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    this.#calls += 1;
    try {
      const response = await fetch(`${this.#backEnd.api}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await this.person.token()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(5_000),
      });
      const text = await response.text();
      if (response.status < 300) return text === '' ? null : JSON.parse(text);
      if (response.status < 500 && response.status !== 410 && response.status !== 429)
        this.faults.push(`${method} ${path} was refused: ${response.status} ${text.slice(0, 200)}`);
      return undefined;
    } catch {
      return undefined; // cut off in the middle: nothing was acknowledged
    } finally {
      this.#calls -= 1;
    }
  }

  /** Simulates a tunnel: disconnects, and reconnects with the state it had. Unsent messages are kept. */
  reconnect(): void {
    const waiting = this.#client.outbox();
    for (const id of this.person.conversations) {
      const at = this.#client.syncedAt(id);
      if (at !== undefined) this.#syncedAt.set(id, at);
    }
    this.#client.close();
    this.#client = this.#open();
    for (const message of waiting) {
      const { conversationId, clientId, content = '' } = message;
      this.#client.send(message).then(
        (made) => this.#acknowledged({ conversationId, clientId, content }, made),
        () => undefined,
      );
    }
  }

  /** No message waits to be sent. */
  get isIdle(): boolean {
    return this.#client.outbox().length === 0;
  }

  close(): void {
    this.#client.close();
  }
}
