/**
 * Many devices in one process, on Bun, whose sockets cost little: the load of `realtime.bench.ts`, told what to do by its
 * parent, one thing at a time.
 */
interface Order {
  url: string;
  /** Plain sockets of a bare server: no sign-in. */
  bare: boolean;
  /** In addition to those that are open. */
  more?: boolean;
  tokens: string[];
  /** Whom each has on screen; empty where nobody has. */
  partners: string[];
}
type Command =
  | ({ do: 'connect' } & Order)
  | { do: 'talk'; conversations: string[]; perSecond: number; seconds: number }
  | { do: 'group'; conversation: string; messages: number }
  | { do: 'storm'; withinMs: number }
  | { do: 'close' };

/** Messages without an answer: more are not sent, so that a server at its limit shows its limit. */
const MOST_UNDER_WAY = 500;
/** Connections that are being opened at once. */
const AT_ONCE = 200;

let order: Order;
let sockets: WebSocket[] = [];
let answers = new Map<string, (data: unknown) => void>();
let waits: number[] = [];
let received = 0;
/** Whose presence was told of when it was asked for. */
let seen = 0;
let last = 0;

process.on('message', (command: Command) => {
  void obey(command).then(
    (result) => process.send?.({ ok: true, ...result }),
    (error: unknown) => process.send?.({ ok: false, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function obey(command: Command): Promise<object> {
  switch (command.do) {
    case 'connect': {
      const kept = command.more ? sockets : [];
      order = command;
      seen = 0;
      const began = performance.now();
      await openAll();
      sockets = [...kept, ...sockets];
      return { seconds: (performance.now() - began) / 1000, seen };
    }
    case 'talk':
      return talk(command);
    case 'group':
      return group(command);
    case 'storm': {
      for (const socket of sockets) socket.close();
      const began = performance.now();
      await openAll(command.withinMs);
      return { seconds: (performance.now() - began) / 1000 };
    }
    case 'close': {
      for (const socket of sockets) socket.close();
      return {};
    }
  }
}

/** @param withinMs  each begins at a moment of its own within this; 0: as fast as answers come */
async function openAll(withinMs = 0): Promise<void> {
  sockets = new Array(order.tokens.length);
  answers = new Map();
  if (withinMs > 0) {
    await Promise.all(
      order.tokens.map(async (_, index) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * withinMs));
        await openUntilIn(index);
      }),
    );
    return;
  }
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < order.tokens.length) await openUntilIn(next++);
    }),
  );
}

async function openUntilIn(index: number): Promise<void> {
  for (let wait = 500; ; wait *= 2) {
    try {
      return await openOne(index);
    } catch {
      if (wait > 20_000) throw new Error('a connection could not be opened in six tries');
      await new Promise((resolve) => setTimeout(resolve, wait * Math.random()));
    }
  }
}

function openOne(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(order.url);
    sockets[index] = socket;
    socket.onerror = () => reject(new Error('error'));
    socket.onclose = () => reject(new Error('closed'));
    socket.onmessage = ({ data }) => hear(String(data));
    socket.onopen = async () => {
      if (order.bare) return resolve();
      try {
        await ask(socket, 'auth', { token: order.tokens[index] });
        const partner = order.partners[index];
        if (partner !== undefined) {
          const { data } = await ask(socket, 'presence:subscribe', { userIds: [partner] });
          if (data && partner in data) seen++;
        }
        resolve();
      } catch (error) {
        reject(error);
      }
    };
  });
}

function ask(socket: WebSocket, type: string, data: object): Promise<{ data?: object }> {
  return new Promise((resolve, reject) => {
    const id = String(++last);
    const timer = setTimeout(() => reject(new Error(`no answer to ${type}`)), 20_000);
    answers.set(id, (frame) => {
      clearTimeout(timer);
      answers.delete(id);
      const { ok, error, ...answer } = frame as { ok: boolean; error?: { code: string }; data?: object };
      if (ok) resolve(answer);
      else reject(new Error(`${type}: ${error?.code}`));
    });
    socket.send(JSON.stringify({ type, id, data }));
  });
}

function hear(text: string): void {
  // A bare server gives back what it was sent: the moment.
  if (order.bare) {
    waits.push(performance.now() - Number(text));
    received++;
    return;
  }
  const frame = JSON.parse(text) as {
    type: string;
    id?: string;
    data?: { content?: string; senderId?: string };
  };
  if (frame.type === 'ack') {
    answers.get(frame.id ?? '')?.(frame);
    return;
  }
  if (frame.type !== 'message') return;
  received++;
  waits.push(performance.now() - Number(frame.data?.content));
}

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Even devices write to the odd ones beside them, so many messages a second, evenly. Both hear each message. */
async function talk({
  conversations,
  perSecond,
  seconds,
}: Extract<Command, { do: 'talk' }>): Promise<object> {
  waits = [];
  received = 0;
  const began = performance.now();
  let sent = 0;
  let failed = 0;
  let underWay = 0;
  const total = perSecond * seconds;
  while (sent < total && performance.now() - began < seconds * 2_000) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * perSecond));
    for (; sent < due && underWay < MOST_UNDER_WAY; sent++) {
      const pair = sent % Math.max(1, conversations.length || Math.floor(sockets.length / 2));
      const socket = sockets[pair * 2];
      if (socket === undefined) continue;
      const moment = String(performance.now());
      if (order.bare) socket.send(moment);
      else {
        underWay++;
        ask(socket, 'message', {
          conversationId: conversations[pair],
          clientId: `${began}-${sent}`,
          content: moment,
        })
          .catch(() => failed++)
          .finally(() => underWay--);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const took = performance.now() - began;
  const wanted = sent * (order.bare ? 1 : 2) * 0.999;
  for (let tries = 0; tries < 200 && received < wanted; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const sorted = waits.sort((one, other) => one - other);
  return {
    sent,
    failed,
    received,
    perSecond: (sent - failed) / (took / 1000),
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
  };
}

async function group({ conversation, messages }: Extract<Command, { do: 'group' }>): Promise<object> {
  waits = [];
  received = 0;
  const [first] = sockets;
  if (first === undefined) throw new Error('nobody is connected');
  for (let count = 0; count < messages; count++)
    await ask(first, 'message', {
      conversationId: conversation,
      clientId: `group-${performance.now()}-${count}`,
      content: String(performance.now()),
    });
  for (let tries = 0, before = -1; tries < 100 && received !== before; tries++) {
    before = received;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const sorted = waits.sort((one, other) => one - other);
  return { received, p50: at(sorted, 0.5), p99: at(sorted, 0.99) };
}
