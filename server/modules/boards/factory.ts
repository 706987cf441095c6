import { randomUUID } from 'node:crypto';
import { commitment, createKey, createSecret, keyId, unlockKey } from '@chitlaq/sealing';
import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { newId } from '../../platform/id.ts';
import type { TestServer } from '../../testing/server.ts';
import type { TestMember } from '../auth/factory.ts';
import { insertBoard } from './administration/queries.ts';
import { insertHolder, setKey } from './holders/queries.ts';
import { batchAfter } from './limits.ts';
import { hidePost } from './moderation/queries.ts';
import { publishDue } from './publishing/service.ts';
import { HOLDER_ROLES, type HolderRole } from './schemas.ts';

const DAY_MS = 86_400_000;
const PASSPHRASE = 'mavi turna 2';

type Key = Awaited<ReturnType<typeof unlockKey>>;
export interface TestHolder {
  role: HolderRole;
  member: TestMember;
  key: Key;
}

const files = new Map<string, Promise<Key[]>>();
/** Three keys, made once for each name of a set: a passphrase costs half a second. */
export function testKeys(set = ''): Promise<Key[]> {
  const made =
    files.get(set) ??
    Promise.all(
      HOLDER_ROLES.map(async () => unlockKey(JSON.stringify(await createKey(PASSPHRASE)), PASSPHRASE)),
    );
  files.set(set, made);
  return made;
}

/** Three holders with keys that count. */
export async function makeHolders(t: TestServer): Promise<TestHolder[]> {
  const members = await t.members(HOLDER_ROLES.length);
  const keys = await testKeys();
  const now = t.ctx.clock();
  return Promise.all(
    HOLDER_ROLES.map(async (role, index) => {
      const [member, key, id] = [members[index] as TestMember, keys[index] as Key, newId()];
      await insertHolder(t.ctx.db, { id, role, memberId: member.id, label: `Sahip ${index + 1}`, now });
      await setKey(t.ctx.db, {
        id,
        publicKey: key.publicKey,
        keyId: await keyId(key.publicKey),
        activeFrom: now,
      });
      return { role, member, key };
    }),
  );
}

/** Switches boards on. */
export async function switchOn(t: TestServer): Promise<void> {
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const { version, settings } = await t.as(admin).get('/admin/campus');
  const features = { ...DEFAULT_CAMPUS.settings.features, ...settings.features, boards: true };
  await t.as(admin).put('/admin/campus', { ...settings, features, basedOn: version });
}

/** A board for the whole campus, or for a university. @returns its id */
export async function makeBoard(t: TestServer, universityId: string | null = null): Promise<string> {
  const id = newId();
  const titles = { titleTr: 'Serbest kürsü', titleEn: 'Open floor', descriptionTr: '', descriptionEn: '' };
  await insertBoard(t.ctx.db, { id, ...titles, universityId, now: t.ctx.clock() });
  return id;
}

export interface Writer extends TestMember {
  secret: string;
}

/** Members whose accounts are old enough, each with a secret of their own. */
export async function makeWriters(
  t: TestServer,
  count: number,
  overrides: Parameters<TestServer['members']>[1] = {},
): Promise<Writer[]> {
  const members = await t.members(count, overrides);
  await t.ctx.pool.query('update auth.users set created_at = created_at - $2::interval where id = any($1)', [
    members.map(({ id }) => id),
    '8 days',
  ]);
  return Promise.all(
    members.map(async (member) => {
      const secret = createSecret();
      await t.as(member).put('/boards/secret', { commitment: await commitment(secret) });
      return { ...member, secret };
    }),
  );
}

/** Publishes what waits, as ten minutes later. The clock of the server stays, so that nobody has to sign in anew. */
export async function publishBatch(t: Pick<TestServer, 'ctx'>): Promise<void> {
  const later = batchAfter(t.ctx.clock());
  await publishDue({ ...t.ctx, clock: () => later });
}

/** A thread that waits. */
export async function writeThread(
  t: TestServer,
  author: Writer,
  boardId: string,
  { title = 'Kütüphane saatleri', text = 'Gece de açık olsun mu?' } = {},
): Promise<{ threadId: string; postId: string }> {
  const [threadId, postId] = [randomUUID(), randomUUID()];
  await t
    .as(author)
    .put(`/boards/${boardId}/threads/${threadId}`, { secret: author.secret, title, text, postId });
  return { threadId, postId };
}

/** A post that waits. @returns its id */
export async function writeReply(
  t: TestServer,
  author: Writer,
  threadId: string,
  body: { text?: string; replyToId?: string } = {},
): Promise<string> {
  const postId = randomUUID();
  const all = { secret: author.secret, text: 'Bence de.', ...body };
  await t.as(author).put(`/boards/threads/${threadId}/posts/${postId}`, all);
  return postId;
}

/** Hides a published post, as a moderator does. */
export async function hide(
  t: TestServer,
  by: Pick<TestMember, 'id'>,
  post: { threadId: string; postId: string },
): Promise<void> {
  const hiding = { id: newId(), reason: 'Hakaret', by: by.id, now: t.ctx.clock() };
  await hidePost(t.ctx.db, { id: post.postId, threadId: post.threadId }, hiding);
}

export const daysMs = (days: number): number => days * DAY_MS;
