import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectRealtime } from './client.ts';
import { type Clock, openClock, openWorld } from './simulation.ts';

const HOUR_MS = 3_600_000;

function begin(random: () => number = () => 0.5, token: () => string | null = () => 'token') {
  const clock = openClock();
  const world = openWorld(clock, random);
  const client = connectRealtime('ws://campus/ws', { token, environment: world.environment });
  const fresh: string[] = [];
  const states: string[] = [];
  client.on('message', ({ conversationId, seq }) => fresh.push(`${conversationId} ${seq}`));
  client.on('state', ({ name }) => states.push(name));
  return { clock, world, client, fresh, states };
}

/** The same seed gives the same luck. Source: Park and Miller's minimal standard generator. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Waits until nothing is left to mend: the network is well, time passes. */
const mend = async (clock: Clock) => clock.pass(300_000);

test('it signs in, hears messages, and says how it stands', async () => {
  const { clock, world, client, fresh, states } = begin();
  await clock.pass(2_000);
  expect(client.state).toEqual({ name: 'online', userId: 'me' });
  client.follow('a', 0);
  world.write('a', 'Merhaba');
  await clock.pass(2_000);
  expect(fresh).toEqual(['a 1']);
  client.close();
  expect(states).toEqual(['online', 'closed']);
});

test.for([-14 * 60_000, -900_000, -25 * HOUR_MS, 3 * HOUR_MS])(
  'the token is renewed once in its lifetime when the server’s date differs by %i ms',
  async (ahead) => {
    let asked = 0;
    const { clock, world, client, states } = begin(undefined, () => {
      asked += 1;
      return 'token';
    });
    world.setServerAhead(ahead);
    await clock.pass(20_000);
    expect(asked).toBe(1);
    await clock.pass(800_000);
    expect(asked).toBe(1);
    await clock.pass(60_000);
    expect(asked).toBe(2);
    client.close();
    expect(states).toEqual(['online', 'closed']);
  },
);

test('what is sent without a connection goes when there is one, once', async () => {
  const { clock, world, client } = begin();
  world.setUp(false);
  await clock.pass(5_000);
  const sent = client.send({ conversationId: 'a', content: 'tünelden', clientId: 'c1' });
  expect(client.outbox()).toEqual([{ conversationId: 'a', content: 'tünelden', clientId: 'c1' }]);
  await clock.pass(60_000);
  world.setUp(true);
  await mend(clock);
  expect(await sent).toMatchObject({ seq: 1, clientId: 'c1' });
  expect(world.log.get('a')).toHaveLength(1);
  expect(client.outbox()).toEqual([]);
  client.close();
});

test('a message that no frame holds is refused at once, and what is behind it goes on', async () => {
  const { clock, world, client, states } = begin();
  await clock.pass(2_000);
  const long = client.send({ conversationId: 'a', content: 'ş'.repeat(40_000) }).catch((error) => error);
  const short = client.send({ conversationId: 'a', content: 'kısa' });
  await clock.pass(5_000);
  expect(await long).toMatchObject({ code: 'frame_too_large', isTemporary: false });
  expect(await short).toMatchObject({ seq: 1 });
  expect(states).toEqual(['online']);
  expect(world.log.get('a')).toHaveLength(1);
  client.close();
});

test('a refusal that stays one is told, and what is behind it goes on', async () => {
  const { clock, client } = begin();
  const refused = client.send({ conversationId: 'a', content: 'refused' }).catch((error: unknown) => error);
  const next = client.send({ conversationId: 'a', content: 'sonraki' });
  await mend(clock);
  expect(await refused).toMatchObject({ code: 'not_allowed', status: 403 });
  expect(await next).toMatchObject({ content: 'sonraki', seq: 1 });
  client.close();
});

test('what has not been sent can be taken back', async () => {
  const { clock, world, client } = begin();
  world.setUp(false);
  await clock.pass(5_000);
  const sent = client
    .send({ conversationId: 'a', content: 'vazgeçtim', clientId: 'c1' })
    .catch((error: unknown) => error);
  expect(client.withdraw('c1')).toBe(true);
  expect(client.withdraw('c1')).toBe(false);
  expect(await sent).toMatchObject({ code: 'withdrawn' });
  world.setUp(true);
  await mend(clock);
  expect(world.log.get('a')).toBeUndefined();
  client.close();
});

test('who is sent away by a crowd comes again when they were told to, and not before', async () => {
  const { clock, world, client, states } = begin();
  world.setCrowded(60_000);
  await clock.pass(55_000);
  expect(states).toEqual(['waiting']);
  await clock.pass(10_000);
  expect(states).toEqual(['waiting', 'connecting', 'online']);
  // Only that once.
  world.cut(1006);
  await clock.pass(5_000);
  expect(client.state.name).toBe('online');
  client.close();
});

test('a dead connection that says nothing is found out by its silence', async () => {
  const { clock, world, client, states } = begin();
  await clock.pass(2_000);
  world.freeze();
  await clock.pass(120_000);
  expect(states).toEqual(['online', 'waiting', 'connecting', 'online']);
  expect(client.state.name).toBe('online');
  client.close();
});

test('a drain is obeyed within its time, without a wait', async () => {
  const { clock, world, client, states } = begin();
  await clock.pass(2_000);
  const before = [...world.lines];
  world.tell('drain', { ms: 10_000 });
  await clock.pass(12_000);
  expect(states).toEqual(['online', 'connecting', 'online']);
  expect([...world.lines]).not.toEqual(before);
  client.close();
});

test('a token that is not taken is asked for anew, and then the person has to sign in', async () => {
  const asked: boolean[] = [];
  const clock = openClock();
  const world = openWorld(clock, () => 0.5);
  world.setTokenGood(false);
  const client = connectRealtime('ws://campus/ws', {
    environment: world.environment,
    token: ({ isRefused }) => {
      asked.push(isRefused);
      return 'token';
    },
  });
  await clock.pass(60_000);
  expect(asked).toEqual([false, true, true]);
  expect(client.state).toEqual({ name: 'signedOut' });
  world.setTokenGood(true);
  client.connect();
  await clock.pass(5_000);
  expect(client.state.name).toBe('online');
  client.close();
});

test.for([4403, 4409])('after %i it does not come again by itself', async (code) => {
  const { clock, world, client } = begin();
  await clock.pass(2_000);
  world.cut(code);
  await mend(clock);
  expect(client.state).toEqual({ name: 'refused' });
  client.connect();
  await clock.pass(2_000);
  expect(client.state.name).toBe('online');
  client.close();
});

test('the token is renewed on the way, and nobody notices', async () => {
  let count = 0;
  const { clock, client, states } = begin(
    () => 0.5,
    () => `token ${++count}`,
  );
  await clock.pass(HOUR_MS);
  expect(count).toBeGreaterThan(3);
  expect(states).toEqual(['online']);
  client.close();
});

test('many clients that lost one server do not come back at one time', async () => {
  const waits: number[] = [];
  const random = chances(1);
  for (let index = 0; index < 200; index++) {
    const { clock, world, client } = begin(random);
    await clock.pass(20_000);
    world.cut(1006);
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

test('a listener that throws keeps nobody from hearing', async () => {
  const { clock, world, client, fresh } = begin();
  client.on('message', () => {
    throw new Error('a fault of the page');
  });
  await clock.pass(2_000);
  client.follow('a', 0);
  world.write('a', 'Merhaba');
  await expect(clock.pass(2_000)).rejects.toThrow('a fault of the page');
  await clock.pass(2_000);
  world.write('a', 'yine');
  await clock.pass(500).catch(() => undefined);
  expect(fresh).toEqual(['a 1', 'a 2']);
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

test('whatever breaks, in the end nothing is lost, doubled, or out of order', {
  timeout: 120_000,
}, async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 2_147_483_646 }),
    async (steps, seed) => {
      const random = chances(seed);
      const { clock, world, client, fresh } = begin(random);
      for (const id of ['a', 'b', 'c']) client.follow(id, 0);
      const sent: { conversationId: string; content: string; answer: Promise<unknown> }[] = [];
      for (const [index, one] of steps.entries()) await act(one, index);
      world.setUp(true);
      world.setBus(true);
      client.connect(); // who was refused three times in a row has to say so
      // A word that was lost without a gap is noticed at the next one.
      await mend(clock);
      world.tell('resync', { ms: 0 });
      await mend(clock);

      for (const id of ['a', 'b', 'c']) {
        const log = world.log.get(id) ?? [];
        expect(fresh.filter((one) => one.startsWith(id))).toEqual(log.map(({ seq }) => `${id} ${seq}`));
        expect(log.filter(({ senderId }) => senderId === 'me').map(({ content }) => content)).toEqual(
          sent.filter(({ conversationId }) => conversationId === id).map(({ content }) => content),
        );
      }
      for (const { content, answer } of sent) expect(await answer).toMatchObject({ content });
      expect(client.outbox()).toEqual([]);
      client.close();

      async function act(one: Step, index: number): Promise<void> {
        if (one.kind === 'send') {
          const content = `mine ${index}`;
          const answer = client.send({ conversationId: one.conversation, content });
          sent.push({ conversationId: one.conversation, content, answer });
        } else if (one.kind === 'write') world.write(one.conversation, `theirs ${index}`);
        else if (one.kind === 'cut') world.cut(one.code);
        else if (one.kind === 'freeze') world.freeze();
        else if (one.kind === 'down') world.setUp(false);
        else if (one.kind === 'up') world.setUp(true);
        else if (one.kind === 'busDown') world.setBus(false);
        else if (one.kind === 'busUp') world.setBus(true);
        else if (one.kind === 'drain') world.tell('drain', { ms: 5_000 });
        else if (one.kind === 'wait') await clock.pass(one.ms);
      }
    },
  );
  await fc.assert(property, { numRuns: 400 });
});
