import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Server {
  /** In the form of S3_URL. */
  url: string;
  objects: Map<string, Buffer>;
  /** The requests in order, such as `PUT /bucket/key`. */
  requests: string[];
  /** Runs before a request is answered. */
  beforeResponse: ((request: string) => Promise<void>) | undefined;
  close(): Promise<void>;
}

const ACCESS = 'AKIDTEST';
const SECRET = 'a/secret+key';
const REGION = 'eu-test-1';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Verifies a request's signature from its bytes alone. Source: AWS, “Signature Version 4 signing process”. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!match) return false;
  const [, access, day = '', region = '', signedHeaders = '', signature] = match;
  if (access !== ACCESS || region !== REGION || !signedHeaders.split(';').includes('host')) return false;
  const time = String(request.headers['x-amz-date']);
  const claimed = String(request.headers['x-amz-content-sha256']);
  if (claimed !== 'UNSIGNED-PAYLOAD' && claimed !== sha256(body)) return false;
  const url = new URL(request.url ?? '/', 'http://host');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
    .join('');
  const canonical = [request.method, url.pathname, query, headers, signedHeaders, claimed].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${SECRET}`, day), region), 's3'), 'aws4_request');
  return hmac(key, toSign).toString('hex') === signature;
}

/**
 * A stand-in for an S3 server, for tests where none can be installed: objects, ranges, parts, over HTTP. It answers 403
 * to every request with an invalid signature.
 */
export async function startS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const parts = new Map<string, Map<number, Buffer>>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const url = new URL(request.url ?? '/', 'http://host');
      const line = `${request.method} ${url.pathname}`;
      requests.push(line);
      const reply = () => {
        if (!isSigned(request, body)) fail(response, 403, 'SignatureDoesNotMatch');
        else respond(request, response, url, body, objects, parts);
      };
      if (standIn.beforeResponse === undefined) reply();
      else void standIn.beforeResponse(line).then(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const standIn: S3Server = {
    beforeResponse: undefined,
    url: `http://${ACCESS}:${encodeURIComponent(SECRET)}@127.0.0.1:${port}/bucket?region=${REGION}`,
    objects,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return standIn;
}

function fail(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

const xml = (response: ServerResponse, body: string) =>
  response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${body}`);
const etagOf = (data: Buffer) => `"${createHash('md5').update(data).digest('hex')}"`;

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: Buffer,
  objects: Map<string, Buffer>,
  parts: Map<string, Map<number, Buffer>>,
): void {
  const key = decodeURIComponent(url.pathname.replace(/^\/bucket\/?/, ''));
  const uploadId = url.searchParams.get('uploadId');
  switch (request.method) {
    case 'PUT': {
      if (uploadId) parts.get(uploadId)?.set(Number(url.searchParams.get('partNumber')), body);
      else objects.set(key, body);
      response.writeHead(200, { etag: etagOf(body) }).end();
      return;
    }
    case 'POST': {
      if (url.searchParams.has('uploads')) {
        const id = `upload-${parts.size + 1}`;
        parts.set(id, new Map());
        xml(
          response,
          `<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
        );
        return;
      }
      const given = [...(parts.get(uploadId ?? '') ?? [])].sort(([a], [b]) => a - b).map(([, part]) => part);
      // Like the real one: every part except the last has at least 5 MiB.
      if (given.slice(0, -1).some((part) => part.length < 5 * 1024 * 1024)) {
        fail(response, 400, 'EntityTooSmall');
        return;
      }
      const complete = Buffer.concat(given);
      objects.set(key, complete);
      xml(
        response,
        `<CompleteMultipartUploadResult><Location>/bucket/${key}</Location><Bucket>bucket</Bucket><Key>${key}</Key><ETag>${etagOf(complete)}</ETag></CompleteMultipartUploadResult>`,
      );
      return;
    }
    case 'DELETE':
      objects.delete(key);
      response.writeHead(204).end();
      return;
    default:
      read(request, response, objects.get(key));
  }
}

function read(request: IncomingMessage, response: ServerResponse, data: Buffer | undefined): void {
  if (!data) {
    fail(response, 404, 'NoSuchKey');
    return;
  }
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const part = range ? data.subarray(Number(range[1]), Number(range[2]) + 1) : data;
  response.writeHead(range ? 206 : 200, { 'content-length': part.length, etag: etagOf(data) });
  response.end(request.method === 'HEAD' ? undefined : part);
}
