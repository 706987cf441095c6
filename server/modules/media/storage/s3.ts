import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { S3mini } from 's3mini';
import type { Storage } from './index.ts';

/** Above this a file goes up in parts, so that it never lies in memory whole. */
const PART_BYTES = 8 * 1024 * 1024;

/** `fetch` counts the bytes itself; a length that is given as well stands twice in one header, and is refused. */
const withoutLength: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.delete('content-length');
  return fetch(input, { ...init, headers });
};

/**
 * Files in an S3 bucket: Amazon's, or any server that speaks its protocol (MinIO, Garage, Ceph).
 * @param url  `https://ACCESS:SECRET@host/bucket?region=eu-central-1`; key and secret percent-encoded
 */
export function s3Storage(url: string): Storage {
  const { protocol, host, pathname, username, password, searchParams } = new URL(url);
  const client = new S3mini({
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    endpoint: `${protocol}//${host}${pathname.replace(/\/$/, '')}`,
    region: searchParams.get('region') ?? 'auto',
    minPartSize: PART_BYTES,
    requestSizeInBytes: PART_BYTES,
    requestAbortTimeout: 120_000,
    fetch: withoutLength,
  });
  return {
    async put(key, content, mimeType) {
      if (Buffer.isBuffer(content)) {
        await client.putObject(key, content, mimeType);
        return;
      }
      const { size } = await stat(content.path);
      if (size <= PART_BYTES) {
        await client.putObject(key, await readFile(content.path), mimeType);
        return;
      }
      const stream = Readable.toWeb(createReadStream(content.path));
      await client.putAnyObject(
        key,
        stream as unknown as ReadableStream, // the same class; Node's types and the DOM's differ by name
        mimeType,
        undefined,
        undefined,
        size,
      );
    },
    async size(key) {
      if (!(await client.objectExists(key))) return null;
      return client.getContentLength(key);
    },
    async read(key, range) {
      const answer = range
        ? await client.getObjectRaw(key, false, range.from, range.to + 1)
        : await client.getObjectRaw(key);
      if (!answer.ok || !answer.body) throw new Error(`storage answered ${answer.status}`);
      return Readable.fromWeb(answer.body as WebStream);
    },
    async remove(key) {
      await client.deleteObject(key);
    },
    async removeAll(name) {
      const objects = (await client.listObjects('/', `${name}/`)) ?? [];
      for (const object of objects) await client.deleteObject(object.Key);
    },
  };
}
