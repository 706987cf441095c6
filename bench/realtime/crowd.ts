/**
 * Many devices in one process, on Bun, whose sockets cost little: the load of the realtime benches, told what to do by its
 * parent, one thing at a time.
 */
interface Order {
  /** Spread over several addresses, since one pair of addresses has but 28,000 ports. */
  urls: string[];
  /** Plain sockets of a bare server: no sign-in. */
  bare: boolean;
  /** In addition to those that are open. */
  more?: boolean;
  tokens: string[];
  /** Whom each has on screen; empty where nobody has. */
  partners: string[];
  /** Connections that are being opened at a time. */
  atOnce?: number;
}
type Command =
  | ({ do: 'connect' } & Order)
  | { do: 'talk'; conversations: string[]; perSecond: number; seconds: number; underWay: number }
  | { do: 'group'; conversation: string; messages: number }
  | { do: 'storm'; tokens: string[]; withinMs: number }
  | { do: 'close' };

const AT_ONCE = 200;
const ANSWER_WITHIN_MS = 30_000;
/** Who cannot be let in for so long ends the bench. */
const OPEN_WITHIN_MS = 300_000;

let order: Order;
let sockets: WebSocket[] = [];
const answers = new Map<string, (frame: string) => void>();
let waits: number[] = [];
let received = 0;
/** Whose presence was told of when it was asked for. */
let seen = 0;
let retries = 0;
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
      sockets = new Array(order.tokens.length);
      seen = 0;
      retries = 0;
      const began = performance.now();
      await openAll();
      sockets = [...kept, ...sockets];
      return { seconds: (performance.now() - began) / 1000, seen, retries };
    }
    case 'talk':
      return talk(command);
    case 'group':
      return group(command);
    case 'storm':
      return storm(command);
    case 'close': {
      for (const socket of sockets) socket.close();
      return {};
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function openAll(): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: order.atOnce ?? AT_ONCE }, async () => {
      while (next < order.tokens.length) await openUntilIn(next++);
    }),
  );
}

/** As a client does that was cut off: again after a random wait, which doubles. */
async function openUntilIn(index: number): Promise<void> {
  const until = performance.now() + OPEN_WITHIN_MS;
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      return await openOne(index);
    } catch (error) {
      retries++;
      if (performance.now() > until) throw new Error(`a connection could not be opened: ${error}`);
      await pause(wait * Math.random());
    }
  }
}

function openOne(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(order.urls[index % order.urls.length] ?? '');
    sockets[index] = socket;
    const timer = setTimeout(() => failed(new Error('no answer')), ANSWER_WITHIN_MS);
    const failed = (error: unknown) => {
      clearTimeout(timer);
      socket.onclose = null;
      socket.close();
      reject(error);
    };
    socket.onerror = () => failed(new Error('error'));
    socket.onclose = ({ code }) => failed(new Error(`closed with ${code}`));
    socket.onmessage = hear;
    socket.onopen = async () => {
      try {
        if (!order.bare) await signIn(socket, index);
        clearTimeout(timer);
        socket.onerror = null;
        socket.onclose = null;
        socket.onopen = null;
        resolve();
      } catch (error) {
        failed(error);
      }
    };
  });
}

async function signIn(socket: WebSocket, index: number): Promise<void> {
  await ask(socket, 'auth', { token: order.tokens[index] });
  const partner = order.partners[index];
  if (partner === undefined) return;
  const answer = await ask(socket, 'presence:subscribe', { userIds: [partner] });
  if (answer.includes(partner)) seen++;
}

/** The acknowledgement's text, which is taken apart only where somebody wants to know. */
function ask(socket: WebSocket, type: string, data: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const id = String(++last);
    const timer = setTimeout(() => {
      answers.delete(id);
      reject(new Error(`no answer to ${type}`));
    }, ANSWER_WITHIN_MS);
    answers.set(id, (frame) => {
      clearTimeout(timer);
      answers.delete(id);
      if (frame.startsWith('"ok":true', ACK.length + id.length + 2)) resolve(frame);
      else reject(new Error(`${type}: ${frame}`));
    });
    socket.send(JSON.stringify({ type, id, data }));
  });
}

const ACK = '{"type":"ack","id":"';
const MESSAGE = '{"type":"message"';
const CONTENT = '"content":"';

function hear({ data }: MessageEvent): void {
  const text = String(data);
  if (order.bare) {
    // A bare server gives back what it was sent: the moment.
    waits.push(performance.now() - Number(text));
    received++;
  } else if (text.startsWith(ACK)) answers.get(text.slice(ACK.length, text.indexOf('"', ACK.length)))?.(text);
  else if (text.startsWith(MESSAGE)) {
    received++;
    const from = text.indexOf(CONTENT) + CONTENT.length;
    waits.push(performance.now() - Number(text.slice(from, text.indexOf('"', from))));
  }
}

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Even devices write to the odd ones beside them, so many messages a second, evenly. Both hear each message. */
async function talk(command: Extract<Command, { do: 'talk' }>): Promise<object> {
  const { conversations, perSecond, seconds } = command;
  waits = [];
  received = 0;
  const began = performance.now();
  let sent = 0;
  let failed = 0;
  let underWay = 0;
  const total = perSecond * seconds;
  while (sent < total && performance.now() - began < seconds * 2_000) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * perSecond));
    for (; sent < due && underWay < command.underWay; sent++) {
      const pair = sent % Math.max(1, conversations.length || Math.floor(sockets.length / 2));
      const socket = sockets[pair * 2];
      if (socket === undefined) continue;
      const content = String(performance.now());
      if (order.bare) socket.send(content);
      else {
        underWay++;
        ask(socket, 'message', {
          conversationId: conversations[pair],
          clientId: `${began}-${sent}`,
          content,
        })
          .catch(() => failed++)
          .finally(() => underWay--);
      }
    }
    await pause(2);
  }
  const took = performance.now() - began;
  const wanted = () => (order.bare ? sent : (sent - failed) * 2);
  for (let tries = 0; tries < 200 && (underWay > 0 || received < wanted()); tries++) await pause(50);
  const sorted = waits.sort((one, other) => one - other);
  return {
    sent,
    failed,
    received,
    lost: Math.max(0, wanted() - received),
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
    await pause(200);
  }
  const sorted = waits.sort((one, other) => one - other);
  return { received, p50: at(sorted, 0.5), p99: at(sorted, 0.99) };
}

/** The first of them are cut off at once, and each comes back after a moment of its own, with a token of now. */
async function storm({ tokens, withinMs }: Extract<Command, { do: 'storm' }>): Promise<object> {
  retries = 0;
  for (const index of tokens.keys()) sockets[index]?.close();
  order.tokens.splice(0, tokens.length, ...tokens);
  const began = performance.now();
  const took = await Promise.all(
    tokens.map(async (_, index) => {
      await pause(Math.random() * withinMs);
      const from = performance.now();
      await openUntilIn(index);
      return performance.now() - from;
    }),
  );
  const sorted = took.sort((one, other) => one - other);
  return {
    seconds: (performance.now() - began) / 1000,
    retries,
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
  };
}
