import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { picture, upload } from '../factory.ts';
import { media } from '../index.ts';
import { processLater } from '../processing.ts';
import { probe } from './probe.ts';
import { hasFfmpeg } from './run-program.ts';
import { transcode } from './transcode.ts';

const run = promisify(execFile);
const present = await hasFfmpeg();
const hasHevc = present && (await run('ffmpeg', ['-v', 'error', '-encoders'])).stdout.includes('libx265');

const film = (size = '160x120', seconds = 1, rate: number | string = 10) => [
  ...['-f', 'lavfi', '-i', `testsrc=duration=${seconds}:size=${size}:rate=${rate}`],
];
const tone = (seconds = 1, hertz = 440) => [
  ...['-f', 'lavfi', '-i', `sine=frequency=${hertz}:duration=${seconds}`],
];
const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

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

    const make = async (name: string, ...args: string[]) => {
      const path = join(folder, name);
      await run('ffmpeg', ['-v', 'error', '-y', ...args, path]);
      return readFileSync(path);
    };
    /** As browsers record: written to a stream that cannot be patched afterwards, so its header declares no length. */
    const record = async (...args: string[]) => {
      const options = { encoding: 'buffer', maxBuffer: 2 ** 24 } as const;
      return (await run('ffmpeg', ['-v', 'error', ...args, '-f', 'webm', '-live', '1', '-'], options)).stdout;
    };
    /** Uploads a recording and processes it. @returns it as its owner sees it */
    const prepare = async (content: Buffer, name = 'a.mp4') => {
      const { status, body } = await upload(t, ayse, content, name);
      expect({ status, body }).toMatchObject({ status: 201, body: { status: 'processing' } });
      await t.settled();
      return { sent: body, made: await t.as(ayse).get(`/media/${body.id}`) };
    };
    const read = async (url: string) => (await t.app.inject({ method: 'GET', url })).rawPayload;
    const streamsOf = async (content: Buffer) => {
      const path = join(folder, 'copy.mp4');
      writeFileSync(path, content);
      const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', '-show_streams', path]);
      return JSON.parse(stdout).streams as { codec_type: string; codec_name: string; pix_fmt?: string }[];
    };
    const about = (milliseconds: number) => expect.closeTo(milliseconds / 1000, 0);
    const seconds = ({ durationMs }: { durationMs: number }) => durationMs / 1000;

    test('a video becomes H.264 in MP4, with a poster and its length, by a job', async () => {
      const content = await make('a.mkv', ...film('322x240', 2), ...tone(2), '-c:v', 'mpeg4', '-c:a', 'mp2');
      const { made } = await prepare(content, 'a.mkv');
      expect(made).toMatchObject({ status: 'ready', mimeType: 'video/mp4', progress: 100 });
      expect(made).toMatchObject({ width: 322, height: 240 });
      expect(seconds(made)).toEqual(about(2_000));
      const streams = await streamsOf(await read(made.url));
      expect(streams.map((stream) => stream.codec_name)).toEqual(['h264', 'aac']);
      const poster = await sharp(await read(made.previewUrl)).metadata();
      expect(poster).toMatchObject({ format: 'webp', width: 322, height: 240 });
      const attach = media.attach(t.ctx, ayse.id, [made.id], { type: 'post', id: newId() });
      await expect(attach).resolves.toMatchObject([{ kind: 'video' }]);
    });

    test('a browser’s recording declares no length: it is measured', async () => {
      const camera = await record(...film('160x120', 2), ...tone(2), ...VP8, '-c:a', 'libopus');
      const { sent, made } = await prepare(camera, 'a.webm');
      expect(sent).toMatchObject({ kind: 'video', width: 160 });
      expect(seconds(sent)).toEqual(about(2_000));
      expect(made).toMatchObject({ status: 'ready', kind: 'video' });
      expect(seconds(made)).toEqual(about(2_000));
    });

    test('a voice is sound whatever its container may hold, keeps its one channel, and has no poster', async () => {
      const opus = ['-c:a', 'libopus', '-b:a', '32k'];
      for (const [content, name] of [
        [await record(...tone(2), ...opus), 'ses.webm'],
        [await make('a.ogg', ...tone(2), ...opus), 'ses.ogg'],
        [await make('a.m4a', ...tone(2)), 'ses.m4a'],
      ] as const) {
        const { sent, made } = await prepare(content, name);
        expect(sent, name).toMatchObject({ kind: 'audio', width: null });
        expect(made, name).toMatchObject({ status: 'ready', mimeType: 'audio/mp4', previewUrl: null });
        expect(seconds(made), name).toEqual(about(2_000));
        expect(made.waveform, name).toHaveLength(64);
        expect(await streamsOf(await read(made.url)), name).toMatchObject([
          { codec_name: 'aac', channels: 1 },
        ]);
      }
    });

    test('a song’s cover is a picture: the song stays sound', async () => {
      writeFileSync(join(folder, 'cover.png'), await picture(80, 80).png().toBuffer());
      const cover = ['-i', join(folder, 'cover.png'), '-map', '0', '-map', '1'];
      const song = await make('a.mp3', ...tone(), ...cover, '-c:v', 'copy', '-disposition:v', 'attached_pic');
      const { sent, made } = await prepare(song, 'a.mp3');
      expect(sent).toMatchObject({ kind: 'audio', width: null });
      expect(await streamsOf(await read(made.url))).toMatchObject([{ codec_name: 'aac' }]);
    });

    test('sizes are those displayed: rotated, with square pixels, even, and within the limit', async () => {
      const upright = turned(await make('upright.mp4', ...film('160x120'), ...H264));
      const wide = await make('wide.mp4', ...film('80x120'), '-vf', 'setsar=2/1', ...H264);
      const odd = await make('odd.webm', ...film('161x91'), ...VP8);
      const large = await make('large.mp4', ...film('2560x1440', 0.2), ...H264);
      for (const [name, content, sent, copy] of [
        ['upright', upright, [120, 160], [120, 160]],
        ['of long pixels', wide, [160, 120], [160, 120]],
        ['odd', odd, [161, 91], [162, 92]],
        ['large', large, [2560, 1440], [1280, 720]],
      ] as const) {
        const found = await prepare(content);
        expect([found.sent.width, found.sent.height], name).toEqual(sent);
        expect([found.made.width, found.made.height], name).toEqual(copy);
        const poster = await sharp(await read(found.made.previewUrl)).metadata();
        expect([poster.width, poster.height], name).toEqual(copy);
      }
    });

    test('pictures with uneven timing, without sound, become a silent video of the same length', async () => {
      const uneven = ['-vf', "select='lt(n,5)+not(mod(n,7))'", '-fps_mode', 'vfr'];
      const { made } = await prepare(await make('a.mp4', ...film('160x120', 2, 30), ...uneven, ...H264));
      expect(Math.abs(seconds(made) - 2)).toBeLessThan(0.5);
      expect(await streamsOf(await read(made.url))).toMatchObject([{ codec_type: 'video' }]);
    });

    test('of two audio tracks the first is kept', async () => {
      const both = ['-map', '0', '-map', '1', '-map', '2', ...H264];
      const { made } = await prepare(await make('a.mov', ...film(), ...tone(), ...tone(1, 880), ...both));
      const kinds = (await streamsOf(await read(made.url))).map((stream) => stream.codec_type);
      expect(kinds).toEqual(['video', 'audio']);
    });

    test.skipIf(!hasHevc)('ten-bit HEVC becomes what every browser plays', async () => {
      const hevc = ['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1'];
      const quietArgs = ['-x265-params', 'log-level=none'];
      const { made } = await prepare(await make('a.mov', ...film(), ...hevc, ...quietArgs));
      expect(await streamsOf(await read(made.url))).toMatchObject([
        { codec_name: 'h264', pix_fmt: 'yuv420p' },
      ]);
    });

    test('location, time and device of a recording are dropped', async () => {
      const percents = [
        ...['-metadata', 'title=Gizli', '-metadata', 'location=+41.0082+028.9784/'],
        ...['-metadata', 'make=Telefoncu', '-metadata', 'creation_time=2021-02-03T04:05:06Z'],
        ...['-metadata:s:v', 'handler_name=Gizli Kamera', '-metadata:s:a', 'title=Gizli Ses'],
      ];
      const formats = [
        ['a.mp4', '-movflags', 'use_metadata_tags'],
        ['a.mkv', '-c:a', 'mp3'],
      ] as const;
      for (const [name, ...how] of formats) {
        const content = await make(name, ...film(), ...tone(), ...H264, ...percents, ...how);
        expect(content.includes('Gizli Kamera'), name).toBe(true);
        const { made } = await prepare(content, name);
        const copy = await read(made.url);
        for (const word of ['Gizli', '41.0082', 'Telefoncu']) expect(copy.includes(word), word).toBe(false);
        const { stdout } = await run('ffprobe', [
          ...['-v', 'error', '-show_entries', 'format_tags:stream_tags', join(folder, name)],
        ]);
        expect(stdout).toContain('2021-02-03');
        expect(JSON.stringify(await streamsOf(copy))).not.toContain('2021');
        const poster = await sharp(await read(made.previewUrl)).metadata();
        expect([poster.exif, poster.xmp, poster.iptc]).toEqual([undefined, undefined, undefined]);
      }
    });

    test('a playlist disguised as a recording reads nothing outside of the file', async () => {
      let calls = 0;
      const site = createServer((_, response) => {
        calls += 1;
        response.end();
      });
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
      const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/a.ts`;
      const secret = join(folder, 'secret.ts');
      writeFileSync(secret, 'secret');
      const lists = [
        `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${address}\n#EXTINF:9,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
        `ffconcat version 1.0\nfile '${address}'\nfile '${secret}'\n`,
        `1\n00:00:00,000 --> 00:00:09,000\n<img src="${address}">\n`,
      ];
      const coats = [
        '\0\0\0\x14ftypisom\0\0\0\0isom',
        '\x1a\x45\xdf\xa3',
        'OggS',
        'RIFF\x10\0\0\0AVI ',
        'ID3\x04\0\0\0\0\0\0',
      ];
      for (const list of lists) {
        // Undisguised it is a text, stored for download.
        expect((await upload(t, ayse, Buffer.from(list), 'a.mp4')).body).toMatchObject({
          kind: 'file',
          mimeType: 'text/plain',
        });
        for (const coat of coats) {
          const { status } = await upload(t, ayse, Buffer.from(coat + list, 'latin1'), 'a.mp4');
          expect(status, coat).toBe(422);
        }
      }
      // Even if it were taken for a playlist by mistake, it would call no URL.
      const path = join(folder, 'list.m3u8');
      writeFileSync(path, lists[0] ?? '');
      await expect(probe(path, 'hls')).rejects.toThrow();
      site.close();
      expect(calls).toBe(0);
    });

    test('a recording that declares to be too long, too large, or nothing, is refused before any work', async () => {
      const hours = await make('long.mp4', ...film('16x16', 36_000, '1/60'), ...H264);
      expect(await upload(t, ayse, hours)).toMatchObject({ body: { code: 'recording_too_long' } });
      const ages = await record(...film('16x16', 36_000, '1/60'), ...VP8);
      expect(await upload(t, ayse, ages)).toMatchObject({ body: { code: 'recording_too_long' } });
      const noisy = await make(
        'wall.mkv',
        ...film('6000x4000', 1, 1),
        '-c:v',
        'mjpeg',
        '-pix_fmt',
        'yuvj420p',
      );
      expect(await upload(t, ayse, noisy)).toMatchObject({ body: { code: 'video_too_large' } });
      const sky = sized(noisy, 6_000, 4_000, 20_000, 20_000);
      expect(await upload(t, ayse, sky)).toMatchObject({ body: { code: 'video_too_large' } });
      const flicker = await make('flicker.avi', ...film('16x16', 0.2, 1_000), '-c:v', 'mpeg4');
      // The length of a stream is counted in pictures: here 200 of them become 200,000 in as many milliseconds.
      flicker.writeUInt32LE(200_000, flicker.indexOf('strh') + 8 + 32);
      expect(await upload(t, ayse, flicker)).toMatchObject({ body: { code: 'video_too_large' } });
      expect(await upload(t, ayse, hours.subarray(0, 40))).toMatchObject({
        status: 422,
        body: { code: 'file_unreadable' },
      });
    });

    test('a recording longer than declared is stopped on the way, and takes no space', async () => {
      const long = await make('long.mkv', ...film('16x16', 640, 1), '-c:v', 'mpeg4');
      const short = Buffer.from(long);
      short.writeDoubleBE(1_000, short.indexOf(Buffer.from([0x44, 0x89, 0x88])) + 3);
      const { sent, made } = await prepare(short, 'a.mkv');
      expect(seconds(sent)).toBe(1);
      expect(made).toMatchObject({ status: 'failed', failure: 'recording_too_long', storedBytes: 0 });
    });

    test('a truncated recording is as long as what is left of it, and one without its index is refused', async () => {
      const complete = await record(...film('160x120', 4), ...tone(4), ...VP8, '-c:a', 'libopus');
      const { made } = await prepare(complete.subarray(0, complete.length / 2), 'a.webm');
      expect(made).toMatchObject({ status: 'ready', kind: 'video' });
      expect(seconds(made)).toBeGreaterThan(0.5);
      expect(seconds(made)).toBeLessThan(3.5);
      const indexed = await make('a.mp4', ...film(), ...H264);
      const cut = await upload(t, ayse, indexed.subarray(0, indexed.length / 2));
      expect(cut).toMatchObject({ status: 422, body: { code: 'file_unreadable' } });
    });

    test('a job that is stopped with its worker leaves the file as it was, and the next one finishes it', async () => {
      const { body } = await upload(t, ayse, await make('a.mp4', ...film(), ...H264));
      await expect(processLater(t.ctx, { mediaId: body.id }, AbortSignal.abort())).rejects.toThrow(/abort/i);
      expect(await t.as(ayse).get(`/media/${body.id}`)).toMatchObject({ status: 'processing' });
      await t.settled();
      expect(await t.as(ayse).get(`/media/${body.id}`)).toMatchObject({ status: 'ready', progress: 100 });
    });

    test('progress only rises', async () => {
      const path = join(folder, 'a.mp4');
      await make('a.mp4', ...film('320x240', 20), ...H264);
      const percents: number[] = [];
      const source = { path, container: 'mov', kind: 'video', probed: await probe(path, 'mov') } as const;
      await transcode(source, join(folder, 'b.mp4'), async (percent) => void percents.push(percent));
      expect(percents.length).toBeGreaterThan(0);
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      expect(percents.at(-1)).toBeGreaterThan(90);
      expect(percents.at(-1)).toBeLessThan(100);
    });
  },
);

/** The same MP4 with the mark of a phone that was held upright: its track’s matrix rotates by 90°. */
function turned(mp4: Buffer): Buffer {
  const made = Buffer.from(mp4);
  const straight = Buffer.from(
    '000100000000000000000000000000000001000000000000000000000000000040000000',
    'hex',
  );
  const at = made.indexOf(straight, made.indexOf('tkhd'));
  Buffer.from('000000000001000000000000ffff00000000000000000000007800000000000040000000', 'hex').copy(
    made,
    at,
  );
  return made;
}

/** The same Matroska with another size in its header. */
function sized(mkv: Buffer, width: number, height: number, toWidth: number, toHeight: number): Buffer {
  const made = Buffer.from(mkv);
  for (const [mark, from, to] of [
    [0xb0, width, toWidth],
    [0xba, height, toHeight],
  ] as const) {
    const element = Buffer.from([mark, 0x82, from >> 8, from & 255]);
    made.writeUInt16BE(to, made.indexOf(element) + 2);
  }
  return made;
}
