import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../platform/root.ts';
import { TEST_SECRET, type TestServer, testServer } from '../testing/server.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

test('a process that stops first says so, and answers until others have learned it', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(projectRoot(), 'server/main.ts'), 'http'], {
    cwd: projectRoot(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      ROLES: 'feed',
      PORT: '0',
      DATABASE_URL: t.ctx.config.databaseUrl,
      DATABASE_DIRECT_URL: t.databaseUrl,
      DATA_DIR: t.ctx.config.dataDir,
      SECRET_KEY: TEST_SECRET,
      LOG_LEVEL: 'fatal',
      DRAIN_SECONDS: '2',
    },
  });
  const ended = once(child, 'exit');
  const [message] = await once(child, 'message');
  const ask = (path: string) => fetch(`http://127.0.0.1:${(message as { port: number }).port}${path}`);
  const before = await ask('/ready');
  expect(before.status).toBe(200);
  expect(before.headers.get('connection')).toBe('keep-alive');

  child.kill('SIGTERM');
  await expect.poll(async () => (await ask('/ready')).status).toBe(503);
  const answer = await ask('/api/v1/feed/home');
  expect(answer.status).toBe(401);
  expect(answer.headers.get('connection')).toBe('close');
  expect(await ended).toEqual([0, null]);
});
