import { ask, devices, openWithRetries, pause } from './devices.ts';

export interface Soak {
  /** Of devices 0 and 1, 2 and 3, …. */
  conversations: string[];
  /** One per device, if they are to be renewed. */
  tokens: string[];
  seconds: number;
  perSecond: { messages: number; looks: number; reconnects: number };
}

const randomBelow = (count: number) => Math.floor(Math.random() * count);

/** Simulates some time of a campus's day: devices send, type, watch others, and come and go at random. */
export async function soak({ conversations, tokens, seconds, perSecond }: Soak): Promise<object> {
  const { order, sockets } = devices;
  const away = new Set<number>();
  const count = sockets.length;
  const done = { messages: 0, looks: 0, reconnects: 0, renewals: 0 };
  let failed = 0;
  devices.received = 0;
  devices.latencies = [];
  devices.retries = 0;
  if (tokens.length > 0) order.tokens = tokens;

  const sendFrom = (index: number, type: string, data: object) => {
    const socket = sockets[index];
    if (socket === undefined || away.has(index)) return;
    ask(socket, type, data).catch(() => {
      // A device that disconnects does not wait for its answers; one that stays must get them.
      if (!away.has(index) && sockets[index] === socket) failed++;
    });
  };
  const work = {
    messages() {
      const pair = randomBelow(conversations.length);
      const conversationId = conversations[pair];
      const writer = pair * 2 + randomBelow(2);
      sendFrom(writer, 'typing', { conversationId, active: true });
      sendFrom(writer, 'message', {
        conversationId,
        clientId: crypto.randomUUID(),
        content: String(performance.now()),
      });
    },
    looks() {
      const index = randomBelow(count);
      const partner = order.partners[index];
      sendFrom(index, 'presence:subscribe', { userIds: Math.random() < 0.5 && partner ? [partner] : [] });
      sendFrom(index, 'feed:watch', { feeds: Math.random() < 0.5 ? ['home'] : [] });
    },
    reconnects() {
      const index = randomBelow(count);
      if (away.has(index)) return;
      away.add(index);
      sockets[index]?.close();
      void pause(Math.random() * 5_000)
        .then(() => openWithRetries(index))
        .finally(() => away.delete(index));
    },
    renewals() {
      const index = done.renewals;
      if (index < tokens.length) sendFrom(index, 'auth', { token: tokens[index] });
    },
  };
  const rates = { ...perSecond, renewals: Math.ceil(tokens.length / (seconds * 0.8)) };
  const startedAt = performance.now();
  for (let passed = 0; passed < seconds; passed = (performance.now() - startedAt) / 1000) {
    for (const kind of Object.keys(work) as (keyof typeof work)[])
      for (const due = Math.floor(passed * rates[kind]); done[kind] < due; done[kind]++) work[kind]();
    await pause(10);
  }
  for (let tries = 0; tries < 600 && away.size > 0; tries++) await pause(50);
  const sorted = devices.latencies.sort((a, b) => a - b);
  return {
    ...done,
    failed,
    away: away.size,
    received: devices.received,
    p50: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}
