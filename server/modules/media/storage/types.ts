import type { Readable } from 'node:stream';

/** Bytes `from` to `to`, both inclusive. */
export interface ByteRange {
  from: number;
  to: number;
}

/** Stores bytes, each under a key of its own. A key is written only once. */
export interface Storage {
  /**
   * @param content bytes, or the path of a local file, which is kept unless it may be moved
   */
  put(key: string, content: Buffer | { path: string; mayMove?: boolean }, mimeType: string): Promise<void>;
  read(key: string, range?: ByteRange): Promise<Readable>;
  /**
   * The path of a key under the folder of all files, for a proxy that sends the bytes itself; absent in a bucket.
   * @throws Error if there is no such file
   */
  pathUnderFolder?(key: string): Promise<string>;
  /** Removes one key; does nothing if it does not exist. */
  remove(key: string): Promise<void>;
}
