import { afterAll, expect, inject, test } from 'vitest';
import '../../testing/provided.ts';
import { makeDirect, makeMessage } from '../../modules/messaging/factory.ts';
import { type RunningRedis, startRedisServer } from '../../testing/redis-server.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { openDevice } from './testing/device.ts';
import { type RealtimeProcess, startRealtime } from './testing/process.ts';

const binary = inject('redisServer');
let redis: RunningRedis | undefined;
let t: TestServer | undefined;
const processes: RealtimeProcess[] = [];
afterAll(async () => {
  await Promise.all(processes.map((firstProcess) => firstProcess.stop()));
  await t?.close();
  await redis?.kill();
});

test.runIf(binary)('over Redis: delivered between processes, and synced after Redis was killed', async () => {
  redis = await startRedisServer(binary ?? '');
  const env = { REDIS_URL: redis.url };
  const server = await testServer(env);
  t = server;
  const [firstProcess, secondProcess] = [await startRealtime(t, env), await startRealtime(t, env)];
  processes.push(firstProcess, secondProcess);
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const conversation = await makeDirect(t, ayse, bora);
  const [aysesDevice, borasDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
  ];
  const conversationId = conversation.id;
  await aysesDevice.request('message', { conversationId, clientId: '1', content: 'Redis ile' });
  await expect.poll(() => borasDevice.events('message')).toMatchObject([{ content: 'Redis ile' }]);
  await redis.kill();
  const sent = await aysesDevice.request('message', {
    conversationId,
    clientId: '2',
    content: 'Redis yokken',
  });
  redis = await startRedisServer(binary ?? '', redis.port);
  await expect.poll(() => borasDevice.events('resync').length, { timeout: 20_000 }).toBeGreaterThan(0);
  const { items } = await borasDevice.request('sync', {
    conversations: { [conversationId]: sent.seq - 1 },
  });
  expect(items).toMatchObject([{ content: 'Redis yokken' }]);
  const isDeliveredAgain = async () => {
    await makeMessage(server, bora, conversation, 'yine').catch(() => undefined);
    return aysesDevice.events('message').some(({ content }) => content === 'yine');
  };
  await expect.poll(isDeliveredAgain, { timeout: 20_000, interval: 300 }).toBe(true);
  await Promise.all([aysesDevice.close(), borasDevice.close()]);
});
