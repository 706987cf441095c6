import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { makeDirect } from '../../modules/messaging/factory.ts';
import { projectRoot } from '../../platform/root.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { startRealtime } from './testing/process.ts';

const run = promisify(execFile);
const t = await testServer();
const realtime = await startRealtime(t);
const folder = mkdtempSync(join(tmpdir(), 'chitlaq-client-'));
afterAll(async () => {
  await realtime.stop();
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A third-party program in plain JavaScript. */
const PROGRAM = `
import { connectRealtime } from '@chitlaq/client/realtime';
import WebSocket from 'ws';
const [url, token, conversationId] = process.argv.slice(2);
const client = connectRealtime(url, { token: () => token, WebSocket });
client.follow(conversationId, 0);
const heard = new Promise((resolve) => client.on('message', resolve));
const sent = await client.send({ conversationId, content: 'Başka bir programdan' });
console.log(JSON.stringify({ sent: sent.seq, heard: (await heard).content }));
client.close();
`;

test('the published package works in plain JavaScript, without our sources', {
  timeout: 60_000,
}, async () => {
  const installed = join(folder, 'node_modules/@chitlaq');
  mkdirSync(installed, { recursive: true });
  const script = join(projectRoot(), 'tools/client-package.ts');
  await run(process.execPath, ['--import', 'tsx', script, '--to', join(installed, 'client')], {
    cwd: projectRoot(),
  });
  symlinkSync(join(projectRoot(), 'node_modules/ws'), join(folder, 'node_modules/ws'));
  writeFileSync(join(folder, 'program.mjs'), PROGRAM);
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const { id } = await makeDirect(t, ayse, bora);
  const { stdout } = await run(process.execPath, ['program.mjs', realtime.url, ayse.accessToken, id], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    timeout: 20_000,
  });
  expect(JSON.parse(stdout)).toEqual({ sent: 1, heard: 'Başka bir programdan' });
});
