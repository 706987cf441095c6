import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { exampleCount } from '../../../testing/depth.ts';
import { type S3Server, startS3Server } from '../../../testing/s3-server.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { picture, upload } from '../factory.ts';
import { media } from '../index.ts';
import { jobs } from '../jobs.ts';
import { commitFiles, deleteUnclaimed, eraseStored, storeFiles } from './service.ts';

const HOUR_MS = 3_600_000;

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3Server();
});
afterAll(() => s3.close());

describe.each(['disk', 'S3'])('on %s', (kind) => {
  let t: TestServer;
  let ayse: TestMember;
  let bora: TestMember;
  beforeAll(async () => {
    t = await testServer({ MEDIA_MIN_FREE_MB: '1', ...(kind === 'S3' ? { S3_URL: s3.url } : {}) });
    [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  });
  afterAll(() => t.close());

  /** Keys of everything in the storage. */
  const storedOnDisk = (): string[] => {
    if (kind === 'S3') return [...s3.objects.keys()].sort();
    const root = join(t.ctx.config.dataDir, 'uploads', 'files');
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 4))
      .sort();
  };
  const keysOf = async (table: 'objects' | 'unclaimed_objects'): Promise<string[]> => {
    const { rows } = await sql<{ key: string }>`select key from media.${sql.ref(table)}`.execute(t.ctx.db);
    return rows.map(({ key }) => key).sort();
  };
  /** Objects whose count differs from the number of their references. */
  const findMiscounted = async () => {
    const { rows } =
      await sql`select object.key, refs, count(stored.name)::int as files from media.objects object
      left join media.stored_files stored on stored.hash = object.hash group by object.hash having refs <> count(stored.name)`.execute(
        t.ctx.db,
      );
    return rows;
  };
  const load = async (url: string) => {
    const { statusCode, rawPayload } = await t.app.inject({ method: 'GET', url });
    return { status: statusCode, text: rawPayload.toString() };
  };
  const send = async (member: TestMember, text: string) => {
    const { status, body } = await upload(t, member, Buffer.from(text), 'not.txt');
    expect(status).toBe(201);
    return body as { id: string; url: string; size: number };
  };
  const stored = async () => {
    await t.settled();
    return storedOnDisk();
  };
  const endAll = async () => {
    t.clock.advance(7 * HOUR_MS);
    await deleteUnclaimed(t.ctx);
    t.clock.advance(-7 * HOUR_MS);
  };

  test('bytes that two members send are stored once; each has a URL of their own, and they are deleted with the last', async () => {
    const text = 'Ders notları: limit ve türev';
    const [first, other] = [await send(ayse, text), await send(bora, text)];
    expect(await stored()).toHaveLength(1);
    expect(first.url.split('/')[3]).not.toBe(other.url.split('/')[3]);

    await t.as(ayse).delete(`/media/${first.id}`);
    expect(await stored()).toHaveLength(1);
    expect(await load(first.url)).toMatchObject({ status: 404 });
    expect(await load(other.url)).toEqual({ status: 200, text });
    await t.as(bora).delete(`/media/${other.id}`);
    expect(await stored()).toEqual([]);
    expect(await keysOf('objects')).toEqual([]);
    expect(await load(other.url)).toMatchObject({ status: 404 });
  });

  test('an admin sees logical and stored sizes, and no owners', async () => {
    const [owner] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
    const text = 'x'.repeat(1_000);
    const sent = [await send(ayse, text), await send(bora, text), await send(bora, 'y'.repeat(500))];
    const { at, ...statistics } = await t.as(owner).get('/admin/media');
    expect(Date.parse(at)).not.toBeNaN();
    expect(statistics).toEqual({ logicalBytes: 2_500, storedBytes: 1_500, objects: 2 });
    expect(await t.as(ayse).raw('GET', '/admin/media')).toMatchObject({ status: 403 });
    for (const [index, { id }] of sent.entries())
      await t.as(index === 0 ? ayse : bora).delete(`/media/${id}`);
    await t.settled();
  });

  test('neither the response, the quota nor the writing reveals that somebody else has the same file', async () => {
    const photo = await picture(300, 200, '#405060').png().toBuffer();
    const [derya, can] = (await t.members(2)) as [TestMember, TestMember];
    const seen = async (member: TestMember) => {
      const before = kind === 'S3' ? s3.requests.length : 0;
      const { status, body } = await upload(t, member, photo);
      const newRequests = s3.requests.slice(before).map((request) => request.split(' ')[0]);
      const { id, url, previewUrl, createdAt, ...rest } = body;
      expect([id, url, previewUrl, createdAt]).not.toContain(undefined);
      const { usedBytes, files } = await t.as(member).get('/media/quota');
      return { status, rest, usedBytes, files, newRequests: kind === 'S3' ? newRequests : [], id };
    };
    const [first, second] = [await seen(derya), await seen(can)];
    expect({ ...second, id: '' }).toEqual({ ...first, id: '' });
    expect(second.rest.status).toBe('ready');
    await t.as(derya).delete(`/media/${first.id}`);
    await t.as(can).delete(`/media/${second.id}`);
    expect(await stored()).toEqual([]);
  });

  test('an equal public file does not open a private one, nor end with it', async () => {
    const bytes = await picture(60, 60, '#208040').png().toBuffer();
    const sendPicture = async (member: TestMember) => (await upload(t, member, bytes)).body;
    const [open, closed] = [await sendPicture(ayse), await sendPicture(bora)];
    const setAvatar = (id: string | null) =>
      t.ctx.transaction((tx) => media.setPicture(tx, ayse.id, { type: 'avatar', id: ayse.id }, id));
    const address = (await setAvatar(open.id)) ?? '';
    expect(await load(address)).toMatchObject({ status: 200 });
    const { text } = await load(closed.url);
    const [, , tag, name] = address.split('/');
    const hidden = closed.url.split('/')[3] ?? '';
    expect(await load(address.replace(name ?? '', hidden))).toMatchObject({ status: 404 });
    expect(await load(closed.url.replace('private', tag ?? ''))).toMatchObject({ status: 404 });
    expect(await load(closed.url.replace(hidden, name ?? ''))).toMatchObject({ status: 404 });
    for (const key of await keysOf('objects')) {
      expect(await load(`/uploads/${tag}/${key}/full.webp`)).toMatchObject({ status: 404 });
    }
    await setAvatar(null);
    await t.settled();
    expect(await load(address)).toMatchObject({ status: 404 });
    expect(await load(closed.url)).toEqual({ status: 200, text });
    await t.as(bora).delete(`/media/${closed.id}`);
    expect(await stored()).toEqual([]);
  });

  test('what a killed process stored and did not claim is deleted after some hours, and cannot be claimed then', async () => {
    const content = { file: 'file.txt', content: Buffer.from('yarım'), mimeType: 'text/plain' };
    const written = await storeFiles(t.ctx, [content]);
    await deleteUnclaimed(t.ctx);
    expect(storedOnDisk()).toHaveLength(1);
    await endAll();
    expect(storedOnDisk()).toEqual([]);
    const name = randomBytes(16).toString('hex');
    await expect(t.ctx.transaction((tx) => commitFiles(tx, name, written))).rejects.toThrow();
    expect(await keysOf('objects')).toEqual([]);
  });

  test('what a failed removal left is found in the night', async () => {
    const { id } = await send(ayse, 'Unutulan');
    await sql`delete from media.files where id = ${id}`.execute(t.ctx.db);
    expect(await stored()).toHaveLength(1);
    await jobs['media.eraseOrphans']?.(t.ctx, null);
    expect(await stored()).toEqual([]);
  });

  test('concurrent claims and deletions of shared bytes do not deadlock, and all counts are right', async () => {
    const names = Array.from({ length: 40 }, () => randomBytes(16).toString('hex'));
    const texts = ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => text.repeat(100));
    /** Four files of each name, two of them equal, in an order of its own. */
    const sizesOf = (at: number) =>
      ['full', 'preview', 'square', 'thumb'].map((size, index) => ({
        file: `${size}.txt`,
        content: Buffer.from(texts[(at * (at % 2 ? 1 : 5) + (index % 3) * (1 + (at % 5))) % 6] ?? ''),
        mimeType: 'text/plain',
      }));
    const name = async (at: number) => {
      const written = await storeFiles(t.ctx, sizesOf(at));
      await t.ctx.transaction((tx) => commitFiles(tx, names[at] ?? '', written));
    };
    await Promise.all(names.slice(0, 20).map((_, at) => name(at)));
    expect(await findMiscounted()).toEqual([]);
    const clear = () => deleteUnclaimed(t.ctx);
    await Promise.all([
      ...names.slice(0, 20).flatMap((missing, at) => [eraseStored(t.ctx, missing), name(at + 20), clear()]),
    ]);
    expect(await findMiscounted()).toEqual([]);
    await t.settled();
    expect(storedOnDisk()).toEqual(await keysOf('objects'));
    expect(storedOnDisk()).toHaveLength(6);
    await Promise.all(names.slice(20).map((missing) => eraseStored(t.ctx, missing)));
    expect(await stored()).toEqual([]);
    expect(await keysOf('unclaimed_objects')).toEqual([]);
  });

  type Act =
    | { kind: 'send'; text: number; member: number }
    | { kind: 'lose'; text: number }
    | { kind: 'delete'; at: number }
    | { kind: 'forward'; at: number }
    | { kind: 'erase'; at: number };
  const act: fc.Arbitrary<Act> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('send' as const), text: fc.nat(1), member: fc.nat(1) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('lose' as const), text: fc.nat(1), member: fc.nat(1) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constantFrom('delete', 'forward', 'erase'), at: fc.nat(20) }),
    },
  );

  test('whatever is sent, forwarded, deleted and lost concurrently, nothing referenced is missing and nothing else stays', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { maxLength: 5 }),
        async (script) => {
          /** The expected state: unattached files, and subjects with one file each. */
          let files: { id: string; url: string; text: string; owner: TestMember }[] = [];
          let attached: {
            subject: { type: 'message'; id: string };
            url: string;
            text: string;
            owner: TestMember;
          }[] = [];
          const perform = async (step: Act) => {
            if (step.kind === 'send' || step.kind === 'lose') {
              const text = `metin ${step.text}`;
              if (step.kind === 'lose') {
                await storeFiles(t.ctx, [
                  { file: 'file.txt', content: Buffer.from(text), mimeType: 'text/plain' },
                ]);
                return;
              }
              const owner = step.member === 0 ? ayse : bora;
              const { id, url } = await send(owner, text);
              files.push({ id, url, text, owner });
            } else if (step.kind === 'delete') {
              const [file] = files.splice(step.at % Math.max(1, files.length), 1);
              if (file) await t.as(file.owner).delete(`/media/${file.id}`);
            } else if (step.kind === 'forward') {
              const subject = { type: 'message', id: newId() } as const;
              const [file] = files.splice(step.at % Math.max(1, files.length), 1);
              const from = attached[step.at % Math.max(1, attached.length)];
              const { owner, text } = file ?? from ?? { owner: ayse, text: '' };
              const made = await t.ctx.transaction(async (tx) => {
                if (file) return media.attach(tx, owner.id, [file.id], subject);
                return from ? media.share(tx, owner.id, from.subject, subject) : [];
              });
              // No file if the first one was erased concurrently.
              for (const { url } of made) attached.push({ subject, url: url ?? '', text, owner });
            } else {
              const [first] = attached.splice(step.at % Math.max(1, attached.length), 1);
              if (first) await t.ctx.transaction((tx) => media.erase(tx, first.subject));
            }
          };
          const holds = async () => {
            for (const { url, text } of [...files, ...attached])
              expect(await load(url)).toEqual({ status: 200, text });
            expect(await findMiscounted()).toEqual([]);
          };
          for (const batch of script) {
            // The jobs of earlier steps run concurrently.
            await Promise.all([...batch.map(perform), t.settled()]);
            await holds();
          }
          await t.settled();
          await holds();
          expect(storedOnDisk()).toEqual(
            [...(await keysOf('objects')), ...(await keysOf('unclaimed_objects'))].sort(),
          );
          await endAll();
          expect(storedOnDisk()).toEqual(await keysOf('objects'));
          expect(storedOnDisk().length).toBe(new Set([...files, ...attached].map(({ text }) => text)).size);
          for (const { id, owner } of files) await t.as(owner).delete(`/media/${id}`);
          for (const { subject } of attached) await t.ctx.transaction((tx) => media.erase(tx, subject));
          await t.settled();
          expect(storedOnDisk()).toEqual([]);
          files = [];
          attached = [];
        },
      ),
      { numRuns: exampleCount(12) },
    );
  }, 60_000);
});
