import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Context } from '../../platform/context.ts';
import { findFiles } from './attachments/queries.ts';
import { checkFreeSpace, incomingFolder } from './disk-space.ts';
import { downloadName } from './file-names.ts';
import type { StoredFile } from './objects/queries.ts';
import { commitFiles, discardFiles, locate, storeFiles } from './objects/service.ts';
import { deleteArchive, type FileRow, insertArchive } from './queries.ts';
import { storage } from './storage/index.ts';
import { extensionOf, type Kind, type SubjectType } from './types.ts';
import { signedUrl } from './urls.ts';

const FILE = 'archive.zip';

/** An attached file with its bytes, for callers that pack it with others. */
export interface ArchivableFile {
  id: string;
  kind: Kind;
  /** The name its owner gave it; documents only. */
  fileName: string | null;
  alt: string | null;
  mimeType: string;
  /** Bytes. */
  size: number;
  width: number | null;
  height: number | null;
  /** File name extension, such as `webp`. */
  extension: string;
  /** Opens a stream of its bytes; undefined if they are gone. */
  open(): Promise<Readable | undefined>;
}

/**
 * The ready files of each subject, in order, by the subject's id, with their bytes. Like `attachmentsOf`, it does not check who
 * may see the subject. One query, whatever the number.
 */
export async function archivableFiles(
  ctx: Context,
  type: SubjectType,
  ids: readonly string[],
): Promise<Map<string, ArchivableFile[]>> {
  const found = new Map<string, ArchivableFile[]>();
  if (ids.length === 0) return found;
  for (const row of await findFiles(ctx.db, type, ids)) {
    const file = archivableFile(ctx, row);
    if (row.subjectId === null || file === undefined) continue;
    const list = found.get(row.subjectId) ?? [];
    list.push(file);
    found.set(row.subjectId, list);
  }
  return found;
}

/** A file with its bytes; undefined unless it is ready. A removed picture is given to nobody, nor to its owner. */
export function archivableFile(
  ctx: Context,
  { status, isBlocked, name, variants, ...file }: FileRow,
): ArchivableFile | undefined {
  const { full } = variants;
  if (status !== 'ready' || isBlocked || full === undefined) return undefined;
  const { id, kind, fileName, alt, width, height } = file;
  const open = async () => {
    const location = await locate(ctx, name, full.file, 'held');
    return location === null ? undefined : storage(ctx).read(location.key);
  };
  const { mimeType, size } = full;
  return { id, kind, fileName, alt, mimeType, size, width, height, extension: extensionOf(full.file), open };
}

const workFolderPath = async (ctx: Context, name: string) =>
  join(await incomingFolder(ctx), `archive-${name}`);

/**
 * A folder for building an archive, on the disk of DATA_DIR. The caller removes it; what a crash leaves is swept after two days.
 */
export async function createWorkFolder(ctx: Context, name: string): Promise<string> {
  const folder = await workFolderPath(ctx, name);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** Removes a work folder. Does nothing if it does not exist on this machine. */
export const removeWorkFolder = async (ctx: Context, name: string): Promise<void> =>
  rm(await workFolderPath(ctx, name), { recursive: true, force: true });

/**
 * @throws Problem 507 `storage_full` if so many more bytes would leave too little free space
 */
export const requireFreeSpace = (ctx: Context, bytes: number): Promise<void> => checkFreeSpace(ctx, bytes);

/**
 * Stores an archive next to the files, unclaimed until `commitArchive`; it is deleted some hours later if that is never called.
 * @param path  of the archive in a work folder; it may be moved
 */
export const storeArchive = (ctx: Context, path: string): Promise<StoredFile[]> =>
  storeFiles(ctx, [{ file: FILE, content: { path, mayMove: true }, mimeType: 'application/zip' }]);

/**
 * Claims stored files as an archive, which is attached to nothing and counts for nobody's quota. Call it last in the transaction.
 * @param name  32 hexadecimal digits, never used before
 */
export async function commitArchive(tx: Context, name: string, stored: readonly StoredFile[]): Promise<void> {
  await insertArchive(tx.db, name, tx.clock());
  await commitFiles(tx, name, stored);
}

/** Discards a stored archive that is no longer needed. */
export const discardArchive = (tx: Context, stored: readonly StoredFile[]): Promise<void> =>
  discardFiles(tx, stored);

/** Deletes an archive; a job of the transaction deletes its bytes. Does nothing if it does not exist. */
export async function eraseArchive(tx: Context, name: string): Promise<void> {
  if (await deleteArchive(tx.db, name)) await tx.jobs.add('media.erase', { name });
}

/**
 * The URL of an archive, valid for one to two hours.
 * @param savedAs  the file name of the download
 * @param memberId  if it works only in a session of this member
 */
export const archiveUrl = (ctx: Context, name: string, savedAs: string, memberId?: string): string =>
  signedUrl(ctx, name, FILE, { download: downloadName(savedAs, extensionOf(FILE)), memberId });
