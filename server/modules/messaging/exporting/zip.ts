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
  abandon(): void;
}

/**
 * A ZIP file as it grows on the disk: of what goes in, a few pieces are in memory, and some 500 bytes for each name.
 * @param at  when all in it was made
 */
export function zipTo(target: string, at: Date): Zip {
  const zip = new ZipFile();
  const file = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  const output = zip.outputStream as Readable; // it is one; the types say less
  const written = pipeline(output, file);
  const broken = new Promise<never>((_, reject) => {
    zip.once('error', reject);
    written.catch(reject);
  });
  // Whoever adds next hears of it.
  broken.catch(() => undefined);
  return {
    async add(path, content, { compress, large = false }) {
      const source = typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content;
      zip.addReadStream(source, path, { compress, forceZip64Format: large, mtime: at, mode: 0o100644 });
      await Promise.race([finished(source), broken]);
    },
    async close() {
      zip.end();
      await Promise.race([written, broken]);
      return file.bytesWritten;
    },
    abandon() {
      output.destroy();
    },
  };
}
