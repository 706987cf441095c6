import { parseEntities } from '@chitlaq/text';
import type pg from 'pg';
import type { DemoConversation, DemoMessage } from './demo/index.ts';

const MINUTE_MS = 60_000;

interface Names {
  idOf(username: string): string;
  fixedId(name: string, milliseconds: number): string;
  now: number;
}

/** Inserts conversations in their current state: numbered messages, read up to each member's position. */
export async function writeConversations(
  client: pg.ClientBase,
  conversations: readonly DemoConversation[],
  names: Names,
): Promise<void> {
  for (const conversation of conversations) await writeConversation(client, conversation, names);
}

async function writeConversation(
  client: pg.ClientBase,
  { key, name, members, isRequest = false, unread = {}, messages }: DemoConversation,
  { idOf, fixedId, now }: Names,
): Promise<void> {
  const momentOf = ({ minutesAgo }: DemoMessage) => now - minutesAgo * MINUTE_MS;
  const [first, last] = [messages[0], messages.at(-1)];
  const [maker] = members;
  if (!first || !last || !maker) return;
  const startedAt = momentOf(first) - MINUTE_MS;
  const id = fixedId(`conversation ${key}`, startedAt);
  const isGroup = name !== undefined;
  // A group's messages start with the notice of its creation.
  const before = isGroup ? 1 : 0;
  const lastSeq = before + messages.length;
  await client.query(
    `insert into messaging.conversations (id, type, pair, name, last_seq, last_message_at, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      isGroup ? 'group' : 'direct',
      isGroup ? null : members.map(idOf).sort().join(':'),
      name ?? null,
      lastSeq,
      new Date(momentOf(last)),
      idOf(maker),
      new Date(startedAt),
    ],
  );
  for (const member of members) {
    const read = lastSeq - (unread[member] ?? 0);
    await client.query(
      `insert into messaging.memberships
         (conversation_id, member_id, role, state, joined_at, added_by, delivered_seq, read_seq)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        idOf(member),
        isGroup && member === maker ? 'owner' : 'member',
        isRequest && member !== maker ? 'request' : 'active',
        new Date(startedAt),
        idOf(maker),
        read,
        read,
      ],
    );
  }
  if (isGroup)
    await client.query(
      `insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, notice, created_at)
       values ($1, 1, $2, $3, $4, 'notice', $5, $6)`,
      [
        id,
        fixedId(`notice ${key}`, startedAt),
        idOf(maker),
        `demo ${key} 0`,
        JSON.stringify({ kind: 'created', people: [] }),
        new Date(startedAt),
      ],
    );
  const ids = messages.map((message, index) => fixedId(`message ${key} ${index}`, momentOf(message)));
  for (const [index, message] of messages.entries()) {
    const seq = before + index + 1;
    const at = new Date(momentOf(message));
    await client.query(
      `insert into messaging.messages
         (conversation_id, seq, id, sender_id, client_id, type, content, entities, reply_to_id, has_reactions, created_at)
       values ($1, $2, $3, $4, $5, 'text', $6, $7, $8, $9, $10)`,
      [
        id,
        seq,
        ids[index],
        idOf(message.from),
        `demo ${key} ${index + 1}`,
        message.text.normalize('NFC'),
        JSON.stringify(entitiesOf(message.text, members, idOf)),
        message.replyTo === undefined ? null : ids[message.replyTo - 1],
        message.reactions !== undefined,
        at,
      ],
    );
    for (const [member, emoji] of message.reactions ?? [])
      await client.query(
        `insert into messaging.reactions (conversation_id, seq, member_id, emoji, created_at)
         values ($1, $2, $3, $4, $5)`,
        [id, seq, idOf(member), emoji, at],
      );
  }
}

/** As the server stores them: links, and mentions of participants. */
const entitiesOf = (text: string, members: readonly string[], idOf: Names['idOf']) =>
  parseEntities(text.normalize('NFC')).flatMap((entity): object[] => {
    if (entity.type !== 'mention') return [entity];
    return members.includes(entity.username) ? [{ ...entity, userId: idOf(entity.username) }] : [];
  });
