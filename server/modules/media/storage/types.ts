/** Bytes `from` to `to`, both counted in. */

import type { Readable } from 'node:stream';

export interface ByteRange {
  from: number;
  to: number;
}

/** Where bytes lie, each under a key of its own. What is written once is never written again. */
export interface Storage {
  /** @param content bytes, or the path of a file here, which stays unless it may be moved */
  put(key: string, content: Buffer | { path: string; mayMove?: boolean }, mimeType: string): Promise<void>;
  /** Its size in bytes; null where there is none. */
  size(key: string): Promise<number | null>;
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Removes one; one that is not there is no fault. */
  remove(key: string): Promise<void>;
  /** Removes what lies under `name/`. */
  removeAll(name: string): Promise<void>;
}
