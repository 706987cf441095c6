import { randomUUID } from 'node:crypto';
import type { Agent } from 'node:https';
import https from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { type Outbox, type OutboxItem, openOutbox } from '@chitlaq/client/outbox';
import { expect } from 'vitest';
import { api, type Member, socketOf } from './member.ts';
import { certificate, lookup, SITE } from './site.ts';

/** What members ask for again and again: a path of the site, or of another host. */
export interface Read {
  path: string;
  host?: string;
  headers?: Record<string, string>;
  /** By default 200 alone is a success. */
  isExpected?: (status: number) => boolean;
}
export interface LoadOptions {
  /** Each reads every path and posts. */
  readers: Member[];
  reads: Read[];
  readPauseMs: number;
  /** A member may post 60 times in ten minutes. */
  postPauseMs: number;
  /** Who write messages to each other, in a conversation that both have accepted. */
  pairs: { members: [Member, Member]; conversationId: string }[];
  messagePauseMs: number;
}

/** `request`: a message that goes by request because its socket does not answer. */
export type Kind = 'read' | 'write' | 'message' | 'request' | 'delivery';
/** One try of one member, or a delivery, which begins with the acknowledgement of the message. */
export interface Try {
  kind: Kind;
  /** Who did what: tries of one stream come one after the other. */
  stream: string;
  startedAt: number;
  endedAt: number;
  error?: string;
}
/** A socket that was online and is no longer, until it is again. */
export interface Break {
  member: string;
  startedAt: number;
  endedAt?: number;
}

interface PendingMessage extends OutboxItem {
  content: string;
}
interface Writer {
  member: Member;
  conversationId: string;
  client: ReturnType<typeof socketOf>;
  outbox: Outbox<PendingMessage>;
  /** Acknowledged, in order. */
  sent: { content: string; at: number }[];
  received: string[];
  other: () => Writer;
}

const RETRY_MS = 1_000;

/**
 * Members who read, post and write messages through Nginx until `stop()`. They do what the web app's client does: sockets
 * connect again, messages wait in an outbox and go by request while there is no socket, and a post is repeated with its key.
 */
export function startLoad(options: LoadOptions) {
  const tries: Try[] = [];
  /** When the try that each stream waits for began. */
  const waiting = new Map<string, number>();
  const breaks: Break[] = [];
  const posts: { content: string; author: Member; isAcknowledged: boolean }[] = [];
  let isDone = false;

  /** Runs one try and notes it. @returns undefined if it failed */
  const attempt = async <T>(kind: Kind, stream: string, work: () => Promise<T>): Promise<T | undefined> => {
    const startedAt = Date.now();
    waiting.set(stream, startedAt);
    try {
      const result = await work();
      tries.push({ kind, stream, startedAt, endedAt: Date.now() });
      return result;
    } catch (error) {
      tries.push({ kind, stream, startedAt, endedAt: Date.now(), error: (error as Error).message });
      return undefined;
    } finally {
      waiting.delete(stream);
    }
  };

  const reader = async (member: Member, agent: Agent | false, read: Read) => {
    const { path, host = SITE, headers, isExpected = (status) => status === 200 } = read;
    while (!isDone) {
      await attempt('read', `${member.username} ${host === SITE ? '' : host}${path}`, async () => {
        const answer = await ask(member, agent, 'GET', path, { host, headers });
        if (!isExpected(answer.status)) throw refusal('GET', path, answer);
      });
      await delay(options.readPauseMs);
    }
  };
  const author = async (member: Member, agent: Agent | false) => {
    while (!isDone) {
      const post = { content: `Sürüm ${randomUUID()}`, author: member, isAcknowledged: false };
      posts.push(post);
      // What has begun is brought to an end.
      while (!post.isAcknowledged) {
        const made = await attempt('write', `${member.username} post`, async () => {
          const headers = { 'idempotency-key': post.content };
          const answer = await ask(member, agent, 'POST', api('/posts'), {
            headers,
            body: { content: post.content },
          });
          if (answer.status !== 201) throw refusal('POST', api('/posts'), answer);
          return true;
        });
        if (made) post.isAcknowledged = true;
        else await delay(RETRY_MS);
      }
      await delay(options.postPauseMs);
    }
  };

  const openWriter = (member: Member, conversationId: string): Writer => {
    const client = socketOf(member);
    const sent: Writer['sent'] = [];
    const received: string[] = [];
    const outbox = openOutbox<PendingMessage>({
      toMessage: ({ clientId, content }) => ({ clientId, conversationId, content }),
      post: async ({ clientId, content }) => {
        const path = api(`/conversations/${conversationId}/messages`);
        const answer = await attempt('request', `${member.username} requests`, async () => {
          const found = await ask(member, false, 'POST', path, { body: { clientId, content } });
          if (found.status >= 300) throw refusal('POST', path, found);
          return found;
        });
        if (!answer) throw new Error('The message was not sent.');
        return JSON.parse(answer.text);
      },
      onSent: (_message, { content }) => sent.push({ content, at: Date.now() }),
      after: (ms, work) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    });
    /** A socket that breaks is not noted here: the message goes by request at once. */
    const sendNow = async (message: Parameters<typeof client.sendNow>[0]) => {
      const startedAt = Date.now();
      try {
        return await client.sendNow(message);
      } catch (error) {
        const { status, message: detail } = error as Error & { status?: number };
        if (status)
          tries.push({
            kind: 'request',
            stream: `${member.username} requests`,
            startedAt,
            endedAt: Date.now(),
            error: `over the socket: ${status} ${detail}`,
          });
        throw error;
      }
    };
    let opened: Break | undefined;
    client.on('state', ({ name }) => {
      if (name === 'online') {
        if (opened) opened.endedAt = Date.now();
        opened = undefined;
        outbox.connect(sendNow);
        return;
      }
      outbox.disconnect();
      if (isDone || opened) return;
      opened = { member: member.username, startedAt: Date.now() };
      breaks.push(opened);
    });
    client.follow(conversationId, 0);
    const writer: Writer = { member, conversationId, client, outbox, sent, received, other: () => writer };
    client.on('message', ({ content }) => {
      const from = writer.other().sent.find((message) => message.content === content);
      if (content !== null && !writer.sent.some((message) => message.content === content)) {
        received.push(content);
        const now = Date.now();
        tries.push({
          kind: 'delivery',
          stream: `${member.username} gets`,
          startedAt: from?.at ?? now,
          endedAt: now,
        });
      }
    });
    return writer;
  };
  const writers: Writer[] = options.pairs.flatMap(({ members: [one, other], conversationId }) => {
    const [first, second] = [openWriter(one, conversationId), openWriter(other, conversationId)];
    first.other = () => second;
    second.other = () => first;
    return [first, second];
  });
  const write = async (writer: Writer) => {
    while (!isDone) {
      const content = randomUUID();
      await attempt('message', `${writer.member.username} sends`, async () => {
        const { conversationId, outbox } = writer;
        outbox.add({ clientId: content, conversationId, content });
        while (outbox.list().length > 0) {
          const [item] = outbox.list();
          if (item?.failed) throw new Error(`message: ${item.failed}`);
          await delay(20);
        }
      });
      await delay(options.messagePauseMs);
    }
  };

  /** An open page asks for its list as well, and tries messages again as soon as something is answered. */
  const lookAround = async ({ member, outbox }: Writer) => {
    let hasFailed = false;
    while (!isDone) {
      const path = api('/conversations');
      const isAnswered = await attempt('read', `${member.username} ${path}`, async () => {
        const answer = await ask(member, false, 'GET', path);
        if (answer.status !== 200) throw refusal('GET', path, answer);
        return true;
      });
      if (isAnswered && hasFailed) outbox.flush();
      hasFailed = !isAnswered;
      await delay(options.readPauseMs);
    }
  };

  const agents: Agent[] = [];
  const working = [
    ...options.readers.flatMap((member, number) => {
      // Half of them keep their connections, as browsers do.
      const agent = number % 2 === 0 ? new https.Agent({ keepAlive: true }) : false;
      if (agent) agents.push(agent);
      const start = (index: number, all: number, pause: number) => delay((pause * index) / all);
      const { reads, readers, readPauseMs, postPauseMs } = options;
      return [
        ...reads.map(async (read, index) => {
          await start(index + number / readers.length, reads.length, readPauseMs);
          await reader(member, agent, read);
        }),
        start(number, readers.length, postPauseMs).then(() => author(member, agent)),
      ];
    }),
    ...writers.map(write),
    ...writers.map(lookAround),
  ];

  /** All messages of a conversation, as its history has them. */
  const history = async (member: Member, conversationId: string) => {
    const contents: string[] = [];
    for (let after = 0; ; ) {
      const path = api(`/conversations/${conversationId}/messages?afterSeq=${after}&limit=100`);
      const answer = await ask(member, false, 'GET', path);
      if (answer.status !== 200) throw refusal('GET', path, answer);
      const { items } = JSON.parse(answer.text) as { items: { content: string; seq: number }[] };
      if (items.length === 0) return contents;
      contents.push(...items.map(({ content }) => content));
      after = Math.max(...items.map(({ seq }) => seq));
    }
  };
  const recentPosts = async (member: Member) => {
    const path = api(`/users/${member.id}/posts?limit=100`);
    const answer = await ask(member, false, 'GET', path);
    if (answer.status !== 200) throw refusal('GET', path, answer);
    return (JSON.parse(answer.text) as { items: { content: string }[] }).items.map(({ content }) => content);
  };

  /** What members were promised and did not get, of everything acknowledged until now. All lists should be empty. */
  const broken = async () => {
    const found = { lost: [] as string[], doubled: [] as string[], disordered: [] as string[] };
    const compare = (name: string, wanted: readonly string[], kept: readonly string[]) => {
      const counts = new Map<string, number>();
      for (const content of kept) counts.set(content, (counts.get(content) ?? 0) + 1);
      for (const [content, count] of counts) if (count > 1) found.doubled.push(`${name}: ${content}`);
      for (const content of wanted) if (!counts.has(content)) found.lost.push(`${name}: ${content}`);
    };
    for (const { member, conversationId, sent, received, other } of writers) {
      const wanted = other().sent.map(({ content }) => content);
      await expect.poll(() => wanted.filter((content) => !received.includes(content))).toEqual([]);
      const shown = received.slice();
      compare(`${member.username} got`, wanted, shown);
      const own = sent.map(({ content }) => content);
      const kept = await history(member, conversationId);
      compare(`history of ${member.username}`, own, kept);
      const inOrder = (list: readonly string[], order: readonly string[]) => {
        const places = new Map(order.map((content, place) => [content, place]));
        let last = -1;
        for (const content of list) {
          const place = places.get(content);
          if (place === undefined) continue;
          if (place < last) found.disordered.push(`${member.username}: ${content}`);
          last = place;
        }
      };
      inOrder(shown, kept);
      inOrder(wanted, kept);
    }
    for (const member of options.readers) {
      const acknowledged = posts.filter((post) => post.author === member && post.isAcknowledged);
      const wanted = acknowledged.slice(-90).map(({ content }) => content);
      compare(`posts of ${member.username}`, wanted, await recentPosts(member));
    }
    return found;
  };

  return {
    tries: tries as readonly Try[],
    waiting: waiting as ReadonlyMap<string, number>,
    breaks: breaks as readonly Break[],
    broken,
    /** Ends it. @returns what failed, and what was promised and not kept: nothing, if all is well */
    async stop() {
      isDone = true;
      await Promise.all(working);
      for (const agent of agents) agent.destroy();
      const found = await broken();
      for (const { client, outbox } of writers) {
        outbox.close();
        client.close();
      }
      const failures = tries.flatMap(({ stream, endedAt, error }) =>
        error === undefined ? [] : [`${new Date(endedAt).toISOString()} ${stream}: ${error}`],
      );
      const count = (kind: Kind) => tries.filter((one) => one.kind === kind).length;
      console.log(
        `  ${count('read')} reads, ${count('write')} posts, ${count('delivery')} messages; ${failures.length} tries failed`,
      );
      return { failures, ...found };
    },
  };
}
export type Load = ReturnType<typeof startLoad>;
/** What `stop()` answers if all went well. */
export const NOTHING = { failures: [], lost: [], doubled: [], disordered: [] };

function ask(
  member: Member,
  agent: Agent | false,
  method: string,
  path: string,
  more: { host?: string; headers?: Record<string, string> | undefined; body?: object } = {},
): Promise<{ status: number; text: string }> {
  const payload = more.body === undefined ? undefined : JSON.stringify(more.body);
  const headers = {
    authorization: `Bearer ${member.token}`,
    ...(payload === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
    ...more.headers,
  };
  return new Promise((resolve, reject) => {
    const request = https.request(
      { host: more.host ?? SITE, port: 443, method, path, headers, ca: certificate(), lookup, agent },
      (response) => {
        let text = '';
        response.on('data', (data: Buffer) => {
          text += data.toString();
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}

const refusal = (method: string, path: string, { status, text }: { status: number; text: string }) =>
  new Error(`${method} ${path}: ${status} ${text.slice(0, 200)}`);
