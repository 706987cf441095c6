import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface Zip {
  /** Adds a file whole before it returns, so that one alone is open. */
  add(
    path: string,
    content: string | Readable,
    options: { compress: boolean; large?: boolean },
  ): Promise<void>;
  /** @returns bytes of the archive */
  close(): Promise<number>;
  /** Lets go of what is half written; after `close` it does nothing. */
  destroy(): void;
}

/**
 * A ZIP file as it grows on the disk: of what goes in, a few pieces are in memory, and some 500 bytes for each name.
 * @param modifiedAt  when all in it was made
 */
export function createZip(target: string, modifiedAt: Date): Zip {
  const zip = new ZipFile();
  const file = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  const output = zip.outputStream as Readable; // it is one; the types say less
  const finishedWriting = pipeline(output, file);
  const failed = new Promise<never>((_, reject) => {
    zip.once('error', reject);
    finishedWriting.catch(reject);
  });
  // Whoever adds next hears of it.
  failed.catch(() => undefined);
  return {
    async add(path, content, { compress, large = false }) {
      const source = typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content;
      zip.addReadStream(source, path, {
        compress,
        forceZip64Format: large,
        mtime: modifiedAt,
        mode: 0o100644,
      });
      await Promise.race([finished(source), failed]);
    },
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
