/**
 * Many devices in one process, on Bun, whose sockets are cheap: the load of the realtime benchmarks. Executes the commands of its
 * parent, one at a time.
 */
import { ask, type ConnectOrder, devices, openAll, openWithRetries, pause } from './devices.ts';
import { type Soak, soak } from './soak.ts';

type Command =
  | ({ do: 'connect' } & ConnectOrder)
  | { do: 'talk'; conversations: string[]; perSecond: number; seconds: number; maxPending: number }
  | { do: 'group'; conversation: string; messages: number }
  | { do: 'storm'; tokens: string[]; spreadMs: number }
  | ({ do: 'soak' } & Soak)
  | { do: 'close' };

process.on('message', (command: Command) => {
  void runCommand(command).then(
    (result) => process.send?.({ ok: true, ...result }),
    (error: unknown) => process.send?.({ ok: false, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function runCommand(command: Command): Promise<object> {
  switch (command.do) {
    case 'connect': {
      const open = command.more ? devices.sockets : [];
      devices.order = command;
      devices.sockets = new Array(devices.order.tokens.length);
      devices.seen = 0;
      devices.retries = 0;
      const startedAt = performance.now();
      await openAll();
      devices.sockets = [...open, ...devices.sockets];
      return {
        seconds: (performance.now() - startedAt) / 1000,
        seen: devices.seen,
        retries: devices.retries,
      };
    }
    case 'talk':
      return talk(command);
    case 'group':
      return group(command);
    case 'storm':
      return storm(command);
    case 'soak':
      return soak(command);
    case 'close': {
      for (const socket of devices.sockets) socket.close();
      return {};
    }
  }
}

const quantile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Even devices write to the odd ones next to them, at an even rate. Both receive each message. */
async function talk(command: Extract<Command, { do: 'talk' }>): Promise<object> {
  const { conversations, perSecond, seconds } = command;
  devices.latencies = [];
  devices.received = 0;
  const startedAt = performance.now();
  let sent = 0;
  let failed = 0;
  let pending = 0;
  const total = perSecond * seconds;
  while (sent < total && performance.now() - startedAt < seconds * 2_000) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond));
    for (; sent < due && pending < command.maxPending; sent++) {
      const pair = sent % Math.max(1, conversations.length || Math.floor(devices.sockets.length / 2));
      const socket = devices.sockets[pair * 2];
      if (socket === undefined) continue;
      const content = String(performance.now());
      if (devices.order.bare) socket.send(content);
      else {
        pending++;
        ask(socket, 'message', {
          conversationId: conversations[pair],
          clientId: `${startedAt}-${sent}`,
          content,
        })
          .catch(() => failed++)
          .finally(() => pending--);
      }
    }
    await pause(2);
  }
  const took = performance.now() - startedAt;
  const expected = () => (devices.order.bare ? sent : (sent - failed) * 2);
  for (let attempts = 0; attempts < 200 && (pending > 0 || devices.received < expected()); attempts++)
    await pause(50);
  const sorted = devices.latencies.sort((a, b) => a - b);
  return {
    sent,
    failed,
    received: devices.received,
    lost: Math.max(0, expected() - devices.received),
    perSecond: (sent - failed) / (took / 1000),
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

async function group({ conversation, messages }: Extract<Command, { do: 'group' }>): Promise<object> {
  devices.latencies = [];
  devices.received = 0;
  const [first] = devices.sockets;
  if (first === undefined) throw new Error('nobody is connected');
  for (let count = 0; count < messages; count++)
    await ask(first, 'message', {
      conversationId: conversation,
      clientId: `group-${performance.now()}-${count}`,
      content: String(performance.now()),
    });
  for (let attempts = 0, before = -1; attempts < 100 && devices.received !== before; attempts++) {
    before = devices.received;
    await pause(200);
  }
  const sorted = devices.latencies.sort((a, b) => a - b);
  return { received: devices.received, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

/** The first devices are disconnected at once, and each reconnects after a delay of its own, with a fresh token. */
async function storm({ tokens, spreadMs }: Extract<Command, { do: 'storm' }>): Promise<object> {
  devices.retries = 0;
  for (const index of tokens.keys()) devices.sockets[index]?.close();
  devices.order.tokens.splice(0, tokens.length, ...tokens);
  const startedAt = performance.now();
  const took = await Promise.all(
    tokens.map(async (_, index) => {
      await pause(Math.random() * spreadMs);
      const from = performance.now();
      await openWithRetries(index);
      return performance.now() - from;
    }),
  );
  const sorted = took.sort((a, b) => a - b);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    retries: devices.retries,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}
