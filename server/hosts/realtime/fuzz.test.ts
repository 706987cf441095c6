import { CLOSE } from '@chitlaq/protocol';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeDirect, makeMessage } from '../../modules/messaging/factory.ts';
import type { RealtimeHost } from '../../platform/realtime.ts';
import { exampleCount } from '../../testing/depth.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { openParts } from './parts.ts';
import type { PresenceService } from './presence/index.ts';
import { openDevice } from './testing/device.ts';
import { startRealtime } from './testing/process.ts';

const t = await testServer();
const realtime = await startRealtime(t, { RATE_LIMITS: 'off' });
const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
const conversation = await makeDirect(t, ayse, bora);
await makeMessage(t, ayse, conversation);
const otherDevice = await openDevice(realtime.url, bora.accessToken);
afterAll(async () => {
  await otherDevice.close();
  await realtime.stop();
  await t.close();
});

const { frames } = await openParts({} as RealtimeHost, {} as PresenceService); // opens nothing
const types = [...frames.keys(), 'auth'];
const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', '\u0000', '\ud800', '__proto__', 'constructor', 'ş'.repeat(5_000)),
  fc.constantFrom(-1, 0.5, 2 ** 53, Number.MAX_VALUE, null, true),
);
const id = fc.option(fc.constantFrom('1', '2', 'x'.repeat(80), '__proto__'), { nil: undefined });
/** Known fields of frames, with valid and invalid values. */
const data = fc.dictionary(
  fc.constantFrom(
    'conversationId',
    'clientId',
    'content',
    'seq',
    'active',
    'userIds',
    'conversations',
    'since',
    'feeds',
    'token',
    'type',
    'mediaIds',
    '__proto__',
    'toString',
  ),
  fc.oneof(
    oddValue,
    fc.constantFrom<unknown>(
      conversation.id,
      [bora.id],
      { [conversation.id]: 0 },
      { [conversation.id]: 1e12 },
      ['home'],
      'text',
      ayse.accessToken,
    ),
  ),
);
const frame = fc.record(
  { type: fc.constantFrom(...types), id, data },
  { requiredKeys: ['type', 'id', 'data'] },
);
const raw = fc.oneof(
  { weight: 12, arbitrary: frame.map((frameText) => JSON.stringify(frameText)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
  { weight: 1, arbitrary: oddValue.map((value) => JSON.stringify(value) ?? '') },
  { weight: 1, arbitrary: frame.map((frameText) => JSON.stringify(frameText).slice(0, -3)) },
  {
    weight: 1,
    arbitrary: fc.nat(200_000).map((size) => JSON.stringify({ type: 'ping', data: { x: 'x'.repeat(size) } })),
  },
  { weight: 1, arbitrary: fc.constant(`${'['.repeat(20_000)}`) },
);
const codes: number[] = Object.values(CLOSE);

test('frames of any form and order do no harm: each is answered once, or the socket is closed with a reason', {
  timeout: 120_000,
}, async () => {
  const property = fc.asyncProperty(
    fc.array(raw, { minLength: 1, maxLength: 25 }),
    fc.boolean(),
    fc.boolean(),
    async (frames, signedIn, replayed) => {
      const device = await openDevice(realtime.url, signedIn ? ayse.accessToken : undefined);
      const acks: string[] = [];
      device.socket.on('message', (text) => {
        const answer = JSON.parse(text.toString());
        if (answer.type === 'ack') acks.push(answer.id);
      });
      const sent = replayed ? [...frames, ...frames] : frames;
      for (const frameText of sent) device.send(frameText);
      // Answered after all others.
      const last = device
        .requestAck('feed:watch', { feeds: [] })
        .then(() => 'open' as const)
        .catch(() => 'closed' as const);
      if ((await last) === 'closed') expect(codes).toContain(await device.closed);
      else {
        const sentIds = sent.flatMap((frameText) => JSON.parse(frameText).id ?? []);
        expect(acks.filter((ack) => !ack.startsWith('ask')).sort()).toEqual(sentIds.sort());
        await device.close();
      }
    },
  );
  await fc.assert(property, { numRuns: exampleCount(150) });
  expect(await otherDevice.request('ping', {})).toBeTruthy();
  const ready = await fetch(`${realtime.origin}/ready`);
  expect(ready.status).toBe(200);
});
