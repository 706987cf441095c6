import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import { media, type Packable } from '../../media/index.ts';
import type { Conversation } from '../conversations/schemas.ts';
import { participantsAfter } from '../conversations/seats.queries.ts';
import { conversation as conversationOf } from '../conversations/service.ts';
import { draftOf } from '../drafts/queries.ts';
import { type MessageRow, messagesAfter } from '../messages/queries.ts';
import type { ArchivedConversation, ArchivedFile, ArchiveLine, Name } from './lines.ts';
import type { Markup } from './markup.ts';
import { filePath, pagePath, placeName } from './names.ts';
import { type Listed, pagesFor, type Shown } from './pages.ts';
import { type ExportRow, namesOf, readable } from './queries.ts';
import { type Zip, zipTo } from './zip.ts';

/** Messages that are in memory at once. */
const BATCH = 200;
/**
 * Messages that are to disappear have done so in an archive, which outlives them: it is kept for days, and by its member for good.
 */
const END_OF_TIME = new Date('9999-01-01T00:00:00Z');
/** What a page holds: as much as a phone shows without effort. */
const PAGE = { messages: 500, characters: 1_000_000 };
const NAMES_KEPT = 5_000;
const PARTICIPANTS = 100;

export interface Packed {
  size: number;
  conversations: number;
  messages: number;
  files: number;
  missingFiles: number;
}

export interface Packing {
  viewer: Viewer;
  member: Name;
  order: Pick<ExportRow, 'conversationId' | 'locale' | 'timeZone'>;
  /** To work in; the archive is `archive.zip` in it. */
  folder: string;
  /** Is told how far it is, and throws where there is no use in going on. */
  onProgress(done: number, total: number): Promise<void>;
}

/**
 * Writes an archive of what a member may read now: the first page, pages of each conversation, files, and all of it as lines of
 * JSON. Whether they may is asked anew for each batch of messages. What is written while it is made is left out.
 *
 * Cost: memory for one batch and one page; on disk the archive and its lines. Three queries a batch of 200, some ten a conversation.
 * @throws Problem 507 `storage_full`
 */
export async function pack(ctx: Context, packing: Packing): Promise<Packed> {
  const { viewer, member, order, folder } = packing;
  const { timeZone } = order;
  const madeAt = ctx.clock().toISOString();
  const pages = pagesFor(order.locale, timeZone, viewer.id);
  const spans = await readable(ctx.db, viewer, order.conversationId);
  const total = spans.reduce((sum, { firstSeq, lastSeq }) => sum + Math.max(0, lastSeq - firstSeq + 1), 0);
  const counts = { conversations: 0, messages: 0, files: 0, missingFiles: 0 };
  const listed: Listed[] = [];
  const linesPath = join(folder, 'messages.jsonl');
  const lines = await open(linesPath, 'wx', 0o600);
  const path = join(folder, 'archive.zip');
  const zip = zipTo(path, new Date(madeAt));
  const names = new Map<string, Name>();
  const writeLines = async (...written: ArchiveLine[]) => {
    if (written.length > 0)
      await lines.appendFile(written.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };
  try {
    const scope = order.conversationId === null ? 'all' : 'conversation';
    await writeLines({ type: 'archive', version: 1, madeAt, timeZone, member, scope });
    let before = 0;
    for (const { id, firstSeq, lastSeq } of spans) {
      const head = await conversationOf(ctx, viewer, id).catch(unlessLeft);
      if (head !== undefined) {
        const talk: Talk = {
          head,
          firstSeq,
          lastSeq,
          place: listed.length + 1,
          onSeq: (seq) => packing.onProgress(before + seq - firstSeq + 1, total),
        };
        const one = await packConversation(ctx, { viewer, member, pages, zip, names, writeLines }, talk);
        listed.push(one.listed);
        counts.conversations++;
        counts.messages += one.listed.messages;
        counts.files += one.files;
        counts.missingFiles += one.missingFiles;
      }
      before += Math.max(0, lastSeq - firstSeq + 1);
      await packing.onProgress(before, total);
    }
    await writeLines({ type: 'end', ...counts });
    const { size } = await lines.stat();
    await media.roomFor(ctx, size);
    await zip.add('messages.jsonl', createReadStream(linesPath), { compress: true, large: size > 2 ** 31 });
    await zip.add('index.html', pages.index({ member, madeAt, listed, counts }), { compress: true });
    return { size: await zip.close(), ...counts };
  } finally {
    zip.abandon();
    await lines.close();
  }
}

/** One from which the member was taken since is left out. */
function unlessLeft(error: unknown): undefined {
  if (!(error instanceof Problem && error.code === 'conversation_not_found')) throw error;
}

interface Tools {
  viewer: Viewer;
  member: Name;
  pages: ReturnType<typeof pagesFor>;
  zip: Zip;
  names: Map<string, Name>;
  writeLines(...lines: ArchiveLine[]): Promise<void>;
}

interface Talk {
  head: Conversation;
  firstSeq: number;
  lastSeq: number;
  /** In the list of all, from 1. */
  place: number;
  onSeq(seq: number): Promise<void>;
}

async function packConversation(ctx: Context, tools: Tools, { head, firstSeq, lastSeq, place, onSeq }: Talk) {
  const { viewer, pages, zip } = tools;
  const { id } = head;
  const members = await membersOf(ctx, tools, head);
  const title = pages.titleOf({ kind: head.type, name: head.name, members });
  const folder = placeName(place, title, pages.words.conversationWord);
  const draft = await draftOf(ctx.db, id, viewer.id);
  const conversation: ArchivedConversation = {
    type: 'conversation',
    id,
    kind: head.type,
    name: head.name,
    page: pagePath(folder, 1),
    members,
    firstSeq,
    lastSeq,
    request: head.request,
    draft: draft?.content ?? null,
    createdAt: head.createdAt,
  };
  await tools.writeLines(conversation);

  const begins: { seq: number; at: Date }[] = [];
  const pageOf = (seq: number): string | null => {
    const nr = begins.findLastIndex((begin) => begin.seq <= seq) + 1;
    return nr === 0 ? null : pagePath(folder, nr).slice('conversations/'.length);
  };
  let rows: Markup[] = [];
  let inPage = { messages: 0, characters: 0 };
  let last: Date | null = null;
  const closePage = async (hasMore: boolean) => {
    const nr = Math.max(1, begins.length);
    const page = pages.page({ conversation, folder, nr, hasMore, rows });
    await media.roomFor(ctx, page.length);
    await zip.add(pagePath(folder, nr), page, { compress: true });
    rows = [];
    inPage = { messages: 0, characters: 0 };
    last = null;
  };

  const found = { messages: 0, files: 0, missingFiles: 0 };
  for (let after = firstSeq - 1; after < lastSeq; ) {
    const batch = await messagesAfter(ctx.db, viewer, id, after, BATCH, END_OF_TIME);
    const upTo = batch.filter((row) => row.seq <= lastSeq);
    const kept = upTo.filter((row) => !row.withheld);
    const files = await media.packable(
      ctx,
      'message',
      kept.filter((row) => row.hasMedia).map((row) => row.id),
    );
    await learnNames(ctx, tools.names, kept);
    const lines: ArchiveLine[] = [];
    for (const row of kept) {
      const packed = await packFiles(ctx, tools, folder, row, files.get(row.id) ?? []);
      for (const { path } of packed) found[path === null ? 'missingFiles' : 'files']++;
      if (packed.length > 0) await onSeq(row.seq - 1);
      if (inPage.messages >= PAGE.messages || inPage.characters >= PAGE.characters) await closePage(true);
      if (inPage.messages === 0) begins.push({ seq: row.seq, at: row.createdAt });
      const shown = toShown(row, packed, tools.names, pageOf);
      const markup = pages.messages(last, [shown]);
      rows.push(markup);
      last = row.createdAt;
      inPage = { messages: inPage.messages + 1, characters: inPage.characters + markup.text.length };
      found.messages++;
      const { quoted: _, sizes: __, ...line } = shown;
      lines.push(line);
    }
    await tools.writeLines(...lines);
    if (upTo.length < BATCH) break;
    after = upTo.at(-1)?.seq ?? lastSeq;
    await onSeq(after);
  }
  await closePage(false);
  const listed: Listed = {
    title,
    conversation,
    messages: found.messages,
    pages: begins.map(({ at }) => at),
  };
  return { listed, files: found.files, missingFiles: found.missingFiles };
}

/** All who are in a group; between two both, whatever the other one did with it. */
async function membersOf(
  ctx: Context,
  { viewer, member }: Tools,
  { id, type, participants, role }: Conversation,
): Promise<ArchivedConversation['members']> {
  if (type === 'direct') {
    const others = participants.map(({ avatarUrl: _, ...other }) => ({ ...other, invited: false }));
    return [{ ...member, role, gone: false, invited: false }, ...others];
  }
  const all: ArchivedConversation['members'] = [];
  for (let after: string | null = null; ; ) {
    const rows = await participantsAfter(ctx.db, id, after, PARTICIPANTS);
    for (const { avatarUrl: _, joinedAt: __, ...row } of rows) all.push(row);
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PARTICIPANTS) return [...all].sort((one) => (one.id === viewer.id ? -1 : 0));
  }
}

/** Who reacted, by name; those that are known are not asked for again. */
async function learnNames(
  ctx: Context,
  names: Map<string, Name>,
  rows: readonly MessageRow[],
): Promise<void> {
  const ids = new Set(rows.flatMap((row) => row.reactions.flatMap(({ userIds }) => userIds)));
  if (names.size > NAMES_KEPT) names.clear();
  const unknown = [...ids].filter((id) => !names.has(id));
  if (unknown.length > 0) for (const name of await namesOf(ctx.db, unknown)) names.set(name.id, name);
}

/** Puts the files of a message into the archive. One whose bytes are gone is told without a path. */
async function packFiles(
  ctx: Context,
  { zip, pages }: Tools,
  folder: string,
  { seq }: MessageRow,
  files: readonly Packable[],
): Promise<(ArchivedFile & { width: number | null; height: number | null })[]> {
  const packed = [];
  for (const [index, file] of files.entries()) {
    const { kind, fileName, mimeType, size, alt, ending, width, height } = file;
    const otherwise = pages.words.fileWords[kind];
    const called = fileName ?? alt ?? otherwise;
    await media.roomFor(ctx, size);
    const bytes = await file.open();
    const path =
      bytes === undefined ? null : filePath(folder, { seq, nr: index + 1, called, ending, otherwise });
    // Pictures, films and office documents are packed already.
    if (bytes !== undefined && path !== null) await zip.add(path, bytes, { compress: ending === 'txt' });
    packed.push({ path, kind, fileName, mimeType, size, alt, width, height });
  }
  return packed;
}

function toShown(
  row: MessageRow,
  packed: readonly (ArchivedFile & { width: number | null; height: number | null })[],
  names: ReadonlyMap<string, Name>,
  pageOf: (seq: number) => string | null,
): Shown {
  const { replyTo } = row;
  return {
    type: 'message',
    id: row.id,
    conversationId: row.conversationId,
    seq: row.seq,
    kind: row.type,
    sender:
      row.senderId === null || row.username === null
        ? null
        : { id: row.senderId, username: row.username, displayName: row.displayName ?? row.username },
    text: row.content,
    entities: row.entities,
    notice: row.notice && {
      ...row.notice,
      people: row.notice.people.map(({ id, username, displayName }) => ({ id, username, displayName })),
    },
    replyTo: row.replyToId === null ? null : { id: row.replyToId, seq: replyTo?.seq ?? null },
    forwarded: row.forwarded,
    reactions: row.reactions.map(({ emoji, userIds }) => ({
      emoji,
      members: userIds.flatMap((id) => names.get(id) ?? []),
    })),
    files: packed.map(({ width: _, height: __, ...file }) => file),
    preview: row.preview,
    sentAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    quoted:
      replyTo === null
        ? null
        : { senderName: replyTo.senderName, excerpt: replyTo.excerpt, page: pageOf(replyTo.seq) },
    sizes: packed.map(({ width, height }) => (width !== null && height !== null ? { width, height } : null)),
  };
}
