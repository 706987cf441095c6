import { spawnSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The site under test as its members reach it, in either form: the containers of `npm run test:stack`, or the same programs as processes of
 * this machine in `npm test -- --part stack`.
 */
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Of this run; it is removed at the end. */
export const folder = process.env.STACK_FOLDER ?? '';
/** The network on the loopback device whose addresses the processes have, such as `127.77.3`; undefined if they are containers. */
export const processNetwork = process.env.STACK_PROCESS_NETWORK;
export const isSmall = process.env.STACK_PROFILE === 'small';
export const SITE = 'campus.test';
export const ADMIN = 'admin.campus.test';
export const DOOR = { user: 'staff', password: 'a door of its own' };
/** This machine as the stack sees it: on the network of Nginx, where it is on the campus, and where mail and webhooks go. */
export const CAMPUS = processNetwork ? `${processNetwork}.1` : '172.31.250.1';
export const MACHINE = processNetwork ? `${processNetwork}.1` : '172.31.252.1';
export const MAIL_PORT = 2525;
/** Where the mail server of the tests listens; for containers on every address, because theirs comes and goes with their network. */
export const MAIL_HOST = processNetwork ? MACHINE : undefined;
export const secretsFolder = join(folder, 'secrets');
/** The user of containers. Processes run as the user of the tests. */
const UID = processNetwork ? undefined : 1001;

/** A way to Nginx. */
export interface Way {
  address: string;
  port: number;
  /** The address of the client, if it is not the usual one. */
  from?: string;
}
/** By the published ports, as a stranger. */
export const published: Way & { plainPort: number } = processNetwork
  ? { address: `${processNetwork}.2`, port: 8443, plainPort: 8080, from: `${processNetwork}.254` }
  : { address: '127.0.0.1', port: 443, plainPort: 80 };
/** The address of sockets, for clients that use `lookup`. */
export const SOCKETS = `wss://${SITE}:${published.port}/ws`;

/** Files that only the user of the stack may read. */
export function writeSecrets(): void {
  for (const path of [secretsFolder, join(secretsFolder, 'tls'), join(secretsFolder, 'acme')]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    giveToStack(path);
  }
  const write = (name: string, text: string) => {
    const path = join(secretsFolder, name);
    writeFileSync(path, text, { mode: 0o600 });
    giveToStack(path);
  };
  for (const name of ['secret_key', 'postgres_password', 'database_password', 'redis_password', 'backup_key'])
    write(name, randomBytes(32).toString('base64url'));
  write('smtp_url', `smtp://${MACHINE}:${MAIL_PORT}\n`);
  write('admin_door', `${DOOR.user}:${openssl(['passwd', '-apr1', DOOR.password])}`);
  renewCertificate();
}

/** Puts a new certificate, which its own key has signed, where Nginx reads it. */
export function renewCertificate(): void {
  const at = (name: string) => join(secretsFolder, 'tls', name);
  openssl([
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', `/CN=${SITE}`, '-addext', `subjectAltName=DNS:${SITE},DNS:${ADMIN}`],
    ...['-keyout', at('key.next'), '-out', at('certificate.next')],
  ]);
  for (const name of ['key', 'certificate']) {
    chmodSync(at(`${name}.next`), 0o600);
    giveToStack(at(`${name}.next`));
    renameSync(at(`${name}.next`), at(`${name}.pem`));
  }
}

function giveToStack(path: string): void {
  if (UID !== undefined) chownSync(path, UID, UID);
}

function openssl(args: string[]): string {
  const done = spawnSync('openssl', args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`openssl ${args[0]}: ${done.stderr}`);
  return done.stdout;
}

export const secretValues = () =>
  ['secret_key', 'postgres_password', 'database_password', 'redis_password', 'backup_key'].map((name) =>
    readFileSync(join(secretsFolder, name), 'utf8'),
  );
export const certificate = () => readFileSync(join(secretsFolder, 'tls/certificate.pem'), 'utf8');
export const serial = () => new X509Certificate(certificate()).serialNumber;
/** All names lead to the published address. */
export const lookup: LookupFunction = (_name, options, done) => {
  if (options.all) done(null, [{ address: published.address, family: 4 }]);
  else done(null, published.address, 4);
};

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}
/** A request through Nginx, over TLS. */
export function call(
  method: string,
  path: string,
  options: {
    host?: string;
    token?: string;
    body?: unknown;
    headers?: Record<string, string>;
    raw?: Buffer;
    way?: Way;
  } = {},
): Promise<Answer> {
  const payload =
    options.raw ?? (options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body)));
  const headers: Record<string, string | number> = {
    ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(payload ? { 'content-length': payload.length } : {}),
    ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    ...options.headers,
  };
  const { host = SITE, way = published } = options;
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        host: way.address,
        port: way.port,
        localAddress: way.from,
        servername: host,
        method,
        path,
        headers: { host, ...headers },
        ca: certificate(),
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const isJson = /json/.test(response.headers['content-type'] ?? '') && bytes.length > 0;
          const body =
            isJson && !response.headers['content-encoding'] ? JSON.parse(bytes.toString()) : undefined;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, body });
        });
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}
