import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { importFile } from './imported-files.ts';
import { locate } from './objects/service.ts';
import { findFile } from './queries.ts';
import { storage } from './storage/index.ts';
import { hasFfmpeg, run } from './video/run-program.ts';

const t = await testServer();
afterAll(t.close);

const path = (name: string) => join(t.ctx.config.dataDir, name);
/** Imports a file for a new member. @returns the outcome and the bytes that are stored, or the code of the problem */
async function imported(name: string) {
  const [{ id: ownerId }] = (await t.members(1)) as [TestMember];
  const id = newId();
  const file = { id, path: path(name), fileName: null, alt: null };
  const outcome = await importFile(t.ctx, ownerId, file).catch(({ code }) => code as string);
  // A second attempt finds what the first one made.
  if (outcome === 'kept') expect(await importFile(t.ctx, ownerId, file)).toBe('kept');
  const row = await findFile(t.ctx.db, id);
  if (row === undefined) return { outcome, bytes: undefined };
  expect(row.status).toBe('ready');
  const { key } = (await locate(t.ctx, row.name, row.variants.full?.file ?? ''))!;
  return { outcome, bytes: await buffer(await storage(t.ctx).read(key)) };
}
const hash = (bytes: Buffer | undefined) =>
  bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex');

test('a picture that a campus made keeps its bytes; others are made anew, or refused', async () => {
  const plain = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#35a07f' } });
  const own = await plain().webp().toBuffer();
  const outcomeOf = async (bytes: Buffer) => {
    writeFileSync(path('resim'), bytes);
    return imported('resim');
  };
  const kept = await outcomeOf(own);
  expect([kept.outcome, hash(kept.bytes)]).toEqual(['kept', hash(own)]);
  const frames = [0, 255].map((red) => ({
    create: { width: 40, height: 30, channels: 3 as const, background: { r: red, g: 0, b: 0 } },
  }));
  const parts = await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer()));
  const animated = await sharp(parts, { join: { animated: true } })
    .webp()
    .toBuffer();
  expect((await outcomeOf(animated)).outcome).toBe('kept');

  const large = sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#fff' } });
  const unknownChunk = Buffer.concat([own, Buffer.from('GIZL\u0004\0\0\0gizl', 'latin1')]);
  unknownChunk.writeUInt32LE(unknownChunk.length - 8, 4);
  for (const [name, bytes] of Object.entries({
    jpeg: await plain().jpeg().toBuffer(),
    exif: await plain()
      .webp()
      .withExif({ IFD0: { Copyright: 'Ayşe' } })
      .toBuffer(),
    profile: await plain().webp().withIccProfile('p3').toBuffer(),
    large: await large.webp().toBuffer(),
    trailing: Buffer.concat([own, Buffer.from('PK\u0003\u0004 more')]),
    unknownChunk,
  })) {
    const made = await outcomeOf(bytes);
    expect(made.outcome, name).toBe('processed');
    expect(hash(made.bytes), name).not.toBe(hash(bytes));
  }
  expect(await outcomeOf(own.subarray(0, own.length - 10))).toEqual({
    outcome: 'file_unreadable',
    bytes: undefined,
  });
});

test.skipIf(!(await hasFfmpeg()))(
  'so does a recording; one with its place, another codec or more behind it does not',
  async () => {
    const source = ['-f', 'lavfi', '-i', 'testsrc=duration=1:size=320x240:rate=10'];
    const sine = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1'];
    const make = (...args: string[]) => run('ffmpeg', ['-v', 'error', '-y', ...args], { timeoutMs: 30_000 });
    await make(...source, ...sine, '-metadata', 'location=+41.08+029.05/', path('film.mp4'));
    const film = await imported('film.mp4');
    expect(film.outcome).toBe('processed');
    expect(film.bytes!.includes('loci')).toBe(false);
    writeFileSync(path('own.mp4'), film.bytes!);
    const again = await imported('own.mp4');
    expect([again.outcome, hash(again.bytes)]).toEqual(['kept', hash(film.bytes)]);

    await make(...sine, path('ses.wav'));
    const sound = await imported('ses.wav');
    writeFileSync(path('own.m4a'), sound.bytes!);
    expect(await imported('own.m4a')).toEqual({ outcome: 'kept', bytes: sound.bytes });

    const copy = ['-i', path('own.mp4'), '-c', 'copy'];
    await make(...copy, '-metadata', 'location=+41.08+029.05/', path('place.mp4'));
    await make(...copy, '-metadata', 'comment=Ayşe', path('comment.mp4'));
    await make('-i', path('own.mp4'), '-c:v', 'mpeg4', '-c:a', 'copy', path('codec.mp4'));
    const box = Buffer.from('\0\0\0\x10skipgizligiz', 'latin1');
    writeFileSync(path('box.mp4'), Buffer.concat([film.bytes!, box]));
    const free = Buffer.from('\0\0\0\x10freegizligiz', 'latin1');
    writeFileSync(path('free.mp4'), Buffer.concat([film.bytes!, free]));
    for (const name of ['place.mp4', 'comment.mp4', 'codec.mp4', 'box.mp4', 'free.mp4']) {
      const made = await imported(name);
      expect(made.outcome, name).toBe('processed');
      for (const secret of ['loci', 'Ayşe', 'gizli']) expect(made.bytes!.includes(secret), name).toBe(false);
    }
    expect(readFileSync(path('place.mp4')).includes('loci')).toBe(true);
  },
  60_000,
);
