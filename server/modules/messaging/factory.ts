import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, OpenContext } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import { unzip } from '../../testing/unzip.ts';
import type { Conversation } from './conversations/schemas.ts';
import { acceptRequest, startConversation } from './conversations/service.ts';
import { writeArchive } from './export/archive.ts';
import type { Message } from './schemas.ts';
import { sendMessage } from './sending/service.ts';

interface Person {
  id: string;
  universityId: string;
  sessionId: string;
}
const toViewer = (person: Person): Viewer => ({ ...person, roles: ['member'] });

let count = 0;

/** Sends a text as its sender would. */
export async function makeMessage(
  t: { ctx: Context },
  writer: Person,
  conversation: { id: string },
  content?: string,
): Promise<Message> {
  count += 1;
  const input = { clientId: newId(), content: content ?? `İleti ${count}` };
  return (await sendMessage(t.ctx, toViewer(writer), conversation.id, input)).message;
}

/** A direct conversation that the other member has accepted. */
export async function makeDirect(t: { ctx: Context }, starter: Person, other: Person): Promise<Conversation> {
  const { conversation } = await startConversation(t.ctx, toViewer(starter), {
    type: 'direct',
    participantIds: [other.id],
  });
  await acceptRequest(t.ctx, toViewer(other), conversation.id);
  return conversation;
}

/** A group whose members have all accepted; the first is its owner. */
export async function makeGroup(
  t: { ctx: Context },
  [owner, ...others]: [Person, ...Person[]],
  name = 'Proje grubu',
): Promise<Conversation> {
  const participantIds = others.map(({ id }) => id);
  const { conversation } = await startConversation(t.ctx, toViewer(owner), {
    type: 'group',
    participantIds,
    name,
  });
  for (const other of others) await acceptRequest(t.ctx, toViewer(other), conversation.id);
  return conversation;
}

/** The text of all pages and lines that an export of a conversation would contain now. */
export async function makeArchive(
  t: { ctx: Context },
  person: Person & { username: string; displayName: string },
  conversation: { id: string },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chitlaq-copy-'));
  const { id, username, displayName } = person;
  try {
    await writeArchive(t.ctx, {
      viewer: toViewer(person),
      member: { id, username, displayName },
      request: {
        scope: 'messages',
        conversationId: conversation.id,
        locale: 'tr',
        timeZone: 'Europe/Istanbul',
      },
      folder,
      onProgress: async () => undefined,
    });
    const files = await unzip(await readFile(join(folder, 'archive.zip')));
    return [...files].flatMap(([path, content]) => [path, content.toString()]).join('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Makes the coalesced follow-up work due now. */
export const coalesceNow = (t: { ctx: OpenContext }) =>
  t.ctx.pool.query("update messaging.position_outbox set at = now() - interval '1 minute'");
