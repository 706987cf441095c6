import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestProxy } from '../../../platform/bus/test-proxy.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { picture, upload } from '../factory.ts';
import { storage } from '../storage/index.ts';
import { locationCacheOf, MAX_NAMES } from './location-cache.ts';
import { releaseStoredFiles } from './queries.ts';
import { PUBLIC_URLS_REVOKED } from './revocation.ts';

const MINUTE_MS = 60_000;

interface Shown {
  url: string;
  name: string;
  bytes: Buffer;
  postId: string;
}

let sent = 0;

/** A picture on a post for everybody or for followers; the same shade gives the same bytes. */
async function show(
  t: TestServer,
  member: TestMember,
  isPrivate: boolean,
  given?: number,
): Promise<Shown & { shade: number }> {
  sent += 1;
  const shade = given ?? sent;
  const colour = `#${(shade * 1_237).toString(16).padStart(6, '0')}`;
  const { body } = await upload(t, member, await picture(32, 32, colour).png().toBuffer());
  const visibility = isPrivate ? 'followers' : 'public';
  const post = await t.as(member).post('/posts', { content: 'Resim', visibility, mediaIds: [body.id] });
  const url: string = post.media[0].url;
  const { rawPayload } = await t.app.inject({ method: 'GET', url: body.url });
  return { url, name: url.split('/')[3] ?? '', bytes: rawPayload, postId: post.id, shade };
}

const load = async (t: TestServer, { url }: Pick<Shown, 'url'>) => {
  const { statusCode, rawPayload, headers } = await t.app.inject({ method: 'GET', url });
  return { status: statusCode, bytes: rawPayload, caching: headers['cache-control'] };
};

/** How often the work takes a connection to the database. */
async function countQueries(t: TestServer, work: () => Promise<unknown>): Promise<number> {
  let queries = 0;
  const count = () => (queries += 1);
  t.ctx.pool.on('acquire', count);
  await work();
  t.ctx.pool.off('acquire', count);
  return queries;
}

describe('with its database', () => {
  let t: TestServer;
  /** Another process that serves the same files. */
  let secondServer: TestServer;
  let ayse: TestMember;
  beforeAll(async () => {
    t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
    secondServer = await testServer({ DATABASE_URL: t.databaseUrl, DATA_DIR: t.ctx.config.dataDir });
    [ayse] = (await t.members(1)) as [TestMember];
  });
  afterAll(async () => {
    await secondServer.close();
    await t.close();
  });

  test('a public file that was located a moment ago costs no statement; a private one is queried each time', async () => {
    const [open, closed] = [await show(t, ayse, false), await show(t, ayse, true)];
    for (const file of [open, closed]) expect(await countQueries(t, () => load(t, file))).toBe(1);
    for (let nr = 0; nr < 20; nr++)
      expect(
        await countQueries(t, async () =>
          expect(await load(t, open)).toMatchObject({ status: 200, bytes: open.bytes }),
        ),
      ).toBe(0);
    for (let nr = 0; nr < 3; nr++) expect(await countQueries(t, () => load(t, closed))).toBe(1);
    t.clock.advance(10_000);
    expect(await countQueries(t, () => load(t, open))).toBe(1);
    expect(await countQueries(t, () => load(t, open))).toBe(0);
  });

  test('a forged URL costs no query, and a URL without a file is queried each time', async () => {
    const open = await show(t, ayse, false);
    const wrong = { ...open, url: open.url.replace(/uploads\/../, 'uploads/xx') };
    const none = { ...open, url: open.url.replace('full.webp', 'none.webp') };
    await load(t, open);
    expect(
      await countQueries(t, async () => expect(await load(t, wrong)).toMatchObject({ status: 404 })),
    ).toBe(0);
    for (let nr = 0; nr < 2; nr++)
      expect(
        await countQueries(t, async () => expect(await load(t, none)).toMatchObject({ status: 404 })),
      ).toBe(1);
  });

  test('a deleted file is gone in every process at once, even if others share its bytes', async () => {
    const open = await show(t, ayse, false);
    const equal = await show(t, ayse, false, open.shade);
    for (const server of [t, secondServer]) expect(await load(server, open)).toMatchObject({ status: 200 });
    await t.as(ayse).delete(`/posts/${open.postId}`);
    for (const server of [t, secondServer]) {
      await expect.poll(async () => (await load(server, open)).status, { timeout: 5_000 }).toBe(404);
      expect(await load(server, equal)).toMatchObject({ status: 200, bytes: open.bytes });
    }
    expect((await load(t, open)).caching).toBe('no-store');
  });

  test('if the revocation message was lost, the file is gone within ten seconds', async () => {
    const open = await show(t, ayse, false);
    await load(t, open);
    await releaseStoredFiles(t.ctx.db, open.name);
    expect(await load(t, open)).toMatchObject({ status: 200 });
    t.clock.advance(10_000);
    expect(await load(t, open)).toMatchObject({ status: 404 });
    expect(await load(t, open)).toMatchObject({ status: 404 });
  });

  test('if the bytes are gone before the message arrives, the file is located again: it is gone, or stored elsewhere', async () => {
    const [removedFile, movedFile] = [await show(t, ayse, false), await show(t, ayse, false)];
    for (const file of [removedFile, movedFile]) await load(t, file);
    const keyOf = async ({ name }: Shown): Promise<string> => {
      const { rows } = await t.ctx.pool.query<{ key: string }>(
        "select key from media.objects join media.stored_files using (hash) where name = $1 and file = 'full.webp'",
        [name],
      );
      return rows[0]?.key ?? '';
    };
    const [removedKey, old] = [await keyOf(removedFile), await keyOf(movedFile)];
    await releaseStoredFiles(t.ctx.db, removedFile.name);
    await storage(t.ctx).remove(removedKey);
    expect(await load(t, removedFile)).toMatchObject({ status: 404, caching: 'no-store' });

    const key = `${old.slice(0, 30)}00`;
    await storage(t.ctx).put(key, movedFile.bytes, 'image/webp');
    await t.ctx.pool.query('update media.objects set key = $1 where key = $2', [key, old]);
    await storage(t.ctx).remove(old);
    expect(await load(t, movedFile)).toMatchObject({ status: 200, bytes: movedFile.bytes });
  });

  test('a look-up that was in progress during a revocation is not cached', async () => {
    const open = await show(t, ayse, false);
    const holder = await t.ctx.pool.connect();
    await holder.query('begin');
    await holder.query('lock table media.stored_files in access exclusive mode');
    const first = load(t, open);
    await expect.poll(() => t.ctx.pool.idleCount + t.ctx.pool.waitingCount).toBe(0);
    let isInvalidated = false;
    const stop = await t.ctx.bus.subscribe(PUBLIC_URLS_REVOKED, () => {
      isInvalidated = true;
    });
    await t.ctx.bus.publish(PUBLIC_URLS_REVOKED, { names: [open.name] });
    await expect.poll(() => isInvalidated).toBe(true);
    await holder.query('rollback');
    holder.release();
    expect(await first).toMatchObject({ status: 200 });
    expect(await countQueries(t, () => load(t, open))).toBe(1);
    await stop();
  });

  test('the cache is bounded', async () => {
    const first = await show(t, ayse, false);
    await load(t, first);
    const { names } = locationCacheOf(t.ctx);
    for (let nr = 0; nr < MAX_NAMES + 10; nr++) names.set(`name ${nr}`, new Map());
    expect(names.size).toBe(MAX_NAMES);
    expect(await countQueries(t, () => load(t, first))).toBe(1);
    expect(names.size).toBe(MAX_NAMES);
    names.clear();
  });
});

describe('while its database is unreachable', () => {
  let base: TestServer;
  let t: TestServer;
  let wire: Awaited<ReturnType<typeof openTestProxy>>;
  let known: Shown;
  let unknown: Shown;
  let closed: Shown;
  beforeAll(async () => {
    base = await testServer();
    const url = new URL(base.databaseUrl);
    wire = await openTestProxy({ host: '127.0.0.1', port: Number(url.port) });
    url.host = `${wire.host}:${wire.port}`;
    t = await testServer({ MEDIA_MIN_FREE_MB: '1', DATABASE_URL: url.href });
  });
  beforeEach(async () => {
    // Real time: the clock goes on, and tokens expire.
    const [ayse] = (await t.members(1)) as [TestMember];
    [known, unknown, closed] = [
      await show(t, ayse, false),
      await show(t, ayse, false),
      await show(t, ayse, true),
    ];
    for (const file of [known, closed]) expect(await load(t, file)).toMatchObject({ status: 200 });
  });
  afterAll(async () => {
    await t.close();
    await wire.close();
    await base.close();
  });
  const isBack = () => expect.poll(async () => (await load(t, closed)).status, { timeout: 15_000 }).toBe(200);

  test('a recently located public file is served for 15 minutes, no other and no private one', async () => {
    await wire.cut();
    for (const ms of [0, 10_000, 5 * MINUTE_MS, 9 * MINUTE_MS]) {
      t.clock.advance(ms);
      const response = await load(t, known);
      expect(response).toEqual({ status: 200, bytes: known.bytes, caching: 'private, max-age=60' });
    }
    for (const file of [unknown, closed]) {
      const response = await load(t, file);
      expect(response.status).toBe(503);
      expect(response.caching ?? '').not.toContain('max-age');
    }
    t.clock.advance(MINUTE_MS);
    expect(await load(t, known)).toMatchObject({ status: 503 });
    await wire.restore();
    await isBack();
    for (const file of [known, unknown])
      expect(await load(t, file)).toMatchObject({ status: 200, bytes: file.bytes });
  });

  test('a database that does not answer does not delay cached files', async () => {
    t.clock.advance(10_000);
    wire.stall();
    expect(await load(t, known)).toMatchObject({ status: 200, bytes: known.bytes });
    // No further query for a while.
    expect(await countQueries(t, () => load(t, known))).toBe(0);
    await wire.cut();
    await wire.restore();
    await isBack();
    t.clock.advance(10_000);
    expect(await countQueries(t, () => load(t, known))).toBe(1);
  });

  test('what was deleted meanwhile is gone when the database is back', async () => {
    await load(t, known);
    await wire.cut();
    await releaseStoredFiles(base.ctx.db, known.name);
    expect(await load(t, known)).toMatchObject({ status: 200 });
    await wire.restore();
    // The bus reports a gap, so every entry is stale.
    await expect.poll(async () => (await load(t, known)).status, { timeout: 8_000 }).toBe(404);
  });
});
