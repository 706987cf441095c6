import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWire } from '../../../platform/bus/wire.ts';
import { newId } from '../../../platform/id.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { upload } from '../factory.ts';
import { media } from '../index.ts';
import { storage } from '../storage/index.ts';
import { MOST_NAMES, memoryOf } from './memory.ts';
import { releasePieces } from './queries.ts';
import { RELEASED } from './service.ts';

const MINUTE_MS = 60_000;

interface Shown {
  url: string;
  name: string;
  text: string;
  subject: { type: 'message'; id: string };
}

let sent = 0;

/** A file that everybody may see, or only some; the same bytes as another where its text is given. */
async function show(t: TestServer, member: TestMember, isPrivate: boolean, given?: string): Promise<Shown> {
  sent += 1;
  const text = given ?? `Ders notu ${sent}`;
  const { body } = await upload(t, member, Buffer.from(text), 'not.txt');
  const subject = { type: 'message', id: newId() } as const;
  const [file] = await t.ctx.transaction((tx) =>
    media.attach(tx, member.id, [body.id], { ...subject, isPrivate }),
  );
  const url = file?.url ?? '';
  return { url, name: url.split('/')[3] ?? '', text, subject };
}

const load = async (t: TestServer, { url }: Shown) => {
  const { statusCode, payload, headers } = await t.app.inject({ method: 'GET', url });
  return { status: statusCode, text: payload, caching: headers['cache-control'] };
};

/** How often the work takes a connection to the database. */
async function asked(t: TestServer, work: () => Promise<unknown>): Promise<number> {
  let taken = 0;
  const count = () => (taken += 1);
  t.ctx.pool.on('acquire', count);
  await work();
  t.ctx.pool.off('acquire', count);
  return taken;
}

describe('with its database', () => {
  let t: TestServer;
  /** Another process that serves the same files. */
  let beside: TestServer;
  let ayse: TestMember;
  beforeAll(async () => {
    t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
    beside = await testServer({ DATABASE_URL: t.databaseUrl, DATA_DIR: t.ctx.config.dataDir });
    [ayse] = (await t.members(1)) as [TestMember];
  });
  afterAll(async () => {
    await beside.close();
    await t.close();
  });

  test('a public file that was looked at a moment ago costs no statement; a private one is asked for each time', async () => {
    const [open, closed] = [await show(t, ayse, false), await show(t, ayse, true)];
    for (const file of [open, closed]) expect(await asked(t, () => load(t, file))).toBe(1);
    for (let nr = 0; nr < 20; nr++)
      expect(
        await asked(t, async () =>
          expect(await load(t, open)).toMatchObject({ status: 200, text: open.text }),
        ),
      ).toBe(0);
    for (let nr = 0; nr < 3; nr++) expect(await asked(t, () => load(t, closed))).toBe(1);
    t.clock.advance(10_000);
    expect(await asked(t, () => load(t, open))).toBe(1);
    expect(await asked(t, () => load(t, open))).toBe(0);
  });

  test('an address that nobody made is asked for nothing, and one without a file each time', async () => {
    const open = await show(t, ayse, false);
    const wrong = { ...open, url: open.url.replace(/uploads\/../, 'uploads/xx') };
    const none = { ...open, url: open.url.replace('file.txt', 'full.webp') };
    await load(t, open);
    expect(await asked(t, async () => expect(await load(t, wrong)).toMatchObject({ status: 404 }))).toBe(0);
    for (let nr = 0; nr < 2; nr++)
      expect(await asked(t, async () => expect(await load(t, none)).toMatchObject({ status: 404 }))).toBe(1);
  });

  test('a deleted file is gone in every process at once, though its bytes are another’s too', async () => {
    const open = await show(t, ayse, false);
    const equal = await show(t, ayse, false, open.text);
    for (const server of [t, beside]) expect(await load(server, open)).toMatchObject({ status: 200 });
    await t.ctx.transaction((tx) => media.erase(tx, open.subject));
    await t.settled();
    for (const server of [t, beside]) {
      await expect.poll(async () => (await load(server, open)).status, { timeout: 5_000 }).toBe(404);
      expect(await load(server, equal)).toMatchObject({ status: 200, text: open.text });
    }
    expect((await load(t, open)).caching).toBe('no-store');
  });

  test('where the word of a removal was lost, the file is gone within ten seconds', async () => {
    const open = await show(t, ayse, false);
    await load(t, open);
    await releasePieces(t.ctx.db, open.name);
    expect(await load(t, open)).toMatchObject({ status: 200 });
    t.clock.advance(10_000);
    expect(await load(t, open)).toMatchObject({ status: 404 });
    expect(await load(t, open)).toMatchObject({ status: 404 });
  });

  test('bytes that are gone before the word are asked for anew: there is no such file, or it lies elsewhere', async () => {
    const [gone, moved] = [await show(t, ayse, false), await show(t, ayse, false)];
    for (const file of [gone, moved]) await load(t, file);
    const keyOf = async ({ name }: Shown): Promise<string> => {
      const { rows } = await t.ctx.pool.query<{ key: string }>(
        'select key from media.objects join media.pieces using (hash) where name = $1',
        [name],
      );
      return rows[0]?.key ?? '';
    };
    const [lost, old] = [await keyOf(gone), await keyOf(moved)];
    await releasePieces(t.ctx.db, gone.name);
    await storage(t.ctx).remove(lost);
    expect(await load(t, gone)).toMatchObject({ status: 404, caching: 'no-store' });

    const key = `${old.slice(0, 30)}00`;
    await storage(t.ctx).put(key, Buffer.from(moved.text), 'text/plain');
    await t.ctx.pool.query('update media.objects set key = $1 where key = $2', [key, old]);
    await storage(t.ctx).remove(old);
    expect(await load(t, moved)).toMatchObject({ status: 200, text: moved.text });
  });

  test('what was being asked for while a removal was told is not remembered', async () => {
    const open = await show(t, ayse, false);
    const holder = await t.ctx.pool.connect();
    await holder.query('begin');
    await holder.query('lock table media.pieces in access exclusive mode');
    const first = load(t, open);
    await expect.poll(() => t.ctx.pool.idleCount + t.ctx.pool.waitingCount).toBe(0);
    let heard = false;
    const stop = await t.ctx.bus.subscribe(RELEASED, () => {
      heard = true;
    });
    await t.ctx.bus.publish(RELEASED, { name: open.name });
    await expect.poll(() => heard).toBe(true);
    await holder.query('rollback');
    holder.release();
    expect(await first).toMatchObject({ status: 200 });
    expect(await asked(t, () => load(t, open))).toBe(1);
    await stop();
  });

  test('so many are remembered and no more', async () => {
    const first = await show(t, ayse, false);
    await load(t, first);
    const { names } = memoryOf(t.ctx);
    for (let nr = 0; nr < MOST_NAMES + 10; nr++) names.set(`name ${nr}`, new Map());
    expect(names.size).toBe(MOST_NAMES);
    expect(await asked(t, () => load(t, first))).toBe(1);
    expect(names.size).toBe(MOST_NAMES);
    names.clear();
  });
});

describe('while its database is away', () => {
  let base: TestServer;
  let t: TestServer;
  let wire: Awaited<ReturnType<typeof openWire>>;
  let known: Shown;
  let unknown: Shown;
  let closed: Shown;
  beforeAll(async () => {
    base = await testServer();
    const url = new URL(base.databaseUrl);
    wire = await openWire({ host: url.hostname, port: Number(url.port) });
    url.host = `${wire.host}:${wire.port}`;
    t = await testServer({ MEDIA_MIN_FREE_MB: '1', DATABASE_URL: url.href });
  });
  beforeEach(async () => {
    // Of this time: the clock goes on, and tokens end.
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

  test('a public file that was looked at lately is served for a quarter of an hour, no other and no private one', async () => {
    await wire.cut();
    for (const ms of [0, 10_000, 5 * MINUTE_MS, 9 * MINUTE_MS]) {
      t.clock.advance(ms);
      const answer = await load(t, known);
      expect(answer).toEqual({ status: 200, text: known.text, caching: 'public, max-age=604800, immutable' });
    }
    for (const file of [unknown, closed]) {
      const answer = await load(t, file);
      expect(answer.status).toBe(503);
      expect(answer.caching ?? '').not.toContain('immutable');
    }
    t.clock.advance(MINUTE_MS);
    expect(await load(t, known)).toMatchObject({ status: 503 });
    await wire.mend();
    await isBack();
    for (const file of [known, unknown])
      expect(await load(t, file)).toMatchObject({ status: 200, text: file.text });
  });

  test('one that does not answer keeps nobody waiting for what is known', async () => {
    t.clock.advance(10_000);
    wire.silence();
    expect(await load(t, known)).toMatchObject({ status: 200, text: known.text });
    // Not asked again for a while.
    expect(await asked(t, () => load(t, known))).toBe(0);
    await wire.cut();
    await wire.mend();
    await isBack();
    t.clock.advance(10_000);
    expect(await asked(t, () => load(t, known))).toBe(1);
  });

  test('what was deleted meanwhile is gone when it is back', async () => {
    await load(t, known);
    await wire.cut();
    await releasePieces(base.ctx.db, known.name);
    expect(await load(t, known)).toMatchObject({ status: 200 });
    await wire.mend();
    // The bus says that words may have been lost: nothing is fresh any more.
    await expect.poll(async () => (await load(t, known)).status, { timeout: 8_000 }).toBe(404);
  });
});
