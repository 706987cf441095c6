import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeDirect } from '../../modules/messaging/factory.ts';
import { newId } from '../../platform/id.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { openDevice } from './testing/device.ts';
import { startRealtime } from './testing/process.ts';

const t = await testServer();
const realtime = await startRealtime(t, { RATE_LIMITS: 'off' });
afterAll(async () => {
  await realtime.stop();
  await t.close();
});

interface ReplayedFrame {
  /** Index of the message or receipt; a repeated one is a replay. */
  contentIndex: number;
  device: number;
  kind: 'message' | 'read' | 'delivered';
}
const arbitraryFrame: fc.Arbitrary<ReplayedFrame> = fc.record({
  contentIndex: fc.integer({ min: 1, max: 6 }),
  device: fc.nat(1),
  kind: fc.constantFrom('message', 'message', 'read', 'delivered'),
});

test('with replayed and reordered messages and receipts from two devices, messages stay unique, numbers have no gap, and receipts never go back', {
  timeout: 120_000,
}, async () => {
  const property = fc.asyncProperty(
    fc.array(arbitraryFrame, { minLength: 1, maxLength: 30 }),
    async (all) => {
      const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
      const { id: conversationId } = await makeDirect(t, ayse, bora);
      const devices = await Promise.all([1, 2].map(() => openDevice(realtime.url, ayse.accessToken)));
      const reader = await openDevice(realtime.url, bora.accessToken);
      const clientIds = Array.from({ length: 7 }, newId);
      const before = await reader.request('sync', { conversations: { [conversationId]: 0 } });
      const seqBefore = before.items.length;

      const acks = await Promise.all(
        all.flatMap(({ contentIndex, device, kind }) =>
          kind === 'message'
            ? [
                devices[device]?.request('message', {
                  conversationId,
                  clientId: clientIds[contentIndex] ?? '',
                  content: `${contentIndex}`,
                }),
              ]
            : [],
        ),
      );
      const byContent = new Map<string, Set<string>>();
      for (const ack of acks) {
        const key = ack?.content ?? '';
        byContent.set(key, (byContent.get(key) ?? new Set()).add(`${ack?.id} ${ack?.seq}`));
      }
      expect([...byContent.values()].map(({ size }) => size)).toEqual([...byContent].map(() => 1));

      const { items } = await reader.request('sync', { conversations: { [conversationId]: 0 } });
      expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
      expect(items.slice(seqBefore).map(({ content }) => content)).toHaveLength(byContent.size);

      let [deliveredSeq, readSeq] = [0, 0];
      for (const { contentIndex, kind } of all) {
        if (kind === 'message' || contentIndex > items.length) continue;
        const ack = await reader.request(kind, { conversationId, seq: contentIndex });
        // Read implies delivered.
        deliveredSeq = Math.max(deliveredSeq, contentIndex);
        if (kind === 'read') readSeq = Math.max(readSeq, contentIndex);
        expect(ack).toMatchObject({ deliveredSeq, readSeq });
      }
      for (const device of [...devices, reader]) await device.close();
    },
  );
  await fc.assert(property, { numRuns: 15 });
});

/** Opens a WebSocket by hand and sends malformed bytes. Resolves when the server closes the connection. */
const sendRaw = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    const { port, host } = new URL(realtime.origin);
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    socket.once('error', () => resolve());
    socket.once('close', () => resolve());
    socket.setTimeout(15_000, () => reject(new Error('it was left open')));
    socket.once('data', () => socket.write(bytes));
    socket.resume();
    const key = randomBytes(16).toString('base64');
    socket.write(
      `GET /ws HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
  });
const head = (first: number, second: number, more: number[] = []) =>
  Uint8Array.from([first, second, ...more]);

test.for<[name: string, bytes: Uint8Array]>([
  [
    'a frame of 2⁶³ bytes by its header',
    head(0x81, 0xff, [0x7f, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4]),
  ],
  ['a frame without a mask', head(0x81, 0x02, [0x7b, 0x7d])],
  ['an operation that does not exist', head(0x8b, 0x80, [0, 0, 0, 0])],
  ['a reserved bit', head(0xc1, 0x80, [0, 0, 0, 0])],
  ['a continuation frame without a first frame', head(0x80, 0x80, [0, 0, 0, 0])],
  ['a ping of 200 bytes', head(0x89, 0xfe, [0, 200, 0, 0, 0, 0])],
  ['text that is not UTF-8', head(0x81, 0x82, [0, 0, 0, 0, 0xff, 0xfe])],
])('%s ends only its own connection', { timeout: 30_000 }, async ([, bytes]) => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const other = await openDevice(realtime.url, ayse.accessToken);
  await sendRaw(bytes);
  expect(await other.request('ping', {})).toMatchObject({ at: expect.any(String) });
  await other.close();
});

test('random bytes below the frame level do no harm', { timeout: 60_000 }, async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const other = await openDevice(realtime.url, ayse.accessToken);
  const property = fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
    // After bytes that look like the start of a frame, the server waits for the rest, until the sign-in times out.
    void sendRaw(bytes).catch(() => undefined);
    await other.request('ping', {});
  });
  await fc.assert(property, { numRuns: 60 });
  expect((await fetch(`${realtime.origin}/ready`)).status).toBe(200);
  expect(realtime.process.exitCode).toBeNull();
  await other.close();
});
