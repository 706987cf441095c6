import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import {
  type ArchiveManifest,
  MANIFEST_PATH,
  SIGNATURE_PATH,
} from '../../../platform/member-data/manifest.ts';
import { Problem } from '../../../platform/problem.ts';
import { auth } from '../../auth/index.ts';
import { type ArchivableFile, media } from '../../media/index.ts';
import { findParticipantsAfter } from '../conversations/memberships.queries.ts';
import type { Conversation } from '../conversations/schemas.ts';
import { conversation as conversationOf } from '../conversations/service.ts';
import { findDraft } from '../drafts/queries.ts';
import { findMessagesAfter, type MessageRow } from '../messages/queries.ts';
import { writeAccount } from './account.ts';
import type { ArchivedConversation, ArchivedFile, ArchiveLine, Name } from './archive-lines.ts';
import { filePath, folderName, pagePath } from './file-names.ts';
import type { Markup } from './html.ts';
import { createPages, type IndexEntry, type PageMessage } from './pages.ts';
import { type ExportRow, findNames, readableConversations } from './queries.ts';
import { createZip, type Zip } from './zip.ts';

/** Messages in memory at once. */
const BATCH = 200;
/** Messages are read as of this time, so disappearing ones count as expired: an archive outlives them. */
const FAR_FUTURE = new Date('9999-01-01T00:00:00Z');
/** Limits of a page: what a phone can show smoothly. */
const PAGE = { messages: 500, characters: 1_000_000 };
const MAX_CACHED_NAMES = 5_000;
const PARTICIPANTS_PER_QUERY = 100;

export interface ArchiveStats {
  size: number;
  conversations: number;
  messages: number;
  files: number;
  missingFiles: number;
}

export interface ArchiveOptions {
  viewer: Viewer;
  member: Name;
  request: Pick<ExportRow, 'scope' | 'conversationId' | 'locale' | 'timeZone'>;
  /** Working folder; the archive is `archive.zip` in it. */
  folder: string;
  /** Receives the progress. Throws if the export should stop. */
  onProgress(done: number, total: number): Promise<void>;
}

/**
 * Writes an archive of what a member may read now: an index page, pages of each conversation, files, and all
 * data as JSON lines. Read access is checked for each batch of messages. Messages written meanwhile are left
 * out.
 *
 * Cost: memory for one batch and one page; disk for the archive and its lines. Three queries per batch of
 * 200, about ten per conversation.
 * @throws Problem 507 `storage_full`
 */
export async function writeArchive(ctx: Context, options: ArchiveOptions): Promise<ArchiveStats> {
  const { viewer, member, request, folder } = options;
  const { timeZone } = request;
  const createdAt = ctx.clock().toISOString();
  const pages = createPages(request.locale, timeZone, viewer.id);
  const spans = await readableConversations(ctx.db, viewer, request.conversationId);
  const total = spans.reduce((sum, { firstSeq, lastSeq }) => sum + Math.max(0, lastSeq - firstSeq + 1), 0);
  const counts = { conversations: 0, messages: 0, files: 0, missingFiles: 0 };
  const indexEntries: IndexEntry[] = [];
  const linesPath = join(folder, 'messages.jsonl');
  const lines = await open(linesPath, 'wx', 0o600);
  const path = join(folder, 'archive.zip');
  const zip = createZip(path, new Date(createdAt));
  const names = new Map<string, Name>();
  const writeLines = async (...newLines: ArchiveLine[]) => {
    if (newLines.length > 0)
      await lines.appendFile(newLines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };
  try {
    const scope = request.conversationId === null ? 'all' : 'conversation';
    await writeLines({ type: 'archive', version: 1, createdAt, timeZone, member, scope });
    let before = 0;
    for (const { id, firstSeq, lastSeq } of spans) {
      const head = await conversationOf(ctx, viewer, id).catch(ignoreNotFound);
      if (head !== undefined) {
        const conversationExport: ConversationExport = {
          head,
          firstSeq,
          lastSeq,
          position: indexEntries.length + 1,
          onSeq: (seq) => options.onProgress(before + seq - firstSeq + 1, total),
        };
        const result = await writeConversation(
          ctx,
          { viewer, member, pages, zip, names, writeLines },
          conversationExport,
        );
        indexEntries.push(result.listed);
        counts.conversations++;
        counts.messages += result.listed.messages;
        counts.files += result.files;
        counts.missingFiles += result.missingFiles;
      }
      before += Math.max(0, lastSeq - firstSeq + 1);
      await options.onProgress(before, total);
    }
    const parts =
      request.scope === 'account'
        ? await writeAccount(ctx, {
            ...options,
            zip,
            pages,
            counts,
            keepAlive: () => options.onProgress(total, total),
          })
        : undefined;
    await writeLines({ type: 'end', ...counts });
    const { size } = await lines.stat();
    await media.requireFreeSpace(ctx, size);
    await zip.add('messages.jsonl', createReadStream(linesPath), { compress: true, large: size > 2 ** 31 });
    await zip.add('index.html', pages.index({ member, createdAt, listed: indexEntries, counts, parts }), {
      compress: true,
    });
    if (request.scope === 'account') await sign(ctx, zip, { member, createdAt });
    return { size: await zip.close(), ...counts };
  } finally {
    zip.destroy();
    await lines.close();
  }
}

/** Adds the manifest of all entries and its signature, so that another campus can tell the archive from a forgery. */
async function sign(
  ctx: Context,
  zip: Zip,
  { member, createdAt }: { member: Name; createdAt: string },
): Promise<void> {
  const manifest: ArchiveManifest = {
    format: 'chitlaq-account',
    version: 1,
    id: newId(),
    campus: { origin: ctx.config.publicUrl },
    member: { id: member.id, username: member.username },
    createdAt,
    files: zip.files(),
  };
  const text = JSON.stringify(manifest, null, 1);
  await zip.add(MANIFEST_PATH, text, { compress: true });
  const signature = await auth.signArchive(ctx, Buffer.from(text));
  await zip.add(SIGNATURE_PATH, JSON.stringify(signature), { compress: false });
}

/** Skips a conversation that the member was removed from since. */
function ignoreNotFound(error: unknown): undefined {
  if (!(error instanceof Problem && error.code === 'conversation_not_found')) throw error;
}

interface ArchiveWriter {
  viewer: Viewer;
  member: Name;
  pages: ReturnType<typeof createPages>;
  zip: Zip;
  names: Map<string, Name>;
  writeLines(...lines: ArchiveLine[]): Promise<void>;
}

interface ConversationExport {
  head: Conversation;
  firstSeq: number;
  lastSeq: number;
  /** Position in the list of conversations, from 1. */
  position: number;
  onSeq(seq: number): Promise<void>;
}

async function writeConversation(
  ctx: Context,
  writer: ArchiveWriter,
  { head, firstSeq, lastSeq, position, onSeq }: ConversationExport,
) {
  const { viewer, pages, zip } = writer;
  const { id } = head;
  const members = await membersOf(ctx, writer, head);
  const title = pages.titleOf({ kind: head.type, name: head.name, members });
  const folder = folderName(position, title, pages.words.conversationSlug);
  const draft = await findDraft(ctx.db, id, viewer.id);
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
  await writer.writeLines(conversation);

  const pageStarts: { seq: number; at: Date }[] = [];
  const pageOf = (seq: number): string | null => {
    const nr = pageStarts.findLastIndex((pageStart) => pageStart.seq <= seq) + 1;
    return nr === 0 ? null : pagePath(folder, nr).slice('conversations/'.length);
  };
  let rows: Markup[] = [];
  let pageSize = { messages: 0, characters: 0 };
  let last: Date | null = null;
  const closePage = async (hasMore: boolean) => {
    const nr = Math.max(1, pageStarts.length);
    const page = pages.page({ conversation, folder, nr, hasMore, rows });
    await media.requireFreeSpace(ctx, page.length);
    await zip.add(pagePath(folder, nr), page, { compress: true });
    rows = [];
    pageSize = { messages: 0, characters: 0 };
    last = null;
  };

  const totals = { messages: 0, files: 0, missingFiles: 0 };
  // Who asks for a copy asks for the text of requests as well.
  const reader = { id: viewer.id, includesRequests: true } as const;
  for (let after = firstSeq - 1; after < lastSeq; ) {
    const batch = await findMessagesAfter(ctx.db, reader, id, after, BATCH, FAR_FUTURE);
    const inRange = batch.filter((row) => row.seq <= lastSeq);
    const visible = inRange.filter((row) => !row.redacted);
    const files = await media.archivableFiles(
      ctx,
      'message',
      visible.filter((row) => row.hasMedia).map((row) => row.id),
    );
    await loadNames(ctx, writer.names, visible);
    const lines: ArchiveLine[] = [];
    for (const row of visible) {
      const writtenFiles = await writeFiles(ctx, writer, folder, row, files.get(row.id) ?? []);
      for (const { path } of writtenFiles) totals[path === null ? 'missingFiles' : 'files']++;
      if (writtenFiles.length > 0) await onSeq(row.seq - 1);
      if (pageSize.messages >= PAGE.messages || pageSize.characters >= PAGE.characters) await closePage(true);
      if (pageSize.messages === 0) pageStarts.push({ seq: row.seq, at: row.createdAt });
      const shown = toPageMessage(row, writtenFiles, writer.names, pageOf);
      const markup = pages.messages(last, [shown]);
      rows.push(markup);
      last = row.createdAt;
      pageSize = { messages: pageSize.messages + 1, characters: pageSize.characters + markup.text.length };
      totals.messages++;
      const { quoted: _, sizes: __, ...line } = shown;
      lines.push(line);
    }
    await writer.writeLines(...lines);
    if (inRange.length < BATCH) break;
    after = inRange.at(-1)?.seq ?? lastSeq;
    await onSeq(after);
  }
  await closePage(false);
  const indexEntries: IndexEntry = {
    title,
    conversation,
    messages: totals.messages,
    pages: pageStarts.map(({ at }) => at),
  };
  return { listed: indexEntries, files: totals.files, missingFiles: totals.missingFiles };
}

/** All participants of a group; both members of a direct conversation, whatever the other one did with it. */
async function membersOf(
  ctx: Context,
  { viewer, member }: ArchiveWriter,
  { id, type, participants, role }: Conversation,
): Promise<ArchivedConversation['members']> {
  if (type === 'direct') {
    const others = participants.map(({ avatarUrl: _, official: __, ...other }) => ({
      ...other,
      invited: false,
    }));
    return [{ ...member, role, isInactive: false, invited: false }, ...others];
  }
  const all: ArchivedConversation['members'] = [];
  for (let after: string | null = null; ; ) {
    const rows = await findParticipantsAfter(ctx.db, id, after, PARTICIPANTS_PER_QUERY);
    for (const { avatarUrl: _, official: __, joinedAt: ___, ...row } of rows) all.push(row);
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PARTICIPANTS_PER_QUERY)
      return [...all].sort((result) => (result.id === viewer.id ? -1 : 0));
  }
}

/** Loads the names of members who reacted, except known ones. */
async function loadNames(ctx: Context, names: Map<string, Name>, rows: readonly MessageRow[]): Promise<void> {
  const ids = new Set(rows.flatMap((row) => row.reactions.flatMap(({ userIds }) => userIds)));
  if (names.size > MAX_CACHED_NAMES) names.clear();
  const unknown = [...ids].filter((id) => !names.has(id));
  if (unknown.length > 0) for (const name of await findNames(ctx.db, unknown)) names.set(name.id, name);
}

/** Adds the files of a message to the archive. A file without bytes is listed without a path. */
async function writeFiles(
  ctx: Context,
  { zip, pages }: ArchiveWriter,
  folder: string,
  { seq }: MessageRow,
  files: readonly ArchivableFile[],
): Promise<(ArchivedFile & { width: number | null; height: number | null })[]> {
  const writtenFiles = [];
  for (const [index, file] of files.entries()) {
    const { kind, fileName, mimeType, size, alt, extension: ending, width, height } = file;
    const fallback = pages.words.fileTypes[kind];
    const label = fileName ?? alt ?? fallback;
    await media.requireFreeSpace(ctx, size);
    const bytes = await file.open();
    const path =
      bytes === undefined
        ? null
        : filePath(folder, { seq, index: index + 1, label, extension: ending, fallback });
    // Images, videos and office documents are already compressed.
    if (bytes !== undefined && path !== null) await zip.add(path, bytes, { compress: ending === 'txt' });
    writtenFiles.push({ path, kind, fileName, mimeType, size, alt, width, height });
  }
  return writtenFiles;
}

function toPageMessage(
  row: MessageRow,
  writtenFiles: readonly (ArchivedFile & { width: number | null; height: number | null })[],
  names: ReadonlyMap<string, Name>,
  pageOf: (seq: number) => string | null,
): PageMessage {
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
    files: writtenFiles.map(({ width: _, height: __, ...file }) => file),
    preview: row.preview,
    sentAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    quoted:
      replyTo === null
        ? null
        : { senderName: replyTo.senderName, excerpt: replyTo.excerpt, page: pageOf(replyTo.seq) },
    sizes: writtenFiles.map(({ width, height }) =>
      width !== null && height !== null ? { width, height } : null,
    ),
  };
}
