import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Context } from '../../platform/context.ts';
import { filesOf } from './attachments/queries.ts';
import { checkFreeSpace, incomingFolder } from './disk-space.ts';
import { downloadName } from './file-names.ts';
import type { StoredFile } from './objects/queries.ts';
import { commitFiles, discardFiles, locate, storeFiles } from './objects/service.ts';
import { deleteArchive, insertArchive } from './queries.ts';
import { storage } from './storage/index.ts';
import { extensionOf, type Kind, type SubjectType } from './types.ts';
import { signedUrl } from './urls.ts';

const FILE = 'archive.zip';

/** The bytes of a file that hangs on something, for who packs it with others. */
export interface ArchivableFile {
  id: string;
  kind: Kind;
  /** As its owner called it; documents only. */
  fileName: string | null;
  alt: string | null;
  mimeType: string;
  /** Bytes. */
  size: number;
  width: number | null;
  height: number | null;
  /** Ending of its name, as `webp`. */
  extension: string;
  /** A reader of its bytes; undefined where they are gone. */
  open(): Promise<Readable | undefined>;
}

/**
 * The files of each subject that are ready, in order, by the subject's id, with their bytes. Says nothing of who may see the
 * subject, as `of`. One query, whatever the number.
 */
export async function archivableFiles(
  ctx: Context,
  type: SubjectType,
  ids: readonly string[],
): Promise<Map<string, ArchivableFile[]>> {
  const found = new Map<string, ArchivableFile[]>();
  if (ids.length === 0) return found;
  for (const { subjectId, status, name, variants, ...file } of await filesOf(ctx.db, type, ids)) {
    const { full } = variants;
    if (subjectId === null || status !== 'ready' || full === undefined) continue;
    const { id, kind, fileName, alt, width, height } = file;
    const open = async () => {
      const location = await locate(ctx, name, full.file);
      return location === null ? undefined : storage(ctx).read(location.key);
    };
    const extension = extensionOf(full.file);
    const list = found.get(subjectId) ?? [];
    const { mimeType, size } = full;
    list.push({ id, kind, fileName, alt, mimeType, size, width, height, extension, open });
    found.set(subjectId, list);
  }
  return found;
}

const workFolderPath = async (ctx: Context, name: string) =>
  join(await incomingFolder(ctx), `archive-${name}`);

/** A folder to make an archive in, on the disk of DATA_DIR. Who asks for it clears it; what a crash leaves is swept after two days. */
export async function createWorkFolder(ctx: Context, name: string): Promise<string> {
  const folder = await workFolderPath(ctx, name);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** Removes a folder that an archive was made in. One that is not there, or not on this machine, is no fault. */
export const removeWorkFolder = async (ctx: Context, name: string): Promise<void> =>
  rm(await workFolderPath(ctx, name), { recursive: true, force: true });

/** @throws Problem 507 `storage_full`, where so many bytes more would leave too little room */
export const requireFreeSpace = (ctx: Context, bytes: number): Promise<void> => checkFreeSpace(ctx, bytes);

/**
 * Puts an archive beside the files, where it is nobody's until `commitArchive`, and goes some hours later if that never comes.
 * @param path  of the archive in a work folder; it may be gone from there afterwards
 */
export const storeArchive = (ctx: Context, path: string): Promise<StoredFile[]> =>
  storeFiles(ctx, [{ file: FILE, content: { path, mayMove: true }, mimeType: 'application/zip' }]);

/**
 * Keeps what was stored as an archive, which hangs on nothing and counts for nobody's quota: last in the transaction.
 * @param name  32 hexadecimal digits, nobody's before
 */
export async function commitArchive(tx: Context, name: string, stored: readonly StoredFile[]): Promise<void> {
  await insertArchive(tx.db, name, tx.clock());
  await commitFiles(tx, name, stored);
}

/** Lets go of what was stored and is not wanted any more. */
export const discardArchive = (tx: Context, stored: readonly StoredFile[]): Promise<void> =>
  discardFiles(tx, stored);

/** Removes an archive, its bytes by a job of the transaction. One that is not there is no fault. */
export async function eraseArchive(tx: Context, name: string): Promise<void> {
  if (await deleteArchive(tx.db, name)) await tx.jobs.add('media.erase', { name });
}

/** Where an archive is read, for one to two hours. @param savedAs  the name that it is saved under */
export const archiveUrl = (ctx: Context, name: string, savedAs: string): string =>
  signedUrl(ctx, name, FILE, downloadName(savedAs, extensionOf(FILE)));
