/**
 * Many members in one process, as the mix of `mix.ts` has them act: HTTP and WebSockets over TLS, through Nginx. Executes the commands of
 * its parent, one at a time.
 *
 * A member has one device: a socket that stays open, and requests over a pool of kept connections, as browsers share one by HTTP/2. A member
 * who opens the app uses new connections for both.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Schemas } from '@chitlaq/client';
import WebSocket from 'ws';
import {
  type Action,
  AWAY_MS,
  chooseAction,
  GROUP_SHARE,
  KEY_MS,
  RENEW_MS,
  SEARCHES,
  SECOND_PAGE_SHARE,
  TYPING_MS,
  text,
  thinkMs,
} from './mix.ts';
import type { LoadMember } from './population.ts';

export interface Target {
  host: string;
  address: string;
  port: number;
  certificateFile: string;
  membersFile: string;
  /** A picture as a phone takes it. */
  pictureFile: string;
}

/** Kinds of waiting that are measured apart. Those of `API` are what the goal of the API is about. */
export const API = ['read', 'write', 'search', 'open'] as const;
export type Kind = (typeof API)[number] | 'page' | 'upload' | 'acknowledged' | 'delivered' | 'connected';

export interface Figures {
  count: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
}
export interface Report {
  seconds: number;
  /** Milliseconds. */
  kinds: Partial<Record<Kind | 'api', Figures>>;
  actions: Partial<Record<Action, number>>;
  /** Answers that are no success, by status and path without ids. */
  failures: Record<string, number>;
  /** Parts that the server had paused. */
  paused: number;
  /** Messages acknowledged, and of those to a partner who was online all the time, the ones that did not come. */
  messages: number;
  undelivered: number;
  /** Sockets that closed by themselves, and sockets open now. */
  dropped: number;
  sockets: number;
  /** How late this process itself was, in ms: what it adds to every figure. */
  ownDelayP99: number;
  ownProcessors: number;
}

const API_PREFIX = '/api/v1';
const POOL = 256;
const CONNECTS_AT_ONCE = 50;
const ANSWER_TIMEOUT_MS = 30_000;
/** A member who is not online after this time is not waited for. */
const ONLINE_MS = 60_000;
/** A message that is not there after this time counts as undelivered. */
const DELIVERY_MS = 20_000;

let target: Target;
let certificate: string;
let picture: Buffer;
let kept: https.Agent;
let fresh: https.Agent;
const byId = new Map<string, Member>();
let all: Member[] = [];
let active = 0;

const waits = new Map<Kind, number[]>();
const actions = new Map<Action, number>();
const failures = new Map<string, number>();
const awaited = new Map<string, { at: number; timer: NodeJS.Timeout }>();
let [paused, messages, undelivered, dropped] = [0, 0, 0, 0];

const lookup: LookupFunction = (_name, options, done) => {
  if (options.all) done(null, [{ address: target.address, family: 4 }]);
  else done(null, target.address, 4);
};
const record = (kind: Kind, from: number) => {
  const list = waits.get(kind);
  if (list) list.push(performance.now() - from);
  else waits.set(kind, [performance.now() - from]);
};
const count = <Key>(map: Map<Key, number>, key: Key) => map.set(key, (map.get(key) ?? 0) + 1);
/** @param what  ids and queries in it are left out, so that equal failures are counted together */
const failed = (what: string) =>
  count(failures, what.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').replace(/\?[^:]*/, ''));

interface Ask {
  method?: string;
  body?: object;
  raw?: { type: string; bytes: Buffer };
  agent?: https.Agent;
}
interface Answer<Body> {
  status: number;
  /** Of a success. */
  body: Body | undefined;
}

/** One request. Nothing is thrown: what fails is counted. */
function ask<Body = unknown>(
  member: Member,
  kind: Kind,
  path: string,
  { method = 'GET', body, raw, agent = kept }: Ask = {},
): Promise<Answer<Body>> {
  const payload = raw?.bytes ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
  const from = performance.now();
  return new Promise((resolve) => {
    const refuse = (why: string) => {
      failed(`${method} ${path}: ${why}`);
      resolve({ status: 0, body: undefined });
    };
    const request = https.request(
      {
        host: target.address,
        servername: target.host,
        port: target.port,
        method,
        path: kind === 'page' ? path : API_PREFIX + path,
        agent,
        ca: certificate,
        timeout: ANSWER_TIMEOUT_MS,
        headers: {
          host: target.host,
          'accept-encoding': 'gzip',
          ...(kind === 'page' ? { accept: 'text/html' } : { authorization: `Bearer ${member.accessToken}` }),
          ...(payload
            ? { 'content-type': raw?.type ?? 'application/json', 'content-length': payload.length }
            : {}),
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', (error) => refuse(error.message));
        response.on('end', () => {
          record(kind, from);
          const status = response.statusCode ?? 0;
          let bytes = Buffer.concat(parts);
          if (response.headers['content-encoding'] === 'gzip') bytes = gunzipSync(bytes);
          const isJson = /json/.test(response.headers['content-type'] ?? '') && bytes.length > 0;
          const answer = isJson ? JSON.parse(bytes.toString()) : undefined;
          if (answer?.code === 'paused_under_load') paused++;
          else if (status < 200 || status >= 300)
            failed(`${method} ${path}: ${status} ${answer?.code ?? ''}`);
          resolve({ status, body: status >= 200 && status < 300 ? answer : undefined });
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error) => refuse(error.message));
    request.end(payload);
  });
}

class Member {
  readonly id: string;
  accessToken: string;
  #refreshToken: string;
  #renewedAt = performance.now() - Math.random() * RENEW_MS;
  #socket: WebSocket | undefined;
  #lastFrame = 0;
  readonly #pending = new Map<string, (frame: string) => void>();
  #posts: Schemas['Post'][] = [];
  readonly #who: LoadMember;
  isActive = false;
  onlineSince = Number.POSITIVE_INFINITY;

  constructor(who: LoadMember) {
    this.#who = who;
    this.id = who.id;
    this.accessToken = who.accessToken;
    this.#refreshToken = who.refreshToken;
  }

  /** Acts until `isActive` is false. */
  async live(): Promise<void> {
    await this.connect();
    while (this.isActive) {
      await delay(thinkMs());
      if (!this.isActive) break;
      if (performance.now() - this.#renewedAt > RENEW_MS) await this.#renew();
      const action = chooseAction();
      count(actions, action);
      await this[action]();
    }
    this.#disconnect();
  }

  get isOnline(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  // --- the socket

  async connect(): Promise<void> {
    const from = performance.now();
    for (let wait = 1_000; this.isActive; wait = Math.min(wait * 2, 30_000)) {
      try {
        await this.#openSocket();
        this.onlineSince = performance.now();
        record('connected', from);
        return;
      } catch (error) {
        failed(`socket: ${(error as Error).message}`);
        await delay(wait * Math.random());
      }
    }
  }

  #openSocket(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`wss://${target.host}:${target.port}/ws`, [], {
        ca: certificate,
        origin: `https://${target.host}`,
        perMessageDeflate: false,
        handshakeTimeout: ANSWER_TIMEOUT_MS,
        lookup,
      });
      this.#socket = socket;
      socket.on('message', (data) => this.#onFrame(String(data)));
      socket.on('error', reject);
      socket.on('open', () => {
        this.#frame('auth', { token: this.accessToken })
          .then(() => this.#frame('presence:subscribe', { userIds: [this.#who.partnerId] }))
          .then(() => this.#frame('sync', { conversations: { [this.#who.conversationId]: 0 } }))
          .then(() => this.#frame('feed:watch', { feeds: ['home'] }))
          .then(() => {
            socket.removeAllListeners('error');
            socket.on('error', () => undefined);
            socket.on('close', (code) => this.#onClose(socket, code));
            resolve();
          })
          .catch((error: unknown) => {
            socket.terminate();
            reject(error);
          });
      });
    });
  }

  #onClose(socket: WebSocket, code: number): void {
    if (socket !== this.#socket || !this.isActive) return;
    dropped++;
    failed(`socket closed: ${code}`);
    this.onlineSince = Number.POSITIVE_INFINITY;
    void this.connect();
  }

  #disconnect(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.onlineSince = Number.POSITIVE_INFINITY;
    socket?.close();
  }

  /** Sends a frame and waits for its acknowledgement. @throws Error if it is refused */
  #frame(type: string, data: object): Promise<void> {
    return new Promise((resolve, reject) => {
      const id = String(++this.#lastFrame);
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new Error(`no answer to ${type}`));
      }, ANSWER_TIMEOUT_MS);
      this.#pending.set(id, (frame) => {
        clearTimeout(timer);
        this.#pending.delete(id);
        if (frame.startsWith('"ok":true', ACK.length + id.length + 2)) resolve();
        else reject(new Error(`${type}: ${/"code":"(\w+)"/.exec(frame)?.[1] ?? frame.slice(0, 100)}`));
      });
      this.#socket?.send(JSON.stringify({ type, id, data }));
    });
  }

  #onFrame(frame: string): void {
    if (frame.startsWith(ACK)) {
      this.#pending.get(frame.slice(ACK.length, frame.indexOf('"', ACK.length)))?.(frame);
      return;
    }
    if (!frame.startsWith('{"type":"message"')) return;
    const { data } = JSON.parse(frame) as {
      data: { content: string; conversationId: string; seq: number; senderId?: string; clientId?: string };
    };
    // The devices of the load are one process, so sender and receiver have one clock.
    const key = `${this.id} ${data.content}`;
    const wanted = awaited.get(key);
    if (!wanted) return;
    awaited.delete(key);
    clearTimeout(wanted.timer);
    record('delivered', wanted.at);
    this.#socket?.send(
      JSON.stringify({ type: 'delivered', data: { conversationId: data.conversationId, seq: data.seq } }),
    );
  }

  async #renew(): Promise<void> {
    this.#renewedAt = performance.now();
    const body = { refreshToken: this.#refreshToken };
    const { body: tokens } = await ask<Schemas['SignedIn']>(this, 'write', '/auth/refresh', {
      method: 'POST',
      body,
    });
    if (!tokens?.accessToken || !tokens.refreshToken) return;
    this.accessToken = tokens.accessToken;
    this.#refreshToken = tokens.refreshToken;
    if (this.isOnline)
      await this.#frame('auth', { token: this.accessToken }).catch((error: Error) => failed(error.message));
  }

  // --- what they do

  #somePost() {
    return this.#posts[Math.floor(Math.random() * this.#posts.length)];
  }

  async #readHome(kind: Kind, agent?: https.Agent): Promise<string | undefined> {
    const { body } = await ask<{ items: Schemas['Post'][]; nextCursor: string | null }>(
      this,
      kind,
      '/feed/home?limit=20',
      agent ? { agent } : {},
    );
    if (body) this.#posts = body.items;
    return body?.nextCursor ?? undefined;
  }

  async home(): Promise<void> {
    const cursor = await this.#readHome('read');
    if (cursor && Math.random() < SECOND_PAGE_SHARE)
      await ask(this, 'read', `/feed/home?limit=20&cursor=${encodeURIComponent(cursor)}`);
  }

  async thread(): Promise<void> {
    const post = this.#somePost();
    if (!post) return this.home();
    await Promise.all([
      ask(this, 'read', `/posts/${post.id}`),
      ask(this, 'read', `/posts/${post.id}/thread`),
    ]);
  }

  async profile(): Promise<void> {
    const author = this.#somePost()?.author;
    if (!author) return this.home();
    await Promise.all([
      ask(this, 'read', `/users/${author.username}`),
      ask(this, 'read', `/users/${author.id}/posts?limit=20`),
    ]);
  }

  async explore(): Promise<void> {
    await Promise.all([ask(this, 'read', '/feed/explore?limit=20'), ask(this, 'read', '/feed/trending')]);
  }

  async notifications(): Promise<void> {
    await ask(this, 'read', '/notifications?limit=20');
  }

  async conversation(): Promise<void> {
    const { conversationId } = this.#who;
    await ask(this, 'read', '/conversations');
    const { body } = await ask<{ items: { seq: number }[] }>(
      this,
      'read',
      `/conversations/${conversationId}/messages?limit=30`,
    );
    const seq = Math.max(0, ...(body?.items ?? []).map((item) => item.seq));
    if (seq > 0 && this.isOnline)
      await this.#frame('read', { conversationId, seq }).catch((error: Error) => failed(error.message));
  }

  async message(): Promise<void> {
    if (!this.isOnline) return;
    const { partnerId } = this.#who;
    const toGroup = Math.random() < GROUP_SHARE;
    const conversationId = toGroup ? this.#who.groupId : this.#who.conversationId;
    this.#socket?.send(JSON.stringify({ type: 'typing', data: { conversationId, active: true } }));
    await delay(TYPING_MS);
    if (!this.isOnline) return;
    const content = `${text(6)} ${randomUUID()}`;
    const from = performance.now();
    const partner = byId.get(partnerId);
    if (!toGroup && partner?.isOnline) {
      const key = `${partnerId} ${content}`;
      const timer = setTimeout(() => {
        awaited.delete(key);
        // One who was away meanwhile gets it by `sync`.
        if (partner.onlineSince < from) undelivered++;
      }, DELIVERY_MS);
      awaited.set(key, { at: from, timer });
    }
    try {
      await this.#frame('message', { conversationId, clientId: randomUUID(), content });
      record('acknowledged', from);
      messages++;
    } catch (error) {
      failed((error as Error).message);
    }
  }

  async like(): Promise<void> {
    const post = this.#somePost();
    if (!post) return this.home();
    await ask(this, 'write', `/posts/${post.id}/like`, { method: 'PUT' });
  }

  async post(): Promise<void> {
    await ask(this, 'write', '/posts', { method: 'POST', body: { content: text(12) } });
  }

  async reply(): Promise<void> {
    const post = this.#somePost();
    if (!post) return this.home();
    await ask(this, 'write', '/posts', { method: 'POST', body: { content: text(8), replyToId: post.id } });
  }

  async search(): Promise<void> {
    const query = SEARCHES[Math.floor(Math.random() * SEARCHES.length)] ?? '';
    for (const length of [2, 3, query.length]) {
      await ask(this, 'search', `/search/suggestions?q=${encodeURIComponent(query.slice(0, length))}`);
      await delay(KEY_MS);
    }
    const where = Math.random() < 0.6 ? 'posts' : 'users';
    await ask(this, 'search', `/search/${where}?q=${encodeURIComponent(query)}&limit=20`);
  }

  async upload(): Promise<void> {
    // Bytes after a picture's end are not looked at, and make it another file.
    const boundary = randomUUID();
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
    const bytes = Buffer.concat([
      Buffer.from(head),
      picture,
      Buffer.from(randomUUID()),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const type = `multipart/form-data; boundary=${boundary}`;
    const { body } = await ask<Schemas['OwnMedia']>(this, 'upload', '/media', {
      method: 'POST',
      raw: { type, bytes },
    });
    if (!body) return;
    for (let status = body.status, tries = 0; status === 'processing' && tries < 30; tries++) {
      await delay(1_000);
      status =
        (await ask<Schemas['OwnMedia']>(this, 'read', `/media/${body.id}`)).body?.status ?? 'processing';
    }
    await ask(this, 'write', '/posts', { method: 'POST', body: { content: text(5), mediaIds: [body.id] } });
  }

  async open(): Promise<void> {
    this.#disconnect();
    await delay(AWAY_MS * (0.5 + Math.random()));
    if (!this.isActive) return;
    await ask(this, 'page', '/', { agent: fresh });
    const first = [
      '/auth/me',
      '/conversations/unread',
      '/notifications/unread',
      '/feed/preferences',
      '/feed/trending',
      '/users/suggestions',
    ];
    await Promise.all([
      this.#readHome('open'),
      this.connect(),
      ...first.map((path) => ask(this, 'open', path)),
    ]);
  }
}

type Command =
  | { do: 'prepare'; target: Target }
  | { do: 'active'; members: number; perSecond: number }
  | { do: 'measure'; seconds: number };

async function run(command: Command): Promise<object> {
  switch (command.do) {
    case 'prepare': {
      target = command.target;
      certificate = readFileSync(target.certificateFile, 'utf8');
      picture = readFileSync(target.pictureFile);
      kept = new https.Agent({ keepAlive: true, maxSockets: POOL, maxFreeSockets: POOL });
      fresh = new https.Agent({ keepAlive: false, maxCachedSessions: 0 });
      all = (JSON.parse(readFileSync(target.membersFile, 'utf8')) as LoadMember[]).map(
        (who) => new Member(who),
      );
      for (const member of all) byId.set(member.id, member);
      return {};
    }
    case 'active':
      return setActive(command.members, command.perSecond);
    case 'measure':
      return measure(command.seconds);
  }
}

/** Makes so many members active, at an even rate, or lets the last ones leave. Resolves when they are online. */
async function setActive(members: number, perSecond: number): Promise<object> {
  while (active > members) {
    const member = all[--active];
    if (member) member.isActive = false;
  }
  const connecting = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let started = 0; active < Math.min(members, all.length); ) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond);
    for (; started < due && connecting.size < CONNECTS_AT_ONCE && active < members; started++) {
      const member = all[active++];
      if (!member) break;
      member.isActive = true;
      void member.live();
      const online: Promise<void> = (async () => {
        const until = performance.now() + ONLINE_MS;
        while (!member.isOnline && member.isActive && performance.now() < until) await delay(50);
      })().finally(() => connecting.delete(online));
      connecting.add(online);
    }
    await delay(10);
  }
  await Promise.all(connecting);
  const offline = all.slice(0, active).filter((member) => !member.isOnline).length;
  // Some are away at any time.
  if (offline > active / 10)
    throw new Error(
      `${offline} of ${active} members are not online: ${JSON.stringify(Object.fromEntries(failures))}`,
    );
  return { active };
}

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function figuresOf(values: readonly number[], seconds: number): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const [p50, p95, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 0.99)];
  return { count: sorted.length, perSecond: sorted.length / seconds, p50, p95, p99 };
}

async function measure(seconds: number): Promise<Report> {
  waits.clear();
  actions.clear();
  failures.clear();
  [paused, messages, undelivered, dropped] = [0, 0, 0, 0];
  const own = monitorEventLoopDelay({ resolution: 1 });
  own.enable();
  const [startedAt, usage] = [performance.now(), process.cpuUsage()];
  await delay(seconds * 1_000);
  const took = (performance.now() - startedAt) / 1_000;
  own.disable();
  const { user, system } = process.cpuUsage(usage);
  const kinds: Report['kinds'] = {};
  for (const [kind, values] of waits) kinds[kind] = figuresOf(values, took);
  kinds.api = figuresOf(
    API.flatMap((kind) => waits.get(kind) ?? []),
    took,
  );
  return {
    seconds: took,
    kinds,
    actions: Object.fromEntries(actions),
    failures: Object.fromEntries(failures),
    paused,
    messages,
    undelivered,
    dropped,
    sockets: all.filter((member) => member.isOnline).length,
    ownDelayP99: own.percentile(99) / 1e6 - 1,
    ownProcessors: (user + system) / 1e6 / took,
  };
}

const ACK = '{"type":"ack","id":"';

process.on('message', (command: Command) => {
  void run(command).then(
    (result) => process.send?.({ ok: true, ...result }),
    (error: unknown) => process.send?.({ ok: false, error: String((error as Error).stack ?? error) }),
  );
});
process.on('disconnect', () => process.exit(0));
