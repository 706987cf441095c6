import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, inject, test } from 'vitest';
import '../../../testing/provided.ts';
import { makeDirect, makeMessage } from '../../../modules/messaging/factory.ts';
import { newId } from '../../../platform/id.ts';
import { projectRoot } from '../../../platform/root.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { openDevice } from '../testing/device.ts';
import { type RealtimeProcess, startRealtime } from '../testing/process.ts';

const python = inject('socketIoPython');
let t: TestServer | undefined;
let realtime: RealtimeProcess | undefined;
const clients: ChildProcess[] = [];
afterAll(async () => {
  for (const client of clients) client.kill();
  await realtime?.stop();
  await t?.close();
});

interface Line {
  event?: string;
  data?: unknown;
  answer?: unknown;
  refused?: unknown;
  closed?: boolean;
}

/** A third-party client in Python: reads commands and prints events, as lines. */
function openPython(origin: string, token: string, transports: readonly string[]) {
  const script = join(projectRoot(), 'server/hosts/realtime/testing/socket-io-client.py');
  const child = spawn(python ?? '', [script, origin, token, ...transports], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  clients.push(child);
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Line));
  return {
    child,
    lines,
    events: (name: string) => lines.filter(({ event }) => event === name).map(({ data }) => data),
    answers: () => lines.flatMap(({ answer }) => (answer === undefined ? [] : [answer])),
    emit: (name: string, data: object) => child.stdin.write(`${JSON.stringify({ emit: name, data })}\n`),
  };
}

const transportCases: [name: string, transports: string[]][] = [
  ['a WebSocket', ['websocket']],
  ['requests first and then a WebSocket', ['polling', 'websocket']],
];
const waiting = { timeout: 15_000 };

test.runIf(python).for(transportCases)(
  'a client in Python, by %s: signs in, gets a message, types, and gets its acknowledgements',
  async ([, transports]) => {
    t ??= await testServer();
    realtime ??= await startRealtime(t);
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const conversation = await makeDirect(t, ayse, bora);
    await makeMessage(t, bora, conversation, 'İlk');
    const other = await openDevice(realtime.url, bora.accessToken);
    const client = openPython(realtime.origin, ayse.accessToken, transports);
    await expect.poll(() => client.events('connect'), waiting).toHaveLength(1);

    await makeMessage(t, bora, conversation, 'Merhaba ğüşiöç 🌳');
    await expect
      .poll(() => client.events('message'), waiting)
      .toMatchObject([{ content: 'Merhaba ğüşiöç 🌳' }]);

    client.emit('typing', { conversationId: conversation.id, active: true });
    await expect.poll(() => client.answers(), waiting).toEqual([{ ok: true, data: null }]);
    await expect
      .poll(() => other.events('typing'))
      .toEqual([{ conversationId: conversation.id, userId: ayse.id, active: true }]);

    client.emit('message', { conversationId: conversation.id, clientId: newId(), content: 'Selam' });
    await expect
      .poll(() => client.answers(), waiting)
      .toMatchObject([{}, { ok: true, data: { content: 'Selam' } }]);
    await expect.poll(() => other.events('message').at(-1)).toMatchObject({ content: 'Selam' });
    client.emit('no_such_thing', {});
    await expect
      .poll(() => client.answers().at(-1), waiting)
      .toMatchObject({ ok: false, error: { code: 'unknown_type' } });

    client.child.stdin?.end();
    await once(client.child, 'exit');
    expect(client.lines.at(-1)).toEqual({ closed: true });
    await other.close();
  },
);

test.runIf(python)('a client in Python with a bad token learns the reason', async () => {
  t ??= await testServer();
  realtime ??= await startRealtime(t);
  const client = openPython(realtime.origin, 'no.token.atall', ['websocket']);
  await once(client.child, 'exit');
  expect(client.lines).toMatchObject([{ refused: { data: { code: 'token_invalid', status: 401 } } }]);
});
