import { mkdir, open } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { Bytes } from './encryption.ts';
import { BackupProblem } from './problem.ts';

/** A file or folder in a pack. Paths are relative. */
export type Entry = {
  path: string;
  folder?: boolean;
  from?: string;
  content?: Buffer;
  /** It may not have gone. */
  required?: boolean;
};

const READ_BYTES = 1024 * 1024;

function header(entry: { path: string; size?: number; folder?: true }): Buffer {
  const text = Buffer.from(JSON.stringify(entry));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text]);
}

/**
 * Packs files into one stream: for each a header (length, then JSON) and its bytes. A file that has gone is left out. One that changes
 * while it is read is stored with the size that it had: for files of a running database the log repairs the rest.
 */
export async function* pack(entries: Iterable<Entry>, signal?: AbortSignal): AsyncGenerator<Buffer> {
  for (const { path, folder, from, content, required } of entries) {
    signal?.throwIfAborted();
    if (folder) {
      yield header({ path, folder: true });
      continue;
    }
    if (content !== undefined) {
      yield header({ path, size: content.length });
      yield content;
      continue;
    }
    const file = await open(from ?? path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && !required) return undefined;
      throw error;
    });
    if (!file) continue;
    try {
      const { size } = await file.stat();
      yield header({ path, size });
      for (let done = 0; done < size; ) {
        const wanted = Math.min(READ_BYTES, size - done);
        const buffer = Buffer.alloc(wanted);
        const { bytesRead } = await file.read(buffer, 0, wanted, done);
        // A file that has become shorter is filled with zeros.
        yield bytesRead === 0 ? buffer : buffer.subarray(0, bytesRead);
        done += bytesRead === 0 ? wanted : bytesRead;
      }
    } finally {
      await file.close();
    }
  }
}

/** Writes the files of a pack under a folder. @throws BackupProblem if it would write elsewhere, or ends early */
export async function unpack(stream: Bytes, folder: string): Promise<void> {
  const reader = new Reader(stream);
  for (;;) {
    const length = await reader.take(4);
    if (length.length === 0) return;
    const entry = JSON.parse((await reader.take(length.readUInt32BE())).toString()) as {
      path: string;
      size?: number;
      folder?: true;
    };
    const target = join(folder, safePath(entry.path));
    if (entry.folder) {
      await mkdir(target, { recursive: true, mode: 0o700 });
      continue;
    }
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(target, 'w', 0o600);
    try {
      for (let left = entry.size ?? 0; left > 0; ) {
        const data = await reader.takeSome(left);
        if (data.length === 0) throw new BackupProblem(`The backup ends in the middle of ${entry.path}.`);
        await file.writeFile(data);
        left -= data.length;
      }
    } finally {
      await file.close();
    }
  }
}

function safePath(path: string): string {
  const normal = normalize(path);
  if (normal.startsWith('/') || normal.split('/').includes('..') || normal.includes('\0'))
    throw new BackupProblem(`The backup names a file outside of its folder: ${path}`);
  return normal;
}

/** Reads a stream by length. */
class Reader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  constructor(stream: Bytes) {
    this.#source = stream[Symbol.asyncIterator]();
  }
  /** Up to `most` bytes; none at the end. */
  async takeSome(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#source.next();
      if (done) return this.#rest;
      this.#rest = value as Buffer;
    }
    const data = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(data.length);
    return data;
  }
  /** Exactly `length` bytes, or none at the end. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = length; left > 0; ) {
      const data = await this.takeSome(left);
      if (data.length === 0) {
        if (parts.length > 0) throw new BackupProblem('The backup ends in the middle of a file.');
        return data;
      }
      parts.push(data);
      left -= data.length;
    }
    return Buffer.concat(parts);
  }
}
