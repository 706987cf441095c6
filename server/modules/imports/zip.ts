import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { CopyRefused } from './problems.ts';

const MIB = 1024 * 1024;
/** Limits of a copy. The entries are in memory while it is read, about one kilobyte each. */
export const COPY_LIMITS = {
  entries: 50_000,
  /** Of all entries, unpacked. */
  bytes: 2_048 * MIB,
  /** Of one. */
  entryBytes: 512 * MIB,
  pathLength: 300,
};

const ENCRYPTED = 0x1 | 0x40 | 0x2000;
const STORED = 0;
const DEFLATED = 8;
const ZIP64_FIELD = 0x0001;
const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;

/** The files of a copy. Nothing is unpacked until it is read. */
export interface CopyZip {
  files: ReadonlyMap<string, Entry>;
  /** Streams a file. It fails if the bytes are not those that the ZIP declares. */
  open(path: string): Promise<Readable>;
  close(): void;
}

/**
 * Opens a ZIP that a stranger made.
 * @throws CopyRefused `copy_unreadable`, `copy_too_large`
 */
export async function openCopy(path: string, limits = COPY_LIMITS): Promise<CopyZip> {
  const { size } = await stat(path);
  let zip: ZipFile;
  try {
    zip = await openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      strictFileNames: true,
    });
  } catch (error) {
    throw unreadable(error);
  }
  try {
    if (zip.entryCount > limits.entries) throw tooLarge('entries');
    const files = new Map<string, Entry>();
    let unpacked = 0;
    let packed = 0;
    for await (const entry of zip.eachEntry()) {
      refuseOddEntry(entry);
      if (entry.fileName.length > limits.pathLength || files.has(entry.fileName))
        throw new CopyRefused('copy_unreadable', 'a path is too long or twice in the ZIP');
      unpacked += entry.uncompressedSize;
      packed += entry.compressedSize;
      if (entry.uncompressedSize > limits.entryBytes || unpacked > limits.bytes) throw tooLarge('bytes');
      // Entries that share their bytes unpack to much more than the file holds.
      if (packed > size) throw new CopyRefused('copy_unreadable', 'entries overlap');
      files.set(entry.fileName, entry);
    }
    return {
      files,
      async open(name) {
        const entry = files.get(name);
        if (entry === undefined) throw new CopyRefused('copy_changed', `${name} is missing`);
        try {
          return await zip.openReadStreamPromise(entry);
        } catch (error) {
          throw unreadable(error);
        }
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof CopyRefused ? error : unreadable(error);
  }
}

/** Only plain files, as our archives have them. `strictFileNames` has refused absolute paths, `..` and backslashes. */
function refuseOddEntry(entry: Entry): void {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  const reason =
    (entry.generalPurposeBitFlag & ENCRYPTED) !== 0
      ? 'encrypted'
      : entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED
        ? 'compressed in an unknown way'
        : entry.fileName.endsWith('/') || (type !== 0 && type !== REGULAR_FILE)
          ? 'no plain file'
          : entry.extraFields.some(({ id }) => id === ZIP64_FIELD)
            ? 'of the format ZIP64'
            : // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
              /[\u0000-\u001f\u007f]/.test(entry.fileName)
              ? 'named with control characters'
              : undefined;
  if (reason !== undefined) throw new CopyRefused('copy_unreadable', `an entry is ${reason}`);
}

/** Whatever reading a broken ZIP throws means the same. */
export const unreadable = (cause: unknown) =>
  cause instanceof CopyRefused
    ? cause
    : new CopyRefused('copy_unreadable', cause instanceof Error ? cause.message : 'unreadable');

const tooLarge = (what: string) => new CopyRefused('copy_too_large', `too many ${what}`);

/** Reads a small file whole. @throws CopyRefused `copy_too_large`, `copy_unreadable`, `copy_changed` */
export async function readSmall(zip: CopyZip, path: string, maxBytes: number): Promise<Buffer> {
  const size = zip.files.get(path)?.uncompressedSize ?? 0;
  if (size > maxBytes) throw tooLarge(`bytes in ${path}`);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of await zip.open(path)) chunks.push(chunk as Buffer);
  } catch (error) {
    throw unreadable(error);
  }
  return Buffer.concat(chunks);
}

/** The hash of a file, and its bytes. @throws CopyRefused */
export async function hashOf(zip: CopyZip, path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of await zip.open(path)) {
      hash.update(chunk as Buffer);
      size += (chunk as Buffer).length;
    }
  } catch (error) {
    throw unreadable(error);
  }
  return { sha256: hash.digest('hex'), size };
}

/** Writes a file to a path of this machine. @throws CopyRefused if its bytes are others than the manifest says */
export async function extract(
  zip: CopyZip,
  path: string,
  expected: { sha256: string },
  target: string,
): Promise<void> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(await zip.open(path), hashing, createWriteStream(target, { mode: 0o600 }));
  if (hash.digest('hex') !== expected.sha256) throw new CopyRefused('copy_changed', `${path} was changed`);
}
