import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface Zip {
  /** Resolves when the file is added, so only one is open at a time. */
  add(
    path: string,
    content: string | Readable,
    options: { compress: boolean; large?: boolean },
  ): Promise<void>;
  /** What was added so far, by path. */
  files(): Record<string, { sha256: string; size: number }>;
  /** @returns size of the archive in bytes */
  close(): Promise<number>;
  /** Discards a partial archive; does nothing after `close`. */
  destroy(): void;
}

/**
 * Streams a ZIP file to disk. In memory are a few chunks of the data and about 700 bytes per entry.
 * @param modifiedAt  modification time of every entry
 */
export function createZip(target: string, modifiedAt: Date): Zip {
  const zip = new ZipFile();
  const file = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  const output = zip.outputStream as Readable; // it is a Readable; the types are too wide
  const finishedWriting = pipeline(output, file);
  const files: Record<string, { sha256: string; size: number }> = {};
  const failed = new Promise<never>((_, reject) => {
    zip.once('error', reject);
    finishedWriting.catch(reject);
  });
  // The next `add` reports the failure.
  failed.catch(() => undefined);
  return {
    async add(path, content, { compress, large = false }) {
      const source = typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content;
      const { stream, result } = hashing();
      source.once('error', (error) => stream.destroy(error));
      zip.addReadStream(source.pipe(stream), path, {
        compress,
        forceZip64Format: large,
        mtime: modifiedAt,
        mode: 0o100644,
      });
      await Promise.race([finished(stream), failed]);
      files[path] = result();
    },
    files: () => files,
    async close() {
      zip.end();
      await Promise.race([finishedWriting, failed]);
      return file.bytesWritten;
    },
    destroy() {
      output.destroy();
    },
  };
}

/** Passes bytes on, and knows their hash and number afterwards. */
function hashing() {
  const hash = createHash('sha256');
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ sha256: hash.digest('hex'), size }) };
}
