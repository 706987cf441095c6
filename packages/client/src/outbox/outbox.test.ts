import type { MessageToSend, WireMessage } from '@chitlaq/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OutboxItem, openOutbox } from './outbox.ts';

interface Item extends OutboxItem {
  note?: string;
}
const pending = (clientId: string, conversationId = 'c'): Item => ({ clientId, conversationId });
const failure = (status: number, more: object = {}) =>
  Object.assign(new Error(`status ${status}`), { status, code: `code ${status}`, ...more });

/** A server that can be down, refuse a message, or accept one and lose the response; and a device's storage. */
function setUp() {
  const accepted: string[] = [];
  const state = { isAway: false, losesAnswers: 0, refuses: new Set<string>(), socketIsDead: false };
  const ways: string[] = [];
  const waits: { ms: number; run(): void }[] = [];
  let persisted: readonly Item[] = [];
  const accept = ({ clientId, conversationId }: OutboxItem | MessageToSend): WireMessage => {
    if (state.isAway) throw failure(0);
    if (state.refuses.has(clientId)) throw failure(403);
    if (!accepted.includes(clientId)) accepted.push(clientId);
    if (state.losesAnswers > 0) {
      state.losesAnswers -= 1;
      throw failure(0);
    }
    return { clientId, conversationId } as WireMessage; // the outbox reads nothing of it
  };
  const after = (ms: number, run: () => void) => {
    const entry = { ms, run };
    waits.push(entry);
    return () => {
      if (waits.includes(entry)) waits.splice(waits.indexOf(entry), 1);
    };
  };
  const common = {
    toMessage: ({ clientId, conversationId }: Item) => ({ clientId, conversationId, content: clientId }),
    onSent: () => undefined,
    after,
    random: () => 0.5,
  };
  const open = (items: Item[] = []) =>
    openOutbox<Item>({
      ...common,
      post: async (item) => {
        ways.push(`post ${item.clientId}`);
        return accept(item);
      },
      storage: {
        read: () => items,
        write: (now) => {
          persisted = now;
        },
      },
    });
  const socket = (message: MessageToSend): Promise<WireMessage> => {
    ways.push(`socket ${message.clientId}`);
    if (state.socketIsDead) return new Promise(() => undefined);
    return (async () => accept(message))();
  };
  const runWaits = async () => {
    for (const { run } of waits.splice(0)) {
      run();
      await settle();
    }
  };
  const names = () => persisted.map(({ clientId }) => clientId);
  return { accepted, state, ways, waits, runWaits, common, open, socket, persisted: names };
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

test('messages are sent one after the other in the order they were written', async () => {
  const { open, accepted, persisted } = setUp();
  const outbox = open();
  for (const name of ['bir', 'iki', 'üç']) outbox.add(pending(name));
  await settle();
  expect(accepted).toEqual(['bir', 'iki', 'üç']);
  expect(persisted()).toEqual([]);
});

test('messages written offline are stored, survive a reload, and are sent once', async () => {
  const { open, accepted, state, persisted } = setUp();
  state.isAway = true;
  const outbox = open();
  outbox.add(pending('bir'));
  outbox.add(pending('iki'));
  await settle();
  expect(persisted()).toEqual(['bir', 'iki']);
  outbox.close();
  state.isAway = false;
  const next = open([pending('bir'), pending('iki')]);
  await settle();
  expect(accepted).toEqual(['bir', 'iki']);
  expect(next.list()).toEqual([]);
});

test('after a lost response the same message is sent again with the same client id', async () => {
  const { open, accepted, state, runWaits } = setUp();
  state.losesAnswers = 1;
  const outbox = open();
  outbox.add(pending('bir'));
  await settle();
  expect(outbox.list()).toHaveLength(1);
  await runWaits();
  expect(accepted).toEqual(['bir']);
  expect(outbox.list()).toEqual([]);
});

test('retries do not multiply while the server is down, however many messages are added', async () => {
  const { open, state, waits, runWaits } = setUp();
  state.isAway = true;
  const outbox = open();
  for (const name of ['bir', 'iki', 'üç', 'dört']) {
    outbox.add(pending(name));
    await settle();
    expect(waits).toHaveLength(1);
  }
  await runWaits();
  expect(waits).toHaveLength(1);
});

test('retries wait longer each time, and as long as the server asks', async () => {
  const { common, waits } = setUp();
  const answers = [failure(503), failure(0), failure(429, { retryAfter: 60 }), failure(401)];
  const outbox = openOutbox<Item>({
    ...common,
    post: async () => {
      throw answers.shift() ?? failure(0);
    },
  });
  outbox.add(pending('bir'));
  const delays: number[] = [];
  for (let turn = 0; turn < 12; turn++) {
    await settle();
    const [wait] = waits.splice(0);
    delays.push(wait?.ms ?? 0);
    wait?.run();
  }
  expect(delays.slice(0, 4)).toEqual([500, 1_000, 62_000, 4_000]);
  expect(delays.at(-1)).toBe(15_000);
  expect(outbox.list()).toMatchObject([{ clientId: 'bir' }]);
});

test('a message that another tab has sent is not sent again', async () => {
  const { open, accepted, state, persisted, runWaits } = setUp();
  state.isAway = true;
  const outbox = open();
  outbox.add(pending('bir'));
  outbox.add(pending('iki'));
  await settle();
  outbox.remove('bir');
  outbox.remove('unknown');
  expect(persisted()).toEqual(['iki']);
  state.isAway = false;
  await runWaits();
  expect(accepted).toEqual(['iki']);
});

test('a refused message stays with its reason and does not block the next', async () => {
  const { open, accepted, state } = setUp();
  state.refuses.add('bir');
  const outbox = open();
  outbox.add(pending('bir'));
  outbox.add(pending('iki'));
  await settle();
  expect(outbox.list()).toMatchObject([{ clientId: 'bir', failed: 'code 403' }]);
  expect(accepted).toEqual(['iki']);
  state.refuses.clear();
  outbox.flush();
  await settle();
  expect(accepted).toEqual(['iki']);
  outbox.retry('bir');
  await settle();
  expect(accepted).toEqual(['iki', 'bir']);
});

test('an update is stored, and one that changes nothing is not announced', async () => {
  const { open, state } = setUp();
  state.isAway = true;
  const outbox = open([pending('bir'), pending('iki')]);
  let changes = 0;
  outbox.subscribe(() => {
    changes += 1;
  });
  outbox.update((item) => (item.clientId === 'bir' ? { ...item, note: 'yeni' } : item));
  outbox.update((item) => item);
  expect(changes).toBe(1);
  expect(outbox.list()).toEqual([{ ...pending('bir'), note: 'yeni' }, pending('iki')]);
});

test('messages go over the socket while it is connected, else by request', async () => {
  const { open, socket, ways } = setUp();
  const outbox = open();
  outbox.add(pending('bir'));
  await settle();
  outbox.connect(socket);
  outbox.add(pending('iki'));
  await settle();
  outbox.disconnect();
  outbox.add(pending('üç'));
  await settle();
  expect(ways).toEqual(['post bir', 'socket iki', 'post üç']);
});

test('what the socket does not answer is posted with the same client id, and created once', async () => {
  const { open, socket, state, ways, accepted, waits, runWaits } = setUp();
  const outbox = open();
  outbox.connect(socket);
  state.losesAnswers = 1;
  outbox.add(pending('bir'));
  await settle();
  state.socketIsDead = true;
  outbox.add(pending('iki'));
  outbox.add(pending('üç'));
  await settle();
  expect(waits.map(({ ms }) => ms)).toEqual([5_000]);
  await runWaits();
  expect(ways.slice(0, 4)).toEqual(['socket bir', 'post bir', 'socket iki', 'post iki']);
  await runWaits();
  expect(accepted).toEqual(['bir', 'iki', 'üç']);
  expect(outbox.list()).toEqual([]);
  expect(waits).toEqual([]);
});

test('a refusal over the socket is final, but for a message too large for a frame', async () => {
  const { open, state, ways } = setUp();
  const outbox = open();
  outbox.connect(async ({ clientId }) => {
    ways.push(`socket ${clientId}`);
    throw clientId === 'uzun' ? failure(413, { code: 'frame_too_large' }) : failure(403);
  });
  outbox.add(pending('bir'));
  outbox.add(pending('uzun'));
  await settle();
  expect(ways).toEqual(['socket bir', 'socket uzun', 'post uzun']);
  expect(outbox.list()).toMatchObject([{ clientId: 'bir', failed: 'code 403' }]);
  expect(state.refuses.size).toBe(0);
});

test('without a way to post, messages wait for the socket', async () => {
  const { common, socket, ways } = setUp();
  const outbox = openOutbox<Item>(common);
  outbox.add(pending('bir'));
  outbox.add(pending('iki'));
  await settle();
  expect(ways).toEqual([]);
  outbox.connect(socket);
  await settle();
  expect(ways).toEqual(['socket bir', 'socket iki']);
});

test('whatever fails, each message is created once and in the order of its conversation', async () => {
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('add'), conversation: fc.constantFrom('a', 'b') }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          'connect',
          'disconnect',
          'dead',
          'alive',
          'away',
          'back',
          'lose',
          'flush',
          'wait',
        ),
      }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { open, socket, state, accepted, runWaits } = setUp();
      const outbox = open();
      const written: Item[] = [];
      for (const [index, each] of steps.entries()) {
        if (each.kind === 'add' && 'conversation' in each) {
          written.push(pending(`${each.conversation}${index}`, each.conversation));
          outbox.add(pending(`${each.conversation}${index}`, each.conversation));
        } else if (each.kind === 'connect') outbox.connect(socket);
        else if (each.kind === 'disconnect') outbox.disconnect();
        else if (each.kind === 'dead' || each.kind === 'alive') state.socketIsDead = each.kind === 'dead';
        else if (each.kind === 'away' || each.kind === 'back') state.isAway = each.kind === 'away';
        else if (each.kind === 'lose') state.losesAnswers = 2;
        else if (each.kind === 'flush') outbox.flush();
        else await runWaits();
        if (index % 3 === 0) await settle();
      }
      Object.assign(state, { isAway: false, socketIsDead: false, losesAnswers: 0 });
      while (outbox.list().length > 0) {
        await settle();
        await runWaits();
      }
      for (const conversation of ['a', 'b'])
        expect(accepted.filter((name) => name.startsWith(conversation))).toEqual(
          written
            .filter(({ conversationId }) => conversationId === conversation)
            .map(({ clientId }) => clientId),
        );
    }),
    { numRuns: 200 },
  );
});
