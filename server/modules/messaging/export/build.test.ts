import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { watchDeadWorkers } from '../../../platform/dead-workers.ts';
import { type S3Server, startS3Server } from '../../../testing/s3-server.ts';
import { TEST_SECRET, type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { unzip } from '../../../testing/unzip.ts';
import { picture, upload } from '../../media/factory.ts';
import { makeDirect, makeMessage } from '../factory.ts';

const DAY_MS = 86_400_000;
const PATH = '/conversations/exports';

describe('a message archive', () => {
  let t: TestServer;
  let s3: S3Server;
  let ayse: TestMember;
  let bora: TestMember;
  beforeAll(async () => {
    s3 = await startS3Server();
    t = await testServer({ MEDIA_MIN_FREE_MB: '1', S3_URL: s3.url });
  });
  afterAll(async () => {
    await t.close();
    await s3.close();
  });
  beforeEach(async () => {
    s3.beforeResponse = undefined;
    [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  });

  const requestExport = (member: TestMember, body: object = {}) => t.as(member).raw('POST', PATH, { body });
  const createExport = async (member: TestMember) => {
    const { body } = await requestExport(member);
    await t.settled();
    return t.as(member).get(`${PATH}/${body.id}`);
  };
  /** Signs in again, because tests advance the clock past the token's expiry. */
  const signedIn = async ({ username, password }: TestMember) =>
    t.as(await t.anyone.post('/auth/login', { identifier: username, password }));
  const download = (url: string) => t.app.inject({ method: 'GET', url });
  const storageKeys = async (statement: string, values: unknown[]): Promise<string[]> => {
    const { rows } = await t.ctx.pool.query<{ key: string }>(
      `select object.key from media.objects object join media.stored_files stored on stored.hash = object.hash ${statement}`,
      values,
    );
    return rows.map(({ key }) => key);
  };
  /** Archives of members; also checks that storage has no other objects. */
  const archives = async (...members: TestMember[]) => {
    const all = await storageKeys('', []);
    expect([...s3.objects.keys()].filter((key) => !all.includes(key))).toEqual([]);
    const found = await storageKeys(
      'join messaging.exports export on export.name = stored.name where export.member_id = any($1)',
      [members.map(({ id }) => id)],
    );
    return found.filter((key) => s3.objects.has(key));
  };
  /** Working folders; none may be left over. */
  const workFolders = () => readdirSync(join(t.ctx.config.dataDir, 'uploads', 'incoming'));
  /** A conversation with a picture in the middle. `onPictureRead` runs work before storage returns its bytes. */
  const createConversationWithPicture = async () => {
    const conversation = await makeDirect(t, ayse, bora);
    await makeMessage(t, bora, conversation, 'önce');
    // Of a unique size, because equal bytes are stored once.
    const bytes = await picture(32 + ++pictures, 32)
      .png()
      .toBuffer();
    const { body } = await upload(t, bora, bytes);
    [pictureKey = ''] = await storageKeys(
      `join media.files file on file.name = stored.name where stored.file = 'full.webp' and file.id = $1`,
      [body.id],
    );
    await t.as(bora).post(`/conversations/${conversation.id}/messages`, {
      ...{ clientId: 'resim', type: 'image', mediaIds: [body.id] },
    });
    await makeMessage(t, bora, conversation, 'sonra');
    return conversation;
  };
  let pictureKey = '';
  let pictures = 0;
  const isOfPicture = (request: string) => request === `GET /bucket/${pictureKey}`;
  const onPictureRead = (work: () => Promise<unknown>) => {
    s3.beforeResponse = async (request) => {
      if (!isOfPicture(request)) return;
      s3.beforeResponse = undefined;
      await work();
    };
  };

  test('is built one at a time, replaces the previous one, and is not repeated by a retry of its request', async () => {
    const headers = { 'idempotency-key': 'bir' };
    const first = await t.as(ayse).raw('POST', PATH, { body: {}, headers });
    expect((await t.as(ayse).raw('POST', PATH, { body: {}, headers })).body.id).toBe(first.body.id);
    expect(await requestExport(ayse)).toMatchObject({ status: 409, body: { code: 'export_in_progress' } });
    expect(await requestExport(bora)).toMatchObject({ status: 202 });
    await t.settled();
    const { url } = await t.as(ayse).get(`${PATH}/${first.body.id}`);
    expect((await download(url)).statusCode).toBe(200);
    const second = await createExport(ayse);
    expect((await t.as(ayse).get(PATH)).items).toMatchObject([{ id: second.id, state: 'ready' }]);
    expect((await download(url)).statusCode).toBe(404);
    expect((await download(second.url)).statusCode).toBe(200);
    expect(await archives(ayse, bora)).toHaveLength(2);
  });

  test('is private: no other member can read, delete or download it', async () => {
    const mine = await createExport(ayse);
    const other = t.as(bora);
    expect(await other.get(`${PATH}/${mine.id}`)).toMatchObject({ status: 404, code: 'export_not_found' });
    expect(await other.delete(`${PATH}/${mine.id}`)).toMatchObject({ status: 404 });
    expect((await other.get(PATH)).items).toEqual([]);
    const borasUrl = new URL((await createExport(bora)).url, 'http://campus');
    const aysesUrl = new URL(mine.url, 'http://campus');
    for (const forgedUrl of [
      `${aysesUrl.pathname}?${borasUrl.searchParams}`,
      aysesUrl.pathname,
      `${aysesUrl.pathname}?expires=9999999999&signature=${aysesUrl.searchParams.get('signature')}`,
      aysesUrl.pathname.replace('/private/', '/aaaaaaaaaaaaaaaaaaaaaa/'),
    ])
      expect((await download(forgedUrl)).statusCode, forgedUrl).toBe(404);
    expect((await download(mine.url)).statusCode).toBe(200);
  });

  test('has a URL that expires and can be renewed until the archive is deleted', async () => {
    const mine = await createExport(ayse);
    t.clock.advance(DAY_MS);
    // The nightly cleanup of orphaned objects must keep it.
    await t.ctx.jobs.add('media.eraseOrphans', {});
    await t.settled();
    expect((await download(mine.url)).statusCode).toBeGreaterThan(400);
    const again = await (await signedIn(ayse)).get(`${PATH}/${mine.id}`);
    expect((await download(again.url)).statusCode).toBe(200);
    expect(Date.parse(mine.expiresAt) - Date.parse(mine.readyAt)).toBe(7 * DAY_MS);
    t.clock.advance(7 * DAY_MS);
    expect((await (await signedIn(ayse)).get(PATH)).items).toEqual([]);
    await t.ctx.jobs.add('messaging.cleanUpExports', {});
    await t.settled();
    expect(await archives(ayse)).toEqual([]);
    await t.ctx.jobs.add('messaging.cleanUpExports', {});
    await t.settled();
    const { rows } = await t.ctx.pool.query('select 1 from messaging.exports where member_id = $1', [
      ayse.id,
    ]);
    expect(rows).toEqual([]);
  });

  test('causes one notification when it is ready', async () => {
    const mine = await createExport(ayse);
    await t.ctx.emit('messaging.exported', { exportId: mine.id, memberId: ayse.id });
    await t.settled();
    expect((await t.as(ayse).get('/notifications')).items).toMatchObject([
      { kind: 'system', topic: 'export_ready', subjectId: mine.id, actors: [], isRead: false },
    ]);
  });

  test('can be withdrawn before, while and after it is built, and leaves nothing', async () => {
    const before = await requestExport(ayse);
    expect(await t.as(ayse).raw('DELETE', `${PATH}/${before.body.id}`)).toMatchObject({ status: 204 });
    await t.settled();

    await createConversationWithPicture();
    const whileRunning = await requestExport(ayse);
    onPictureRead(() => t.as(ayse).delete(`${PATH}/${whileRunning.body.id}`));
    await t.settled();
    expect(await t.as(ayse).get(`${PATH}/${whileRunning.body.id}`)).toMatchObject({ status: 404 });

    const after = await createExport(ayse);
    await t.as(ayse).delete(`${PATH}/${after.id}`);
    await t.settled();
    expect((await download(after.url)).statusCode).toBe(404);
    expect(await archives(ayse)).toEqual([]);
    expect(workFolders()).toEqual([]);
    expect((await t.as(ayse).get('/notifications')).items).toHaveLength(1);
  });

  test('of a member who is deleted meanwhile is not kept', async () => {
    await createConversationWithPicture();
    const { body } = await requestExport(ayse);
    onPictureRead(() =>
      t.ctx.pool.query(`update auth.users set status = 'deleted' where id = $1`, [ayse.id]),
    );
    await t.settled();
    expect(await archives(ayse)).toEqual([]);
    await t.ctx.jobs.add('messaging.cleanUpExports', {});
    await t.settled();
    const { rows } = await t.ctx.pool.query('select state from messaging.exports where id = $1', [body.id]);
    expect(rows).toMatchObject([{ state: 'removed' }]);
  });

  test('contains nothing more of a group after its member was removed from it', async () => {
    const conversation = await createConversationWithPicture();
    const { body } = await requestExport(ayse);
    onPictureRead(() =>
      t.ctx.pool.query(
        `with taken as (update messaging.memberships set state = 'removed' where conversation_id = $1 and member_id = $2)
         insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, created_at)
         select $1, nr, gen_random_uuid(), $3, nr::text, 'text', 'gizli ' || nr, now() from generate_series(4, 500) nr`,
        [conversation.id, ayse.id, bora.id],
      ),
    );
    // Pretends that there was more to read at the start.
    await t.ctx.pool.query('update messaging.conversations set last_seq = 500 where id = $1', [
      conversation.id,
    ]);
    await t.settled();
    const { url, state } = await t.as(ayse).get(`${PATH}/${body.id}`);
    expect(state).toBe('ready');
    const files = await unzip((await download(url)).rawPayload);
    expect(files.get('messages.jsonl')?.toString()).not.toContain('gizli');
  });

  test('of a killed worker is built by the next one, once', async () => {
    await createConversationWithPicture();
    const { body } = await requestExport(ayse);
    const pictureRequested = new Promise<void>((resolve) => {
      s3.beforeResponse = (request) => {
        if (!isOfPicture(request)) return Promise.resolve();
        resolve();
        return new Promise(() => undefined); // never resolves
      };
    });
    const worker = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', 'worker'], {
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        PORT: '0',
        DATABASE_URL: t.databaseUrl,
        DATA_DIR: t.ctx.config.dataDir,
        S3_URL: s3.url,
        SECRET_KEY: TEST_SECRET,
        LOG_LEVEL: 'fatal',
      },
    });
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    await Promise.race([
      pictureRequested,
      ended.then(() => Promise.reject(new Error('the worker ended by itself'))),
    ]);
    expect(await t.as(ayse).get(`${PATH}/${body.id}`)).toMatchObject({ state: 'running', url: null });
    worker.kill('SIGKILL');
    await ended;
    s3.beforeResponse = undefined;
    const watch = watchDeadWorkers(t.ctx);
    const locked = async () => {
      await watch.scan();
      const { rows } = await t.ctx.pool.query(
        'select id from graphile_worker.jobs where locked_by is not null',
      );
      return rows.length;
    };
    await expect.poll(locked, { timeout: 20_000 }).toBe(0);
    await watch.stop();
    await t.settled();
    expect(await t.as(ayse).get(`${PATH}/${body.id}`)).toMatchObject({
      state: 'ready',
      messages: 3,
      files: 1,
    });
    expect(await archives(ayse)).toHaveLength(1);
    expect(workFolders()).toEqual([]);
    expect((await t.as(ayse).get('/notifications')).items).toHaveLength(1);
  }, 60_000);

  test('that fails repeatedly is marked as failed, and can be requested again', async () => {
    await createConversationWithPicture();
    const { body } = await requestExport(ayse);
    const originalObjects = s3.objects;
    const bytes = originalObjects.get(pictureKey)!;
    // Exists when its size is read, missing when its bytes are read.
    s3.beforeResponse = async (request) => {
      if (request.startsWith('HEAD')) originalObjects.set(pictureKey, bytes);
      else if (isOfPicture(request)) originalObjects.delete(pictureKey);
    };
    for (let attempt = 1; attempt <= 6; attempt++) {
      await t.settled().catch(() => undefined);
      await t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now() where attempts > 0');
    }
    await t.settled();
    s3.beforeResponse = undefined;
    originalObjects.set(pictureKey, bytes);
    expect(await t.as(ayse).get(`${PATH}/${body.id}`)).toMatchObject({
      ...{ state: 'failed', failure: 'internal_error', url: null },
    });
    expect(workFolders()).toEqual([]);
    const second = await createExport(ayse);
    expect(second).toMatchObject({ state: 'ready', files: 1 });
    expect((await t.as(ayse).get(PATH)).items).toHaveLength(1);
  });

  test('without progress is restarted, and given up after two days', async () => {
    const { body } = await requestExport(ayse);
    const deleteJobs = () => t.ctx.pool.query(`delete from graphile_worker._private_jobs`);
    await deleteJobs();
    t.clock.advance(DAY_MS / 2);
    await t.ctx.jobs.add('messaging.cleanUpExports', {});
    await t.settled();
    const later = await signedIn(ayse);
    expect(await later.get(`${PATH}/${body.id}`)).toMatchObject({ state: 'ready' });
    const second = await later.raw('POST', PATH, { body: {} });
    await deleteJobs();
    t.clock.advance(3 * DAY_MS);
    await t.ctx.jobs.add('messaging.cleanUpExports', {});
    await t.settled();
    expect((await (await signedIn(ayse)).get(PATH)).items).toMatchObject([
      { id: second.body.id, state: 'failed', failure: 'internal_error' },
      { id: body.id, state: 'ready' },
    ]);
  });
});

test('a full disk refuses an archive, and fails the started ones with that reason', async () => {
  const t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  const [ayse] = (await t.members(1)) as [TestMember];
  const { id } = await t.as(ayse).post(PATH, {});
  t.ctx.config.mediaMinFreeMb = 1_000_000_000;
  await t.settled();
  expect(await t.as(ayse).get(`${PATH}/${id}`)).toMatchObject({ state: 'failed', failure: 'storage_full' });
  expect(await t.as(ayse).post(PATH, {})).toMatchObject({ status: 507, code: 'storage_full' });
  await t.close();
});

test('three archives a day are the limit, including withdrawn ones; the response to the fourth says when to retry', async () => {
  const t = await testServer({ MEDIA_MIN_FREE_MB: '1', RATE_LIMITS: 'on' });
  const [ayse] = (await t.members(1)) as [TestMember];
  for (let nr = 1; nr <= 3; nr++) {
    const { id } = await t.as(ayse).post(PATH, {});
    expect(await t.as(ayse).raw('DELETE', `${PATH}/${id}`)).toMatchObject({ status: 204 });
  }
  const refused = await t.as(ayse).raw('POST', PATH, { body: {} });
  expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_exports' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(86_000);
  t.clock.advance(DAY_MS);
  expect(await t.as(ayse).raw('POST', PATH, { body: {} })).toMatchObject({ status: 401 });
  await t.settled();
  await t.close();
});

test('an unknown time zone and an unknown field are refused', async () => {
  const t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  const [ayse] = (await t.members(1)) as [TestMember];
  for (const body of [{ timeZone: 'Mars/Olympus' }, { locale: 'de' }, { conversationId: 'x' }, { all: true }])
    expect(await t.as(ayse).post(PATH, body)).toMatchObject({ status: 400 });
  await t.close();
});
