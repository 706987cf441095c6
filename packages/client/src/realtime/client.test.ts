import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectRealtime } from './client.ts';
import { type Clock, simulateClock, simulateServer } from './simulation.ts';

const HOUR_MS = 3_600_000;

function setUp(random: () => number = () => 0.5, token: () => string | null = () => 'token') {
  const clock = simulateClock();
  const server = simulateServer(clock, random);
  const client = connectRealtime('ws://campus/ws', { token, environment: server.environment });
  const receivedMessages: string[] = [];
  const states: string[] = [];
  client.on('message', ({ conversationId, seq }) => receivedMessages.push(`${conversationId} ${seq}`));
  client.on('state', ({ name }) => states.push(name));
  return { clock, world: server, client, fresh: receivedMessages, states };
}

/** A seeded random generator. Source: Park and Miller's minimal standard generator. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Waits until everything has recovered on a working network. */
const settleNetwork = async (clock: Clock) => clock.advance(300_000);

test('it signs in, receives messages, and reports its state', async () => {
  const { clock, world: server, client, fresh: receivedMessages, states } = setUp();
  await clock.advance(2_000);
  expect(client.state).toEqual({ name: 'online', userId: 'me' });
  client.follow('a', 0);
  server.write('a', 'Merhaba');
  await clock.advance(2_000);
  expect(receivedMessages).toEqual(['a 1']);
  client.close();
  expect(states).toEqual(['online', 'closed']);
});

test.for([-14 * 60_000, -900_000, -25 * HOUR_MS, 3 * HOUR_MS])(
  'it renews the token once in its lifetime if the server’s date differs by %i ms',
  async (ahead) => {
    let asked = 0;
    const {
      clock,
      world: server,
      client,
      states,
    } = setUp(undefined, () => {
      asked += 1;
      return 'token';
    });
    server.setServerAhead(ahead);
    await clock.advance(20_000);
    expect(asked).toBe(1);
    await clock.advance(800_000);
    expect(asked).toBe(1);
    await clock.advance(60_000);
    expect(asked).toBe(2);
    client.close();
    expect(states).toEqual(['online', 'closed']);
  },
);

test('a message sent while disconnected is sent once connected, once', async () => {
  const { clock, world: server, client } = setUp();
  server.setServerUp(false);
  await clock.advance(5_000);
  const sent = client.send({ conversationId: 'a', content: 'tünelden', clientId: 'c1' });
  expect(client.outbox()).toEqual([{ conversationId: 'a', content: 'tünelden', clientId: 'c1' }]);
  await clock.advance(60_000);
  server.setServerUp(true);
  await settleNetwork(clock);
  expect(await sent).toMatchObject({ seq: 1, clientId: 'c1' });
  expect(server.log.get('a')).toHaveLength(1);
  expect(client.outbox()).toEqual([]);
  client.close();
});

test('a message too large for a frame is refused at once, and later ones are sent', async () => {
  const { clock, world: server, client, states } = setUp();
  await clock.advance(2_000);
  const long = client.send({ conversationId: 'a', content: 'ş'.repeat(40_000) }).catch((error) => error);
  const short = client.send({ conversationId: 'a', content: 'kısa' });
  await clock.advance(5_000);
  expect(await long).toMatchObject({ code: 'frame_too_large', isTemporary: false });
  expect(await short).toMatchObject({ seq: 1 });
  expect(states).toEqual(['online']);
  expect(server.log.get('a')).toHaveLength(1);
  client.close();
});

test('a permanent refusal is reported, and later messages are sent', async () => {
  const { clock, client } = setUp();
  const refused = client.send({ conversationId: 'a', content: 'refused' }).catch((error: unknown) => error);
  const next = client.send({ conversationId: 'a', content: 'sonraki' });
  await settleNetwork(clock);
  expect(await refused).toMatchObject({ code: 'not_allowed', status: 403 });
  expect(await next).toMatchObject({ content: 'sonraki', seq: 1 });
  client.close();
});

test('unsent messages can be withdrawn', async () => {
  const { clock, world: server, client } = setUp();
  server.setServerUp(false);
  await clock.advance(5_000);
  const sent = client
    .send({ conversationId: 'a', content: 'vazgeçtim', clientId: 'c1' })
    .catch((error: unknown) => error);
  expect(client.withdraw('c1')).toBe(true);
  expect(client.withdraw('c1')).toBe(false);
  expect(await sent).toMatchObject({ code: 'withdrawn' });
  server.setServerUp(true);
  await settleNetwork(clock);
  expect(server.log.get('a')).toBeUndefined();
  client.close();
});

test('after an overload rejection, it reconnects at the given time and not before', async () => {
  const { clock, world: server, client, states } = setUp();
  server.setOverloaded(60_000);
  await clock.advance(55_000);
  expect(states).toEqual(['waiting']);
  await clock.advance(10_000);
  expect(states).toEqual(['waiting', 'connecting', 'online']);
  // Only once.
  server.closeAll(1006);
  await clock.advance(5_000);
  expect(client.state.name).toBe('online');
  client.close();
});

test('a silently dead connection is detected by its silence', async () => {
  const { clock, world: server, client, states } = setUp();
  await clock.advance(2_000);
  server.freeze();
  await clock.advance(120_000);
  expect(states).toEqual(['online', 'waiting', 'connecting', 'online']);
  expect(client.state.name).toBe('online');
  client.close();
});

test('a drain is followed within its time, without a backoff', async () => {
  const { clock, world: server, client, states } = setUp();
  await clock.advance(2_000);
  const before = [...server.lines];
  server.publishEvent('drain', { ms: 10_000 });
  await clock.advance(12_000);
  expect(states).toEqual(['online', 'connecting', 'online']);
  expect([...server.lines]).not.toEqual(before);
  client.close();
});

test('a refused token is requested again, and then the member has to sign in', async () => {
  const asked: boolean[] = [];
  const clock = simulateClock();
  const server = simulateServer(clock, () => 0.5);
  server.setTokenValid(false);
  const client = connectRealtime('ws://campus/ws', {
    environment: server.environment,
    token: ({ isRefused }) => {
      asked.push(isRefused);
      return 'token';
    },
  });
  await clock.advance(60_000);
  expect(asked).toEqual([false, true, true]);
  expect(client.state).toEqual({ name: 'signedOut' });
  server.setTokenValid(true);
  client.connect();
  await clock.advance(5_000);
  expect(client.state.name).toBe('online');
  client.close();
});

test.for([4403, 4409])('after %i it does not reconnect by itself', async (code) => {
  const { clock, world: server, client } = setUp();
  await clock.advance(2_000);
  server.closeAll(code);
  await settleNetwork(clock);
  expect(client.state).toEqual({ name: 'refused' });
  client.connect();
  await clock.advance(2_000);
  expect(client.state.name).toBe('online');
  client.close();
});

test('the token is renewed while connected, without a disconnect', async () => {
  let count = 0;
  const { clock, client, states } = setUp(
    () => 0.5,
    () => `token ${++count}`,
  );
  await clock.advance(HOUR_MS);
  expect(count).toBeGreaterThan(3);
  expect(states).toEqual(['online']);
  client.close();
});

test('many clients that lost one server reconnect at different times', async () => {
  const waits: number[] = [];
  const random = chances(1);
  for (let index = 0; index < 200; index++) {
    const { clock, world: server, client } = setUp(random);
    await clock.advance(20_000);
    server.closeAll(1006);
    if (client.state.name === 'waiting') waits.push(client.state.retryAt - clock.now());
    client.close();
  }
  expect(waits).toHaveLength(200);
  for (const [from, to] of [
    [0, 250],
    [250, 500],
    [500, 750],
    [750, 1_000],
  ] as const)
    expect(waits.filter((wait) => wait >= from && wait < to).length).toBeGreaterThan(25);
});

test('a listener that throws does not affect other listeners', async () => {
  const { clock, world: server, client, fresh: receivedMessages } = setUp();
  client.on('message', () => {
    throw new Error('a fault of the page');
  });
  await clock.advance(2_000);
  client.follow('a', 0);
  server.write('a', 'Merhaba');
  await expect(clock.advance(2_000)).rejects.toThrow('a fault of the page');
  await clock.advance(2_000);
  server.write('a', 'yine');
  await clock.advance(500).catch(() => undefined);
  expect(receivedMessages).toEqual(['a 1', 'a 2']);
  client.close();
});

type Step =
  | { kind: 'send' | 'write'; conversation: string }
  | { kind: 'cut'; code: number }
  | { kind: 'freeze' | 'down' | 'up' | 'busDown' | 'busUp' | 'drain' }
  | { kind: 'wait'; ms: number };

const conversation = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('send', 'write'), conversation }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.nat(40_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cut'), code: fc.constantFrom(1006, 1012, 1013, 4401, 4429) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('freeze', 'down', 'up', 'busDown', 'busUp', 'drain'),
    }),
  },
);

test('after any failures, nothing is lost, duplicated or out of order', {
  timeout: 120_000,
}, async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 2_147_483_646 }),
    async (steps, seed) => {
      const random = chances(seed);
      const { clock, world: server, client, fresh: receivedMessages } = setUp(random);
      for (const id of ['a', 'b', 'c']) client.follow(id, 0);
      const sent: { conversationId: string; content: string; answer: Promise<unknown> }[] = [];
      for (const [index, currentStep] of steps.entries()) await perform(currentStep, index);
      server.setServerUp(true);
      server.setBus(true);
      client.connect(); // after three refusals in a row it waits for this
      // An event lost at the end is noticed with the next one.
      await settleNetwork(clock);
      server.publishEvent('resync', { ms: 0 });
      await settleNetwork(clock);

      for (const id of ['a', 'b', 'c']) {
        const log = server.log.get(id) ?? [];
        expect(receivedMessages.filter((currentStep) => currentStep.startsWith(id))).toEqual(
          log.map(({ seq }) => `${id} ${seq}`),
        );
        expect(log.filter(({ senderId }) => senderId === 'me').map(({ content }) => content)).toEqual(
          sent.filter(({ conversationId }) => conversationId === id).map(({ content }) => content),
        );
      }
      for (const { content, answer } of sent) expect(await answer).toMatchObject({ content });
      expect(client.outbox()).toEqual([]);
      client.close();

      async function perform(currentStep: Step, index: number): Promise<void> {
        if (currentStep.kind === 'send') {
          const content = `mine ${index}`;
          const answer = client.send({ conversationId: currentStep.conversation, content });
          sent.push({ conversationId: currentStep.conversation, content, answer });
        } else if (currentStep.kind === 'write') server.write(currentStep.conversation, `theirs ${index}`);
        else if (currentStep.kind === 'cut') server.closeAll(currentStep.code);
        else if (currentStep.kind === 'freeze') server.freeze();
        else if (currentStep.kind === 'down') server.setServerUp(false);
        else if (currentStep.kind === 'up') server.setServerUp(true);
        else if (currentStep.kind === 'busDown') server.setBus(false);
        else if (currentStep.kind === 'busUp') server.setBus(true);
        else if (currentStep.kind === 'drain') server.publishEvent('drain', { ms: 5_000 });
        else if (currentStep.kind === 'wait') await clock.advance(currentStep.ms);
      }
    },
  );
  await fc.assert(property, { numRuns: 400 });
});
