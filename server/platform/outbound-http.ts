import { isUtf8 } from 'node:buffer';
import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { parseUrl } from '@chitlaq/text/parse-url';

/** Networks that are not the public internet: this machine, private networks, link-local, documentation, multicast. */
const PRIVATE_NETWORKS: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const privateIpv4 = new BlockList();
for (const [network, bits] of PRIVATE_NETWORKS) privateIpv4.addSubnet(network, bits, 'ipv4');

/** IPv6: only global unicast, without the ranges that embed an IPv4 address or are for documentation. */
const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');
const reservedIpv6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  reservedIpv6.addSubnet(network, bits, 'ipv6');
}

/** Whether an address is on the public internet and not on our own network. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const ip = mapped ?? address;
  if (isIP(ip) === 4) return !privateIpv4.check(ip, 'ipv4');
  return isIP(ip) === 6 && globalIpv6.check(ip, 'ipv6') && !reservedIpv6.check(ip, 'ipv6');
}

/** The address must not be called. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';
}

/** Whether a URL from a member may be called: https, no credentials and, if its host is an IP address, a public one. */
export function isCallableUrl(url: URL, options: { local: boolean }): boolean {
  if (url.username || url.password) return false;
  if (options.local) return url.protocol === 'https:' || url.protocol === 'http:';
  if (url.protocol !== 'https:') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPublicAddress(host);
  const name = host.replace(/\.$/, '');
  return name.includes('.') && !/\.(localhost|local|internal|home\.arpa)$/i.test(name);
}

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a name once per connection, and refuses it if any of its addresses is not public. The socket connects to the checked
 * address, so DNS rebinding does not help.
 */
export const publicLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const hasPrivate = addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address));
      if (hasPrivate)
        return done(new PrivateAddressError(`${hostname} is not on the public internet`), '', 0);
      if (options.all) return done(null, addresses);
      const [first] = addresses;
      done(null, first?.address ?? '', first?.family ?? 0);
    });
  };

/**
 * Posts to a URL that a member gave. Never follows a redirect; reads at most 4 kB of the response.
 *
 * @param options.local  only for tests: allow any host, also without TLS
 * @throws PrivateAddressError if the address must not be called; another Error if there is no answer in time
 */
export async function postExternal(
  url: URL,
  request: { headers: Record<string, string>; body: Buffer },
  options: { local: boolean; timeoutMs: number },
): Promise<{ status: number; headers: http.IncomingHttpHeaders }> {
  if (!isCallableUrl(url, options)) throw new PrivateAddressError(`${url.origin} may not be called`);
  const client = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    const outgoing = client.request(
      url,
      {
        method: 'POST',
        headers: request.headers,
        agent: false,
        signal: AbortSignal.timeout(options.timeoutMs),
        ...(options.local ? {} : { lookup: publicLookup() }),
      },
      (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > 4_096) response.destroy();
        });
        response.on('error', () => {}); // the body does not matter; the status has been read
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

/** The server could not answer now: 429, 5xx, or a refusal that may be temporary. */
export class UpstreamUnavailable extends Error {
  override name = 'UpstreamUnavailable';
}

/** A page fetched from outside. */
export interface Page {
  /** Its URL after redirects. */
  url: URL;
  contentType: string;
  /** Its beginning, up to the limit. */
  body: Buffer;
}

export interface ReadOptions {
  headers: Record<string, string>;
  /** Media types to read, such as `text/html`. Bodies of other types are not read at all. */
  types: readonly string[];
  maxBytes: number;
  maxRedirects: number;
}

/**
 * Fetches the first `maxBytes` of a page whose URL a member gave (SSRF-safe). Every redirect is checked like the first URL:
 * https, default port, public addresses only. The timeout covers all redirects and the body.
 *
 * @param options.isLocal  only for tests: addresses to allow in any case, also without TLS
 * @returns undefined if there is no such page, it has another type, is compressed, or redirects too often
 * @throws PrivateAddressError if an address on the way must not be called; UpstreamUnavailable for any other status; another
 * Error if there is no answer in time
 */
export async function getExternal(
  start: URL,
  reading: ReadOptions,
  options: { isLocal: (url: URL) => boolean; timeoutMs: number },
): Promise<Page | undefined> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = start;
  for (let redirects = 0; redirects <= reading.maxRedirects; redirects += 1) {
    const local = options.isLocal(url);
    if (!isCallableUrl(url, { local }) || (url.port !== '' && !local))
      throw new PrivateAddressError(`${url.origin} may not be called`);
    const response = await getOnce(url, reading, local, signal);
    if (!(response instanceof URL)) return response;
    url = response;
  }
  return undefined;
}

/** Whether a status is a definite answer, so that a retry would not help. */
const isFinal = (status: number): boolean =>
  (status >= 200 && status < 400) || status === 404 || status === 410;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Decodes `Location`. Many sites send UTF-8 bytes in it, which Node reads as Latin-1; browsers decode them as UTF-8. */
function locationOf(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : header;
}

/** One request: a page, a redirect, or undefined if there is nothing for us. */
function getOnce(
  url: URL,
  { headers, types, maxBytes }: ReadOptions,
  local: boolean,
  signal: AbortSignal,
): Promise<Page | URL | undefined> {
  const client = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    const outgoing = client.request(
      url,
      {
        // A small compressed response could expand to any size.
        headers: { ...headers, 'accept-encoding': 'identity' },
        agent: false,
        signal,
        ...(local ? {} : { lookup: publicLookup() }),
      },
      (response) => {
        response.on('error', reject); // no effect after `resolve`
        const { statusCode = 0, headers: headersReceived } = response;
        const contentType = headersReceived['content-type'] ?? '';
        const target =
          REDIRECTS.includes(statusCode) && headersReceived.location && locationOf(headersReceived.location);
        const isRead =
          statusCode === 200 &&
          types.includes((contentType.split(';')[0] ?? '').trim().toLowerCase()) &&
          /^(?:identity)?$/i.test(headersReceived['content-encoding']?.trim() ?? '');
        if (target || !isRead) {
          response.destroy();
          if (!isFinal(statusCode)) return reject(new UpstreamUnavailable(`answered ${statusCode}`));
          resolve(target ? parseUrl(target, url) : undefined);
          return;
        }
        const chunks: Buffer[] = [];
        let bytes = 0;
        const page = () => ({ url, contentType, body: Buffer.concat(chunks).subarray(0, maxBytes) });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes < maxBytes) return;
          resolve(page());
          response.destroy();
        });
        response.on('end', () => resolve(page()));
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}
