import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { BackupKey } from './key.ts';
import { BackupProblem } from './problem.ts';

/**
 * An encrypted file: eight bytes that name the format, 16 of salt, then chunks of 1 MiB, each followed by its tag (AES-256-GCM). The
 * key of a file is derived from the backup key, the salt and the file's name, so no file can stand in for another. The nonce is the
 * number of the chunk, and marks the last one, so chunks cannot be left out, added or reordered (the STREAM construction, as in age).
 */
const FORMAT = Buffer.from('CLBACK01');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const CHUNK_BYTES = 1024 * 1024;
const HEADER_BYTES = FORMAT.length + SALT_BYTES;

export type Bytes = AsyncIterable<Buffer>;
/** An encrypted file as a manifest names it. */
export interface Sealed {
  /** Size of the encrypted file. */
  bytes: number;
  /** SHA-256 of the encrypted file. */
  sha256: string;
}

function nonceOf(chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(chunk, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/**
 * Writes an encrypted file and flushes it to the disk. A file that could not be written in full is removed.
 * @param name what the file is; needed to read it
 */
export async function writeSealed(
  path: string,
  source: Bytes,
  { key, name, compress }: { key: BackupKey; name: string; compress?: boolean },
): Promise<Sealed> {
  const salt = randomBytes(SALT_BYTES);
  const fileKey = key.derive(salt, `file ${name}`);
  const hash = createHash('sha256');
  let bytes = 0;
  let chunk = 0;
  const file = await open(path, 'w', 0o600);
  const write = async (data: Buffer) => {
    hash.update(data);
    bytes += data.length;
    await file.writeFile(data);
  };
  const writeChunk = async (data: Buffer, isLast: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(chunk++, isLast));
    await write(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
  };
  const seal = async (stream: Bytes) => {
    await write(Buffer.concat([FORMAT, salt]));
    let waiting: Buffer[] = [];
    let size = 0;
    for await (const data of stream) {
      waiting.push(data);
      size += data.length;
      // The last chunk is marked, so a full one waits until more follows.
      while (size > CHUNK_BYTES) {
        const all = Buffer.concat(waiting);
        await writeChunk(all.subarray(0, CHUNK_BYTES), false);
        waiting = [all.subarray(CHUNK_BYTES)];
        size = all.length - CHUNK_BYTES;
      }
    }
    await writeChunk(Buffer.concat(waiting), true);
    await file.sync();
  };
  try {
    const readable = Readable.from(source, { objectMode: false });
    if (compress) await pipeline(readable, createGzip({ level: 1 }), seal);
    else await pipeline(readable, seal);
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
  return { bytes, sha256: hash.digest('hex') };
}

const damaged = (name: string, cause?: unknown) =>
  new BackupProblem(`${name} is damaged: it is not what was written.`, { cause });

/**
 * The content of an encrypted file.
 * @param expected its size and hash, if they are known
 * @throws BackupProblem that names the file if it is missing, damaged or another one
 */
export async function* readSealed(
  path: string,
  { key, name, expected }: { key: BackupKey; name: string; expected?: Sealed },
): AsyncGenerator<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new BackupProblem(`${name} is missing.`, { cause: error });
    throw error;
  });
  try {
    const { size } = await file.stat();
    if (size < HEADER_BYTES + TAG_BYTES || (expected && size !== expected.bytes)) throw damaged(name);
    const hash = createHash('sha256');
    const read = async (length: number): Promise<Buffer> => {
      const buffer = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(buffer, filled, length - filled);
        if (bytesRead === 0) throw damaged(name);
        filled += bytesRead;
      }
      hash.update(buffer);
      return buffer;
    };
    const header = await read(HEADER_BYTES);
    if (!header.subarray(0, FORMAT.length).equals(FORMAT)) throw damaged(name);
    const fileKey = key.derive(header.subarray(FORMAT.length), `file ${name}`);
    let left = size - HEADER_BYTES;
    for (let chunk = 0; left > 0; chunk++) {
      const length = Math.min(left, CHUNK_BYTES + TAG_BYTES);
      left -= length;
      if (length < TAG_BYTES) throw damaged(name);
      const sealed = await read(length);
      const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(chunk, left === 0), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(sealed.subarray(length - TAG_BYTES));
      const data = decipher.update(sealed.subarray(0, length - TAG_BYTES));
      try {
        decipher.final();
      } catch (error) {
        throw damaged(name, error);
      }
      yield data;
    }
    if (expected && hash.digest('hex') !== expected.sha256) throw damaged(name);
  } finally {
    await file.close();
  }
}

/** Reads an encrypted file to its end. @param use gets the content, decompressed if it was compressed */
export async function useSealed(
  path: string,
  options: { key: BackupKey; name: string; expected?: Sealed; compressed?: boolean },
  use: (content: Bytes) => Promise<void>,
): Promise<void> {
  const content = readSealed(path, options);
  if (!options.compressed) return use(content);
  await pipeline(Readable.from(content, { objectMode: false }), createGunzip(), use);
}

/** The whole content of a small encrypted file. */
export async function readSmallSealed(
  path: string,
  options: { key: BackupKey; name: string; expected?: Sealed; compressed?: boolean },
): Promise<Buffer> {
  const parts: Buffer[] = [];
  await useSealed(path, options, async (content) => {
    for await (const data of content) parts.push(data);
  });
  return Buffer.concat(parts);
}
