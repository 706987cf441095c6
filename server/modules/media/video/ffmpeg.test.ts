import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { upload } from '../factory.ts';
import { media } from '../index.ts';
import { hasFfmpeg } from './ffmpeg.ts';

const run = promisify(execFile);
const present = await hasFfmpeg();

describe.skipIf(!present)(
  `with the system’s ffmpeg${present ? '' : ' (skipped: it is not installed)'}`,
  () => {
    let t: TestServer;
    let ayse: TestMember;
    let folder: string;
    beforeAll(async () => {
      t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
      [ayse] = (await t.members(1)) as [TestMember];
      folder = mkdtempSync(join(tmpdir(), 'chitlaq-video-'));
    });
    afterAll(async () => {
      await t.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const make = async (name: string, args: string[]) => {
      const path = join(folder, name);
      await run('ffmpeg', ['-v', 'error', '-y', ...args, path]);
      return readFileSync(path);
    };
    const picture = (seconds: number) => [
      '-f',
      'lavfi',
      '-i',
      `testsrc=duration=${seconds}:size=322x240:rate=10`,
    ];
    const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2'];

    test('a video becomes H.264 in MP4, with a poster and its length, by a job', async () => {
      const film = await make('a.mkv', [...picture(2), ...tone, '-c:v', 'mpeg4', '-c:a', 'libmp3lame']);
      const { status, body } = await upload(t, ayse, film, 'a.mkv');
      expect(status).toBe(201);
      expect(body).toMatchObject({ kind: 'video', status: 'processing', url: null });
      await t.settled();
      const ready = await t.as(ayse).get(`/media/${body.id}`);
      expect(ready).toMatchObject({
        status: 'ready',
        mimeType: 'video/mp4',
        width: 322,
        height: 240,
        progress: 100,
      });
      expect(Math.abs(ready.durationMs - 2_000)).toBeLessThan(300);
      expect((await t.app.inject({ method: 'GET', url: ready.previewUrl })).headers['content-type']).toBe(
        'image/webp',
      );
      const attach = media.attach(t.ctx, ayse.id, [body.id], { type: 'post', id: newId(), isPrivate: false });
      await expect(attach).resolves.toMatchObject([{ kind: 'video' }]);
    });

    test('sound becomes AAC, whatever its container says of pictures', async () => {
      const { body } = await upload(t, ayse, await make('a.ogg', tone), 'a.ogg');
      expect(body).toMatchObject({ kind: 'audio', status: 'processing' });
      await t.settled();
      expect(await t.as(ayse).get(`/media/${body.id}`)).toMatchObject({
        status: 'ready',
        mimeType: 'audio/mp4',
        previewUrl: null,
      });
    });

    test('a recording that is too long, or damaged, is refused', async () => {
      const long = await make('long.mp4', ['-f', 'lavfi', '-i', 'color=size=16x16:rate=1:duration=660']);
      expect(await upload(t, ayse, long)).toMatchObject({
        status: 422,
        body: { code: 'recording_too_long' },
      });
      expect(await upload(t, ayse, long.subarray(0, 40))).toMatchObject({
        status: 422,
        body: { code: 'file_unreadable' },
      });
    });
  },
);
