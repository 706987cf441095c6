import fc from 'fast-check';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type RunningRedis, startRedisServer } from '../../testing/redis-server.ts';
import '../../testing/provided.ts';
import { postgresBus } from './index.ts';
import { redisBus } from './redis.ts';
import { openTestProxy } from './test-proxy.ts';
import type { Bus, JsonValue } from './types.ts';

const log = pino({ level: 'silent' });
const binary = inject('redisServer');
let redis: RunningRedis | undefined;
beforeAll(async () => {
  if (binary) redis = await startRedisServer(binary);
});
afterAll(() => redis?.kill());

const drivers = [
  {
    name: 'PostgreSQL',
    available: true,
    open: () => postgresBus({ connectionString: inject('databaseUrl'), log }),
    address: () => inject('databaseUrl'),
    openAt: (url: string) => postgresBus({ connectionString: url, log, timeoutMs: 300 }),
  },
  {
    name: binary ? 'Redis' : 'Redis (skipped: no redis-server on this machine)',
    available: binary !== null,
    open: () => redisBus({ url: redis?.url ?? '', log }),
    address: () => redis?.url ?? '',
    openAt: (url: string) => redisBus({ url, log, timeoutMs: 300 }),
  },
];

describe.each(drivers)('the bus on $name', ({ available, open, address, openAt }) => {
  const opened: Bus[] = [];
  const bus = async () => {
    const made = await open();
    opened.push(made);
    return made;
  };
  afterAll(() => Promise.all(opened.map((entry) => entry.close())));

  test.runIf(available)(
    'every subscriber of a topic in every process gets the messages, in the order of their publisher',
    async () => {
      const [entry, two] = [await bus(), await bus()];
      const received: [string, JsonValue][] = [];
      await entry.subscribe('konu', (payload) => received.push(['one', payload]));
      await two.subscribe('konu', (payload) => received.push(['two', payload]));
      await two.subscribe('başka', (payload) => received.push(['other', payload]));
      for (let index = 0; index < 20; index++) await entry.publish('konu', { sıra: index, metin: 'şğıİ 🌳' });
      await expect.poll(() => received.length).toBe(40);
      for (const name of ['one', 'two']) {
        expect(received.filter(([topic]) => topic === name).map(([, payload]) => payload)).toEqual(
          Array.from({ length: 20 }, (_, sıra) => ({ sıra, metin: 'şğıİ 🌳' })),
        );
      }
    },
  );

  test.runIf(available)(
    'an unsubscribed handler gets no more messages, and a handler that throws does not stop the others',
    async () => {
      const entry = await bus();
      const received: JsonValue[] = [];
      const leave = await entry.subscribe('gitti', () => received.push('gone'));
      await entry.subscribe('gitti', () => {
        throw new Error('a fault of ours');
      });
      await entry.subscribe('gitti', (payload) => received.push(payload));
      await leave();
      await entry.publish('gitti', 1);
      await expect.poll(() => received).toEqual([1]);
    },
  );

  test.runIf(available)('every JSON value arrives as it was sent, also twice in one tick', async () => {
    const entry = await bus();
    const received: JsonValue[] = [];
    await entry.subscribe('değer', (payload) => received.push(payload));
    const property = fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
      received.length = 0;
      const sent = JSON.parse(JSON.stringify(value)) as JsonValue; // as JSON has it: -0 is 0
      await Promise.all([entry.publish('değer', sent), entry.publish('değer', sent)]);
      await expect.poll(() => received, { interval: 1 }).toEqual([sent, sent]);
    });
    await fc.assert(property, { numRuns: 50 });
  });

  test.runIf(available)('unsubscribing twice does not affect other subscribers', async () => {
    const entry = await bus();
    const received: string[] = [];
    const same = () => received.push('same');
    const leave = await entry.subscribe('çift', same);
    await leave();
    const leaveFirst = await entry.subscribe('çift', same);
    await entry.subscribe('çift', same);
    await leave();
    await leaveFirst();
    await leaveFirst();
    await entry.publish('çift', null);
    await expect.poll(() => received).toEqual(['same']);
  });

  test.runIf(available)('a handler that rejects later is logged and ends nothing', async () => {
    const entry = await bus();
    const received: JsonValue[] = [];
    await entry.subscribe('sonradan', async () => {
      throw new Error('a fault of ours');
    });
    await entry.subscribe('sonradan', (payload) => received.push(payload));
    await entry.publish('sonradan', 1);
    await expect.poll(() => received).toEqual([1]);
  });

  test.runIf(available)(
    'a payload of 7,000 bytes passes, a larger one is refused before it is sent',
    async () => {
      const entry = await bus();
      const received: JsonValue[] = [];
      await entry.subscribe('büyük', (payload) => received.push(payload));
      const largest = `${'ş'.repeat(3_499)}`; // two bytes per letter, and the two quotes
      await expect(entry.publish('büyük', `${largest}x`)).rejects.toThrow(RangeError);
      await expect(entry.publish('ğ'.repeat(300), 1)).rejects.toThrow(RangeError);
      await entry.publish('büyük', largest);
      await expect.poll(() => received).toEqual([largest]);
    },
  );

  test.runIf(available)('a closed bus refuses, and may be closed again', async () => {
    const entry = await open();
    await entry.close();
    await expect(entry.publish('konu', 1)).rejects.toThrow();
    await expect(entry.ping()).rejects.toThrow();
    await expect(entry.close()).resolves.toBeUndefined();
  });

  test.runIf(available)('a ping is answered', async () => {
    await expect((await bus()).ping()).resolves.toBeUndefined();
  });

  test.runIf(available)(
    'a server that stops answering is detected, and the bus continues on a new connection',
    async () => {
      const url = new URL(address());
      const proxy = await openTestProxy({ host: '127.0.0.1', port: Number(url.port) });
      url.hostname = proxy.host;
      url.port = String(proxy.port);
      const entry = await openAt(url.href);
      const received: JsonValue[] = [];
      let gaps = 0;
      entry.onReconnect(() => {
        gaps++;
      });
      await entry.subscribe('sessiz', (payload) => received.push(payload));
      proxy.stall();
      await expect(entry.ping()).rejects.toThrow();
      await expect.poll(() => gaps, { timeout: 15_000 }).toBeGreaterThan(0);
      await expect
        .poll(
          () =>
            entry.publish('sessiz', 'duydun mu?').then(
              () => received.length,
              () => 0,
            ),
          { timeout: 15_000 },
        )
        .toBeGreaterThan(0);
      await entry.close();
      await proxy.close();
    },
  );

  test.runIf(available)('closing while it reconnects leaves nothing open', async () => {
    const url = new URL(address());
    const proxy = await openTestProxy({ host: '127.0.0.1', port: Number(url.port) });
    url.hostname = proxy.host;
    url.port = String(proxy.port);
    const entry = await openAt(url.href);
    await proxy.close();
    await expect
      .poll(() =>
        entry.ping().then(
          () => 'up',
          () => 'down',
        ),
      )
      .toBe('down');
    await entry.close();
    await expect(entry.ping()).rejects.toThrow();
  });
});

test('the PostgreSQL bus reconnects after its connection was ended, and reports the gap', async () => {
  const bus = await postgresBus({ connectionString: inject('databaseUrl'), log });
  let gaps = 0;
  const received: JsonValue[] = [];
  bus.onReconnect(() => {
    gaps++;
  });
  await bus.subscribe('sonra', (payload) => received.push(payload));
  const admin = new pg.Client({ connectionString: inject('databaseUrl') });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'chitlaq bus' and query like 'listen%'`,
  );
  await admin.end();
  await expect.poll(() => gaps, { timeout: 15_000 }).toBe(1);
  await bus.publish('sonra', 'geldi');
  await expect.poll(() => received).toEqual(['geldi']);
  await bus.close();
});

test.runIf(binary)('the Redis bus reconnects after the server was killed and restarted', async () => {
  const first = await startRedisServer(binary ?? '');
  const bus = await redisBus({ url: first.url, log });
  let gaps = 0;
  const received: JsonValue[] = [];
  bus.onReconnect(() => {
    gaps++;
  });
  await bus.subscribe('sonra', (payload) => received.push(payload));
  await first.kill();
  const second = await startRedisServer(binary ?? '', first.port);
  await expect.poll(() => gaps, { timeout: 15_000 }).toBeGreaterThan(0);
  await expect
    .poll(
      async () => {
        await bus.publish('sonra', 'geldi').catch(() => undefined);
        return received.length;
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0);
  await bus.close();
  await second.kill();
});

test('the PostgreSQL bus does not open without a server: nothing can start without the database', async () => {
  const url = new URL(inject('databaseUrl'));
  url.port = '1';
  await expect(postgresBus({ connectionString: url.href, log, timeoutMs: 300 })).rejects.toThrow();
});

test.runIf(binary)(
  'the Redis bus opens without a server, reports it, and works when Redis is there',
  async () => {
    const stoppedServer = await startRedisServer(binary ?? '');
    await stoppedServer.kill();
    const bus = await redisBus({ url: stoppedServer.url, log, timeoutMs: 300 });
    await expect(bus.ping()).rejects.toThrow();
    const received: JsonValue[] = [];
    await bus.subscribe('konu', (payload) => received.push(payload));
    const back = await startRedisServer(binary ?? '', stoppedServer.port);
    await expect
      .poll(
        () =>
          bus.ping().then(
            () => 'ok',
            () => 'away',
          ),
        { timeout: 15_000 },
      )
      .toBe('ok');
    await bus.publish('konu', 1);
    await expect.poll(() => received).toEqual([1]);
    await bus.close();
    await back.kill();
  },
);
