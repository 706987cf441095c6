import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type RunningRedis, startRedisServer } from '../../testing/redis-server.ts';
import '../../testing/provided.ts';
import { type Bus, type JsonValue, postgresBus, redisBus } from './index.ts';

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
  },
  {
    name: binary ? 'Redis' : 'Redis (skipped: no redis-server on this machine)',
    available: binary !== null,
    open: () => redisBus({ url: redis?.url ?? '', log }),
  },
];

describe.each(drivers)('the bus on $name', ({ available, open }) => {
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

  test.runIf(available)('what is too large is refused before it is sent', async () => {
    const one = await bus();
    await expect(one.publish('konu', 'x'.repeat(7_001))).rejects.toThrow(RangeError);
    await expect(one.publish('konu', 'x'.repeat(6_900))).resolves.toBeUndefined();
  });

  test.runIf(available)('it answers a ping', async () => {
    await expect((await bus()).ping()).resolves.toBeUndefined();
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
