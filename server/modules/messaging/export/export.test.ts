import { posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startS3Server } from '../../../testing/s3-server.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { unzip } from '../../../testing/unzip.ts';
import { makePicture, upload } from '../../media/factory.ts';
import { makeBlock } from '../../social/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../factory.ts';
import { type ArchivedConversation, type ArchivedMessage, ArchiveLine } from './archive-lines.ts';

type People = [TestMember, TestMember, TestMember];
const s3 = await startS3Server();
afterAll(() => s3.close());

/** Requests an archive, waits for it, downloads and opens it. */
async function archiveOf(t: TestServer, member: TestMember, body: object = {}) {
  const requested = await t.as(member).raw('POST', '/conversations/exports', { body });
  expect(requested).toMatchObject({ status: 202, body: { state: 'waiting', url: null } });
  await t.settled();
  const ready = await t.as(member).get(`/conversations/exports/${requested.body.id}`);
  expect(ready).toMatchObject({ state: 'ready', progress: 100 });
  const answer = await t.app.inject({ method: 'GET', url: ready.url });
  expect(answer).toMatchObject({
    statusCode: 200,
    headers: { 'content-type': 'application/zip', 'content-length': String(ready.size) },
  });
  expect(answer.headers['content-disposition']).toMatch(/^attachment;.*chitlaq-\d{4}-\d\d-\d\d\.zip/);
  const files = await unzip(answer.rawPayload);
  const lines = files
    .get('messages.jsonl')!
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => ArchiveLine.parse(JSON.parse(line)));
  const linesOf = <Type extends ArchiveLine['type']>(type: Type) =>
    lines.filter((line): line is Extract<ArchiveLine, { type: Type }> => line.type === type);
  const text = (path: string) => {
    const fileContent = files.get(path);
    if (fileContent === undefined)
      throw new Error(`not in the archive: ${path}; there is ${[...files.keys()]}`);
    return fileContent.toString();
  };
  const page = ({ page }: ArchivedConversation) => text(page);
  return { made: ready, files, lines, of: linesOf, text, page };
}
type Archive = Awaited<ReturnType<typeof archiveOf>>;

/** Checks that every page links only to files of the archive. */
function expectSelfContained({ files }: Archive): void {
  for (const [path, content] of files) {
    if (!path.endsWith('.html')) continue;
    const page = content.toString();
    expect(page, path).not.toMatch(
      /<script|<link|<iframe|<object|<form|\bon[a-z]+\s*=\s*["']|@import|url\(/i,
    );
    for (const [, address = ''] of page.matchAll(/(?:href|src)="([^"]*)"/g)) {
      const [target = '', anchor] = address.replaceAll('&amp;', '&').split('#').map(decodeURIComponent);
      expect(target, path).not.toMatch(/^[a-z]+:|^\/|\\/i);
      const fileContent = files.get(posix.join(posix.dirname(path), target));
      expect(fileContent, `${path} leads to ${address}`).toBeDefined();
      if (anchor) expect(fileContent?.toString()).toContain(`id="${anchor}"`);
    }
  }
}

describe.each(['disk', 'S3'])('an archive on %s', (kind) => {
  let t: TestServer;
  let ayse: TestMember;
  let bora: TestMember;
  beforeAll(async () => {
    t = await testServer({ MEDIA_MIN_FREE_MB: '1', ...(kind === 'S3' ? { S3_URL: s3.url } : {}) });
  });
  afterAll(() => t.close());
  const newPeople = async () => {
    [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  };
  let sent = 0;
  const send = async (member: TestMember, id: string, body: object) => {
    const answer = await t.as(member).raw('POST', `/conversations/${id}/messages`, {
      body: { clientId: `${kind} ${++sent}`, ...body },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };

  test('contains messages, replies, changes, deletions and reactions, for people and for programs', async () => {
    await newPeople();
    const direct = await makeDirect(t, ayse, bora);
    const first = await makeMessage(t, bora, direct, 'Vizede <b>görüşürüz</b> & "iyi" dersler\nikinci satır');
    const answer = await send(ayse, direct.id, { content: 'Olur', replyToId: first.id });
    const edited = await makeMessage(t, ayse, direct, 'yanlış');
    await t.as(ayse).patch(`/messages/${edited.id}`, { content: 'doğru' });
    const deleted = await makeMessage(t, bora, direct, 'pişman olunan');
    await t.as(bora).delete(`/messages/${deleted.id}`);
    await t.as(bora).put(`/messages/${answer.id}/reactions/${encodeURIComponent('👍')}`);
    await t.as(ayse).put(`/conversations/${direct.id}/draft`, { content: 'yarım kalan' });

    const archive = await archiveOf(t, ayse);
    expect(archive.of('archive')).toMatchObject([
      { version: 1, scope: 'all', member: { id: ayse.id, username: ayse.username } },
    ]);
    const [conversation] = archive.of('conversation');
    expect(conversation).toMatchObject({ id: direct.id, kind: 'direct', name: null, draft: 'yarım kalan' });
    expect(conversation?.members.map(({ id }) => id)).toEqual([ayse.id, bora.id]);
    expect(archive.of('message')).toMatchObject([
      { seq: 1, text: 'Vizede <b>görüşürüz</b> & "iyi" dersler\nikinci satır', sender: { id: bora.id } },
      {
        seq: 2,
        text: 'Olur',
        replyTo: { id: first.id, seq: 1 },
        reactions: [{ emoji: '👍', members: [{ id: bora.id }] }],
      },
      { seq: 3, text: 'doğru', editedAt: expect.any(String) },
      { seq: 4, text: '', deletedAt: expect.any(String), reactions: [] },
    ]);
    expect(archive.lines.at(-1)).toEqual({
      ...{ type: 'end', conversations: 1, messages: 4, files: 0, missingFiles: 0 },
    });
    expect(archive.made).toMatchObject({ conversations: 1, messages: 4, files: 0, missingFiles: 0 });

    const page = archive.page(conversation!);
    expect(page).toContain('Vizede &lt;b&gt;görüşürüz&lt;/b&gt; &amp; &quot;iyi&quot; dersler\nikinci satır');
    expect(page).toContain('#m1');
    expect(page).toContain('Bu mesaj silindi');
    expect(page).toContain('düzenlendi');
    expect(page).toMatch(/GMT\+3|TRT/);
    expect(page).toContain('👍');
    for (const all of [page, archive.text('messages.jsonl')]) {
      expect(all).not.toContain('pişman olunan');
      expect(all).not.toContain('yanlış');
    }
    expect(archive.text('index.html')).toMatch(/<html lang="tr">/);
    expectSelfContained(archive);
  });

  test('contains files with readable names, and reports missing ones', async () => {
    await newPeople();
    const direct = await makeDirect(t, ayse, bora);
    const picture = await makePicture(t, bora);
    const text = await upload(t, bora, Buffer.from('ders notu'), '../../Vize soruları <1>.txt');
    await send(bora, direct.id, { type: 'image', mediaIds: [picture.id] });
    await send(bora, direct.id, { type: 'file', mediaIds: [text.body.id], content: 'bak' });
    const lost = await makePicture(t, bora);
    const withLost = await send(bora, direct.id, { type: 'image', mediaIds: [lost.id] });
    await t.ctx.pool.query(`update media.files set name = repeat('0', 32) where subject_id = $1`, [
      withLost.id,
    ]);

    const before = (await t.as(ayse).get('/media/quota')).usedBytes;
    const archive = await archiveOf(t, ayse, { locale: 'en' });
    expect(archive.made).toMatchObject({ files: 2, missingFiles: 1 });
    const messages = archive.of('message');
    const [shown, document, missing] = messages.map(({ files }) => files[0]!);
    expect(shown).toMatchObject({ kind: 'image', path: expect.stringMatching(/000001-1-photo\.webp$/) });
    expect(archive.files.get(shown!.path!)?.subarray(8, 12).toString()).toBe('WEBP');
    expect(document?.path).toMatch(/000002-1-Vize-soruları-1\.txt$/);
    expect(archive.text(document!.path!)).toBe('ders notu');
    expect(missing?.path).toBeNull();
    const page = archive.page(archive.of('conversation')[0]!);
    expect(page).toContain('not found');
    expect(page).toContain('<html lang="en">');
    expectSelfContained(archive);
    expect((await t.as(ayse).get('/media/quota')).usedBytes).toBe(before);
  });
});

describe('an archive', () => {
  let t: TestServer;
  let ayse: TestMember;
  let bora: TestMember;
  let can: TestMember;
  beforeAll(async () => {
    t = await testServer();
    [ayse, bora, can] = (await t.members(3)) as People;
  });
  afterAll(() => t.close());
  const texts = (archive: Archive, { id }: { id: string }) =>
    archive
      .of('message')
      .filter((line: ArchivedMessage) => line.conversationId === id && line.kind !== 'notice')
      .map((line: ArchivedMessage) => line.text);

  test('contains what its member may read and nothing else, like the list of messages', async () => {
    const group = await makeGroup(t, [ayse, bora], 'Proje/../<script>alert(1)</script>');
    await t.as(ayse).patch(`/conversations/${group.id}`, { history: 'joined' });
    await makeMessage(t, ayse, group, 'Can gelmeden önce');
    await t.as(ayse).put(`/conversations/${group.id}/participants/${can.id}`, {});
    await t.as(can).put(`/conversations/${group.id}/accept`);
    const hidden = await makeMessage(t, ayse, group, 'Can kendinden sildi');
    await t.as(can).delete(`/messages/${hidden.id}?for=me`);
    const gone = await makeMessage(t, ayse, group, 'süresi doldu');
    await t.ctx.pool.query('update messaging.messages set expires_at = now() where id = $1', [gone.id]);
    await makeMessage(t, ayse, group, 'Can bunu okur');
    await makeMessage(t, bora, group, 'Can onu engelledi');
    const blocked = await makeDirect(t, can, bora);
    await makeMessage(t, bora, blocked, 'engelden önce');
    await makeBlock(t, can, bora);
    const others = await makeDirect(t, ayse, bora);
    await makeMessage(t, ayse, others, 'ikisinin arasında');

    const archive = await archiveOf(t, can);
    expect(texts(archive, group)).toEqual(['', 'Can bunu okur']);
    // Blockers keep older messages of a blocked member: they may need them.
    expect(texts(archive, blocked)).toEqual(['engelden önce']);
    const all = [...archive.files.values()].join('\n');
    for (const secret of [
      'gelmeden önce',
      'engelledi',
      'kendinden sildi',
      'süresi doldu',
      'ikisinin arasında',
    ])
      expect(all).not.toContain(secret);
    expect(all).toContain('Bu mesaj süresi dolunca kayboldu');
    expectSelfContained(archive);
    expect(texts(await archiveOf(t, ayse), group)).toContain('Can gelmeden önce');
  });

  test('of one conversation contains only that one; a non-participant gets none', async () => {
    const [derya, emre] = (await t.members(2)) as [TestMember, TestMember];
    const wanted = await makeDirect(t, derya, emre);
    await makeMessage(t, emre, wanted, 'istenen');
    const other = await makeGroup(t, [derya, emre]);
    await makeMessage(t, emre, other, 'öteki');
    const archive = await archiveOf(t, derya, { conversationId: wanted.id });
    expect(archive.of('conversation').map(({ id }) => id)).toEqual([wanted.id]);
    expect(archive.made).toMatchObject({ conversationId: wanted.id, conversationName: emre.displayName });
    expect([...archive.files.values()].join('\n')).not.toContain('öteki');
    expect(await t.as(can).post('/conversations/exports', { conversationId: wanted.id })).toMatchObject({
      status: 404,
      code: 'conversation_not_found',
    });
  });

  test('splits a long conversation into pages that link to each other', async () => {
    const [derya, emre] = (await t.members(2)) as [TestMember, TestMember];
    const direct = await makeDirect(t, derya, emre);
    const first = await makeMessage(t, emre, direct, 'ilk');
    await t.ctx.pool.query(
      `insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, created_at)
       select $1, nr, gen_random_uuid(), $2, nr::text, 'text', 'mesaj ' || nr, now() from generate_series(2, 1100) nr`,
      [direct.id, emre.id],
    );
    await t.ctx.pool.query('update messaging.conversations set last_seq = 1100 where id = $1', [direct.id]);
    await t.as(derya).post(`/conversations/${direct.id}/messages`, {
      ...{ clientId: 'son', content: 'sonuncu', replyToId: first.id },
    });
    const archive = await archiveOf(t, derya);
    expect(archive.of('message').map(({ seq }) => seq)).toEqual(
      Array.from({ length: 1101 }, (_, index) => index + 1),
    );
    const [conversation] = archive.of('conversation');
    const pages = [...archive.files.keys()].filter((path) => path.startsWith('conversations/'));
    expect(pages).toHaveLength(3);
    for (const path of pages.slice(1)) expect(archive.text('index.html')).toContain(path.split('/')[1]);
    // The reply on the last page links to the first page.
    expect(archive.text(pages[2]!)).toContain(`${encodeURIComponent(conversation!.page.split('/')[1]!)}#m1`);
    expectSelfContained(archive);
  });

  test('without conversations says so', async () => {
    const [derya] = (await t.members(1)) as [TestMember];
    const archive = await archiveOf(t, derya, { locale: 'en', timeZone: 'America/New_York' });
    expect(archive.text('index.html')).toContain('You have no conversations.');
    expect(archive.text('index.html')).toMatch(/E[SD]T|GMT-[45]/);
    expect(archive.lines).toHaveLength(2);
  });
});
