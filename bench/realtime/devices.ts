/** The devices of a load process: their sockets, and what they have received. */
export interface ConnectOrder {
  /** Several addresses, because one pair of addresses has only 28,000 ports. */
  urls: string[];
  /** Plain sockets of a bare server, without sign-in. */
  bare: boolean;
  /** In addition to those that are open. */
  more?: boolean;
  tokens: string[];
  /** The member that each device watches; empty if none does. */
  partners: string[];
  /** Connections that are opened at a time. */
  atOnce?: number;
}
const CONCURRENT_CONNECTS = 200;
const ANSWER_TIMEOUT_MS = 30_000;
/** A device that cannot connect for this long ends the benchmark. */
const OPEN_TIMEOUT_MS = 300_000;
const RETRY_AFTER = /"retryAfter":(\d+)/;

export const devices = {
  order: { urls: [], bare: true, tokens: [], partners: [] } as ConnectOrder,
  sockets: [] as WebSocket[],
  /** Latency of each received message, in milliseconds. */
  latencies: [] as number[],
  received: 0,
  /** Devices that have got the presence they asked for. */
  seen: 0,
  retries: 0,
};
const pendingAcks = new Map<string, (frame: string) => void>();
let last = 0;

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function openAll(): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: devices.order.atOnce ?? CONCURRENT_CONNECTS }, async () => {
      while (next < devices.order.tokens.length) await openWithRetries(next++);
    }),
  );
}

/** Opens a device's socket. Retries like a client: after a random delay that doubles each time, and later if the server says so. */
export async function openWithRetries(index: number): Promise<void> {
  const until = performance.now() + OPEN_TIMEOUT_MS;
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      return await openSocket(index);
    } catch (error) {
      devices.retries++;
      if (performance.now() > until)
        throw new Error(`a connection could not be opened: ${error}`, { cause: error });
      await pause(wait * Math.random() + Number(RETRY_AFTER.exec(String(error))?.[1] ?? 0) * 1_000);
    }
  }
}

function openSocket(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(devices.order.urls[index % devices.order.urls.length] ?? '');
    devices.sockets[index] = socket;
    const timer = setTimeout(() => failed(new Error('no answer')), ANSWER_TIMEOUT_MS);
    const failed = (error: unknown) => {
      clearTimeout(timer);
      socket.onclose = null;
      socket.close();
      reject(error);
    };
    socket.onerror = () => failed(new Error('error'));
    socket.onclose = ({ code }) => failed(new Error(`closed with ${code}`));
    socket.onmessage = onFrame;
    socket.onopen = async () => {
      try {
        if (!devices.order.bare) await signIn(socket, index);
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
  await ask(socket, 'auth', { token: devices.order.tokens[index] });
  const partner = devices.order.partners[index];
  if (partner === undefined) return;
  const ack = await ask(socket, 'presence:subscribe', { userIds: [partner] });
  if (ack.includes(partner)) devices.seen++;
}

/** Sends a request. @returns the acknowledgement as text, which is parsed only if needed */
export function ask(socket: WebSocket, type: string, data: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const id = String(++last);
    const timer = setTimeout(() => {
      pendingAcks.delete(id);
      reject(new Error(`no answer to ${type}`));
    }, ANSWER_TIMEOUT_MS);
    pendingAcks.set(id, (frame) => {
      clearTimeout(timer);
      pendingAcks.delete(id);
      if (frame.startsWith('"ok":true', ACK.length + id.length + 2)) resolve(frame);
      else reject(new Error(`${type}: ${frame}`));
    });
    socket.send(JSON.stringify({ type, id, data }));
  });
}

const ACK = '{"type":"ack","id":"';
const MESSAGE = '{"type":"message"';
const CONTENT = '"content":"';

function onFrame({ data }: MessageEvent): void {
  const text = String(data);
  if (devices.order.bare) {
    // A bare server echoes what it was sent: the time.
    devices.latencies.push(performance.now() - Number(text));
    devices.received++;
  } else if (text.startsWith(ACK))
    pendingAcks.get(text.slice(ACK.length, text.indexOf('"', ACK.length)))?.(text);
  else if (text.startsWith(MESSAGE)) {
    devices.received++;
    const from = text.indexOf(CONTENT) + CONTENT.length;
    devices.latencies.push(performance.now() - Number(text.slice(from, text.indexOf('"', from))));
  }
}
