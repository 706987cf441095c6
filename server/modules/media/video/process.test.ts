import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { picture, upload } from '../factory.ts';

/**
 * Tests our side of ffmpeg, on machines without one: two small programs of its name copy their input, report progress as it does,
 * and record how they were called. What ffmpeg itself produces is tested where it is installed.
 */
let t: TestServer;
let ayse: TestMember;
let folder: string;
const path = process.env.PATH;

const PROGRAM = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const here = __dirname;
if (args[0] === '-version') process.exit(0);
const source = args[args.indexOf('-i') + 1];
const text = fs.readFileSync(source, 'latin1');
fs.appendFileSync(here + '/calls', JSON.stringify([require('node:path').basename(__filename), ...args]) + '\\n');
if (text.includes('BROKEN') || (text.includes('LATE') && __filename.endsWith('ffmpeg'))) {
  process.stderr.write('moov atom not found');
  process.exit(1);
}
if (__filename.endsWith('ffprobe')) {
  const seconds = text.includes('LONG') ? '100000' : '4.2';
  const cover = { codec_type: 'video', width: 9, height: 9, disposition: { attached_pic: 1 } };
  const film = { codec_type: 'video', width: 640, height: 360, disposition: {} };
  const streams = [{ codec_type: 'audio' }, text.includes('SOUND') ? cover : film];
  process.stdout.write(JSON.stringify({ format: { duration: seconds }, streams }));
} else {
  const target = args.at(-1);
  if (target === 'pipe:1') process.stdout.write(Buffer.alloc(8000, 7));
  else if (target.endsWith('.png')) fs.copyFileSync(here + '/poster.png', target);
  else fs.copyFileSync(source, target);
  for (const at of target === 'pipe:1' ? [] : [1, 2, 3, 4]) process.stdout.write('frame=1\\nout_time_us=' + at * 1e6 + '\\nprogress=continue\\n');
}
`;

beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse] = (await t.members(1)) as [TestMember];
  folder = mkdtempSync(join(tmpdir(), 'chitlaq-ffmpeg-'));
  for (const name of ['ffmpeg', 'ffprobe']) {
    writeFileSync(join(folder, name), PROGRAM);
    chmodSync(join(folder, name), 0o755);
  }
  await picture(640, 360).png().toFile(join(folder, 'poster.png'));
  process.env.PATH = folder;
});
afterAll(async () => {
  process.env.PATH = path;
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

const film = (mark = '') => Buffer.from(`\0\0\0\x18ftypisom\0\0\0\0isomavc1 ${mark}`, 'latin1');

test('a video is processed by a job and gets its poster, its length and its size', async () => {
  const { status, body } = await upload(t, ayse, film(), 'a.mp4');
  expect(status).toBe(201);
  expect(body).toMatchObject({
    kind: 'video',
    status: 'processing',
    url: null,
    width: 640,
    durationMs: 4_200,
  });
  await t.settled();
  const ready = await t.as(ayse).get(`/media/${body.id}`);
  expect(ready).toMatchObject({
    status: 'ready',
    mimeType: 'video/mp4',
    width: 640,
    height: 360,
    durationMs: 4_200,
    progress: 100,
  });
  expect(ready.blurhash).toMatch(/^.{20,40}$/);
  const [played, poster] = await Promise.all(
    [ready.url, ready.previewUrl].map((url) => t.app.inject({ method: 'GET', url })),
  );
  expect(played?.headers['content-type']).toBe('video/mp4');
  expect(poster?.headers['content-type']).toBe('image/webp');
});

test('ffmpeg gets the container’s name, may read only that file, and drops metadata', async () => {
  rmSync(join(folder, 'calls'), { force: true });
  await upload(t, ayse, film(), 'a.mp4');
  await t.settled();
  const calls = readFileSync(join(folder, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
  // The last ones take the frames of which fingerprints are made.
  const programs = ['ffprobe', 'ffprobe', 'ffmpeg', 'ffprobe', 'ffmpeg', 'ffmpeg', 'ffmpeg', 'ffmpeg'];
  expect(calls.map(([name]) => name)).toEqual(programs);
  for (const call of calls) {
    const input = call.indexOf('-i');
    expect(call.slice(input - 4, input)).toEqual(['-protocol_whitelist', 'file', '-f', 'mov']);
    expect(call.slice(0, input)).toContain('-max_pixels');
  }
  expect(calls[2]?.join(' ')).toContain('-map_metadata -1');
});

test('a song with a cover is sound, without a poster', async () => {
  const { body } = await upload(t, ayse, film('SOUND'), 'a.m4a');
  expect(body.kind).toBe('audio');
  await t.settled();
  expect(await t.as(ayse).get(`/media/${body.id}`)).toMatchObject({
    status: 'ready',
    mimeType: 'audio/mp4',
    previewUrl: null,
    width: null,
    waveform: Array(64).fill(100),
  });
});

test.for([
  ['BROKEN', 'file_unreadable'],
  ['LONG', 'recording_too_long'],
] as const)('%s: refused at the upload', async ([mark, code]) => {
  expect(await upload(t, ayse, film(mark))).toMatchObject({ status: 422, body: { code } });
});

test('a recording that fails during processing ends as failed, and takes no space', async () => {
  const { body } = await upload(t, ayse, film('LATE'));
  await t.settled();
  expect(await t.as(ayse).get(`/media/${body.id}`)).toMatchObject({
    status: 'failed',
    failure: 'file_unreadable',
    storedBytes: 0,
    url: null,
  });
});
