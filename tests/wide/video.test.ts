import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasFfmpeg } from '../../server/modules/media/video/run-program.ts';
import {
  BACK_END,
  type Campus,
  call,
  newDataDir,
  processesOf,
  removeDataDir,
  signIn,
  startCampus,
} from '../system/campus.ts';

describe.skipIf(!(await hasFfmpeg()))('a video and the worker that processes it', () => {
  const dataDir = newDataDir();
  let campus: Campus;
  beforeAll(async () => {
    const env = { ROLES: `${BACK_END},media`, WORKER_SCAN_SECONDS: '0.5' };
    campus = await startCampus({ dataDir, env });
  });
  afterAll(async () => {
    await campus?.stop();
    removeDataDir(dataDir);
  });

  test('a worker killed during a video leaves no ffmpeg behind, and the next one finishes the video', async () => {
    const path = join(dataDir, 'a.mp4');
    const film = ['-f', 'lavfi', '-i', 'testsrc2=size=960x540:rate=25:duration=12'];
    execFileSync('ffmpeg', ['-v', 'error', ...film, '-c:v', 'mpeg4', '-q:v', '8', path]);
    const token = await signIn(campus);
    const form = new FormData();
    form.set('file', new Blob([readFileSync(path)]), 'a.mp4');
    const headers = { authorization: `Bearer ${token}` };
    const sent = await fetch(`${campus.url}/api/v1/media`, { method: 'POST', headers, body: form });
    expect(sent.status).toBe(201);
    const { id } = (await sent.json()) as { id: string };
    const state = async () => (await call(campus, 'GET', `/api/v1/media/${id}`, { token })).body;
    const working = async (what: string) =>
      (await processesOf(dataDir)).filter((line) => line.includes(what));

    await expect.poll(() => working('ffmpeg -nostdin'), { timeout: 20_000, interval: 20 }).toHaveLength(1);
    const [before] = await working('ffmpeg -nostdin');
    const [worker] = await working('main.js worker');
    process.kill(Number(worker?.split(' ')[0]), 'SIGKILL');
    expect(await state()).toMatchObject({ status: 'processing' });
    await expect.poll(() => working(before ?? ''), { timeout: 5_000 }).toEqual([]);
    await expect
      .poll(state, { timeout: 90_000, interval: 500 })
      .toMatchObject({ status: 'ready', progress: 100 });
  });
});
