/**
 * Many minimal XMPP clients in one process. Each signs in (SASL PLAIN over plain TCP), is present and writes to its neighbour.
 * Executes the commands of its parent, like the load of our own protocol.
 */
import { createConnection, type Socket } from 'node:net';

type Command =
  | { do: 'connect'; port: number; count: number; atOnce: number }
  | { do: 'talk'; perSecond: number; seconds: number }
  | { do: 'close' };

const OPEN_TIMEOUT_MS = 60_000;
const HOST = 'localhost';
const STREAM = `<?xml version='1.0'?><stream:stream to='${HOST}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
const BIND = `<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind></iq>`;
/** What to send, and the answer to wait for before the next step. */
const steps = (name: string): [say: string, until: string][] => [
  [STREAM, '</stream:features>'],
  [
    `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${btoa(`\0${name}\0secret`)}</auth>`,
    '<success',
  ],
  [STREAM, '</stream:features>'],
  [BIND, '</iq>'],
  ['<presence/>', '<presence'],
];

let sockets: Socket[] = [];
let waits: number[] = [];

process.on('message', (command: Command) => {
  void runCommand(command).then(
    (result) => process.send?.({ ok: true, ...result }),
    (error: unknown) => process.send?.({ ok: false, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function runCommand(command: Command): Promise<object> {
  if (command.do === 'talk') return talk(command);
  if (command.do === 'close') {
    for (const socket of sockets) socket.destroy();
    return {};
  }
  sockets = new Array(command.count);
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: command.atOnce }, async () => {
      while (next < command.count) await open(next++, command.port);
    }),
  );
  return { seconds: (performance.now() - startedAt) / 1000 };
}

function open(index: number, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    sockets[index] = socket;
    const timer = setTimeout(() => failed(new Error('no answer')), OPEN_TIMEOUT_MS);
    const failed = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    socket.setEncoding('utf8');
    socket.once('error', failed);
    const left = steps(`uye${index}`);
    let received = '';
    const sendNext = () => socket.write(left[0]?.[0] ?? '');
    const onHandshake = (text: string) => {
      received += text;
      if (received.includes('<failure') || received.includes('<stream:error'))
        return failed(new Error(received));
      if (!received.includes(left[0]?.[1] ?? '')) return;
      received = '';
      left.shift();
      if (left.length > 0) return void sendNext();
      clearTimeout(timer);
      socket.off('data', onHandshake);
      socket.on('data', messageParser());
      resolve();
    };
    socket.on('data', onHandshake);
    socket.on('connect', sendNext);
  });
}

/** Parses stanzas, which may arrive in pieces. */
function messageParser(): (text: string) => void {
  let rest = '';
  return (text) => {
    const pieces = (rest + text).split('</body>');
    rest = pieces.pop() ?? '';
    for (const piece of pieces)
      waits.push(performance.now() - Number(piece.slice(piece.lastIndexOf('<body>') + '<body>'.length)));
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Even clients write to the odd ones next to them, at this rate. */
async function talk({ perSecond, seconds }: Extract<Command, { do: 'talk' }>): Promise<object> {
  waits = [];
  const startedAt = performance.now();
  const pairs = Math.floor(sockets.length / 2);
  let sent = 0;
  while (sent < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, ((performance.now() - startedAt) / 1000) * perSecond);
    for (; sent < Math.floor(due); sent++) {
      const pair = sent % pairs;
      sockets[pair * 2]?.write(
        `<message to='uye${pair * 2 + 1}@${HOST}' type='chat' id='${sent}'><body>${performance.now()}</body></message>`,
      );
    }
    await pause(2);
  }
  for (let tries = 0; tries < 600 && waits.length < sent; tries++) await pause(50);
  const took = (performance.now() - startedAt) / 1000;
  const sorted = waits.sort((a, b) => a - b);
  return {
    sent,
    failed: 0,
    lost: sent - sorted.length,
    perSecond: sorted.length / took,
    p50: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  };
}
