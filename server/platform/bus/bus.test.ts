import fc from 'fast-check';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type RunningRedis, startRedisServer } from '../../testing/redis-server.ts';
import '../../testing/provided.ts';
import { postgresBus } from './index.ts';
import { redisBus } from './redis.ts';
import type { Bus, JsonValue } from './types.ts';
import { openWire } from './wire.ts';

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
    at: (url: string) => postgresBus({ connectionString: url, log, patienceMs: 300 }),
  },
  {
    name: binary ? 'Redis' : 'Redis (skipped: no redis-server on this machine)',
    available: binary !== null,
    open: () => redisBus({ url: redis?.url ?? '', log }),
    address: () => redis?.url ?? '',
    at: (url: string) => redisBus({ url, log, patienceMs: 300 }),
  },
];

describe.each(drivers)('the bus on $name', ({ available, open, address, at }) => {
  const opened: Bus[] = [];
  const bus = async () => {
    const made = await open();
    opened.push(made);
    return made;
  };
  afterAll(() => Promise.all(opened.map((one) => one.close())));

  test.runIf(available)(
    'every subscriber of a topic hears, in every process, in the order of one publisher',
    async () => {
      const [one, two] = [await bus(), await bus()];
      const heard: [string, JsonValue][] = [];
      await one.subscribe('konu', (payload) => heard.push(['one', payload]));
      await two.subscribe('konu', (payload) => heard.push(['two', payload]));
      await two.subscribe('başka', (payload) => heard.push(['other', payload]));
      for (let index = 0; index < 20; index++) await one.publish('konu', { sıra: index, metin: 'şğıİ 🌳' });
      await expect.poll(() => heard.length).toBe(40);
      for (const name of ['one', 'two']) {
        expect(heard.filter(([who]) => who === name).map(([, payload]) => payload)).toEqual(
          Array.from({ length: 20 }, (_, sıra) => ({ sıra, metin: 'şğıİ 🌳' })),
        );
      }
    },
  );

  test.runIf(available)(
    'who has left hears no more, and a handler that throws keeps nobody from hearing',
    async () => {
      const one = await bus();
      const heard: JsonValue[] = [];
      const leave = await one.subscribe('gitti', () => heard.push('gone'));
      await one.subscribe('gitti', () => {
        throw new Error('a fault of ours');
      });
      await one.subscribe('gitti', (payload) => heard.push(payload));
      await leave();
      await one.publish('gitti', 1);
      await expect.poll(() => heard).toEqual([1]);
    },
  );

  test.runIf(available)(
    'every JSON value arrives as it was sent, the same one twice in a tick too',
    async () => {
      const one = await bus();
      const heard: JsonValue[] = [];
      await one.subscribe('değer', (payload) => heard.push(payload));
      const property = fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        heard.length = 0;
        const sent = JSON.parse(JSON.stringify(value)) as JsonValue; // as JSON has it: -0 is 0
        await Promise.all([one.publish('değer', sent), one.publish('değer', sent)]);
        await expect.poll(() => heard, { interval: 1 }).toEqual([sent, sent]);
      });
      await fc.assert(property, { numRuns: 50 });
    },
  );

  test.runIf(available)('who leaves twice takes nobody along', async () => {
    const one = await bus();
    const heard: string[] = [];
    const same = () => heard.push('same');
    const leave = await one.subscribe('çift', same);
    await leave();
    const leaveFirst = await one.subscribe('çift', same);
    await one.subscribe('çift', same);
    await leave();
    await leaveFirst();
    await leaveFirst();
    await one.publish('çift', null);
    await expect.poll(() => heard).toEqual(['same']);
  });

  test.runIf(available)('a handler that fails later is logged and ends nothing', async () => {
    const one = await bus();
    const heard: JsonValue[] = [];
    await one.subscribe('sonradan', async () => {
      throw new Error('a fault of ours');
    });
    await one.subscribe('sonradan', (payload) => heard.push(payload));
    await one.publish('sonradan', 1);
    await expect.poll(() => heard).toEqual([1]);
  });

  test.runIf(available)(
    'a payload of 7,000 bytes passes, one more is refused before it is sent',
    async () => {
      const one = await bus();
      const heard: JsonValue[] = [];
      await one.subscribe('büyük', (payload) => heard.push(payload));
      const largest = `${'ş'.repeat(3_499)}`; // two bytes a letter, and the two quotes
      await expect(one.publish('büyük', `${largest}x`)).rejects.toThrow(RangeError);
      await expect(one.publish('ğ'.repeat(300), 1)).rejects.toThrow(RangeError);
      await one.publish('büyük', largest);
      await expect.poll(() => heard).toEqual([largest]);
    },
  );

  test.runIf(available)('a closed bus refuses, and may be closed again', async () => {
    const one = await open();
    await one.close();
    await expect(one.publish('konu', 1)).rejects.toThrow();
    await expect(one.ping()).rejects.toThrow();
    await expect(one.close()).resolves.toBeUndefined();
  });

  test.runIf(available)('it answers a ping', async () => {
    await expect((await bus()).ping()).resolves.toBeUndefined();
  });

  test.runIf(available)(
    'a server that falls silent is found out, and the bus goes on over a new way',
    async () => {
      const url = new URL(address());
      const wire = await openWire({ host: url.hostname, port: Number(url.port) });
      url.hostname = wire.host;
      url.port = String(wire.port);
      const one = await at(url.href);
      const heard: JsonValue[] = [];
      let gaps = 0;
      one.onReconnect(() => {
        gaps++;
      });
      await one.subscribe('sessiz', (payload) => heard.push(payload));
      wire.silence();
      await expect(one.ping()).rejects.toThrow();
      await expect.poll(() => gaps, { timeout: 15_000 }).toBeGreaterThan(0);
      await expect
        .poll(
          () =>
            one.publish('sessiz', 'duydun mu?').then(
              () => heard.length,
              () => 0,
            ),
          { timeout: 15_000 },
        )
        .toBeGreaterThan(0);
      await one.close();
      await wire.close();
    },
  );

  test.runIf(available)('closing while it reconnects leaves nothing open', async () => {
    const url = new URL(address());
    const wire = await openWire({ host: url.hostname, port: Number(url.port) });
    url.hostname = wire.host;
    url.port = String(wire.port);
    const one = await at(url.href);
    await wire.close();
    await expect
      .poll(() =>
        one.ping().then(
          () => 'up',
          () => 'down',
        ),
      )
      .toBe('down');
    await one.close();
    await expect(one.ping()).rejects.toThrow();
  });
});

test('on PostgreSQL it comes back after its connection was ended, and says that there was a gap', async () => {
  const bus = await postgresBus({ connectionString: inject('databaseUrl'), log });
  let gaps = 0;
  const heard: JsonValue[] = [];
  bus.onReconnect(() => {
    gaps++;
  });
  await bus.subscribe('sonra', (payload) => heard.push(payload));
  const admin = new pg.Client({ connectionString: inject('databaseUrl') });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'chitlaq bus' and query like 'listen%'`,
  );
  await admin.end();
  await expect.poll(() => gaps, { timeout: 15_000 }).toBe(1);
  await bus.publish('sonra', 'geldi');
  await expect.poll(() => heard).toEqual(['geldi']);
  await bus.close();
});

test.runIf(binary)('on Redis it comes back after the server was killed and started anew', async () => {
  const first = await startRedisServer(binary ?? '');
  const bus = await redisBus({ url: first.url, log });
  let gaps = 0;
  const heard: JsonValue[] = [];
  bus.onReconnect(() => {
    gaps++;
  });
  await bus.subscribe('sonra', (payload) => heard.push(payload));
  await first.kill();
  const second = await startRedisServer(binary ?? '', first.port);
  await expect.poll(() => gaps, { timeout: 15_000 }).toBeGreaterThan(0);
  await expect
    .poll(
      async () => {
        await bus.publish('sonra', 'geldi').catch(() => undefined);
        return heard.length;
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0);
  await bus.close();
  await second.kill();
});

test('the PostgreSQL bus does not open where nobody answers: without the database there is nothing to start', async () => {
  const url = new URL(inject('databaseUrl'));
  url.port = '1';
  await expect(postgresBus({ connectionString: url.href, log, patienceMs: 300 })).rejects.toThrow();
});

test.runIf(binary)(
  'the Redis bus opens where nobody answers yet, says so, and is there when Redis is',
  async () => {
    const gone = await startRedisServer(binary ?? '');
    await gone.kill();
    const bus = await redisBus({ url: gone.url, log, patienceMs: 300 });
    await expect(bus.ping()).rejects.toThrow();
    const heard: JsonValue[] = [];
    await bus.subscribe('konu', (payload) => heard.push(payload));
    const back = await startRedisServer(binary ?? '', gone.port);
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
    await expect.poll(() => heard).toEqual([1]);
    await bus.close();
    await back.kill();
  },
);
