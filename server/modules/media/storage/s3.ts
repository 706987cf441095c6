import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Storage } from './types.ts';

/** Larger files are uploaded in parts, so that they are never in memory as a whole. */
const PART_BYTES = 8 * 1024 * 1024;

/** Read in parts: a request times out after two minutes, but a client on a slow connection may take an hour for a large file. */
const READ_BYTES = 4 * 1024 * 1024;

/** `fetch` sets the length itself. If we set it too, the header would contain it twice and be refused. */
const withoutLength: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.delete('content-length');
  return fetch(input, { ...init, headers });
};

/**
 * Files in an S3 bucket: Amazon's, or any compatible server (MinIO, Garage, Ceph).
 * @param url  `https://ACCESS:SECRET@host/bucket?region=eu-central-1`; key and secret percent-encoded
 */
export function s3Storage(url: string): Storage {
  const { protocol, host, pathname, username, password, searchParams } = new URL(url);
  const open = async () => {
    const { S3mini } = await import('s3mini');
    return new S3mini({
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
      endpoint: `${protocol}//${host}${pathname.replace(/\/$/, '')}`,
      region: searchParams.get('region') ?? 'auto',
      minPartSize: PART_BYTES,
      requestSizeInBytes: PART_BYTES,
      requestAbortTimeout: 120_000,
      fetch: withoutLength,
    });
  };
  let opened: ReturnType<typeof open> | undefined;
  const getClient = () => (opened ??= open());
  return {
    async put(key, content, mimeType) {
      const client = await getClient();
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
        stream as unknown as ReadableStream, // the same class; Node's types and the DOM's differ in name
        mimeType,
        undefined,
        undefined,
        size,
      );
    },
    async read(key, range) {
      const client = await getClient();
      const from = range?.from ?? 0;
      const to = range?.to ?? (await client.getContentLength(key)) - 1;
      const part = async (first: number) => {
        const end = Math.min(first + READ_BYTES, to + 1);
        const response = await client.getObjectRaw(key, false, first, end);
        if (!response.ok) throw new Error(`storage answered ${response.status}`);
        return Buffer.from(await response.arrayBuffer());
      };
      if (to < from) return Readable.from([]);
      // Read the first part now: a missing file must make `read` fail, not the stream.
      const first = await part(from);
      return Readable.from(
        (async function* () {
          yield first;
          for (let at = from + READ_BYTES; at <= to; at += READ_BYTES) yield await part(at);
        })(),
        { objectMode: false },
      );
    },
    async remove(key) {
      const client = await getClient();
      await client.deleteObject(key);
    },
  };
}
