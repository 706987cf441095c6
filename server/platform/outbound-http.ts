import { isUtf8 } from 'node:buffer';
import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the public internet: this machine, private nets, the link, documentation, multicast. */
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

/** IPv6: global unicast alone, without the ranges that carry an IPv4 address or document something. */
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

/** Whether an address may be somebody's server on the internet, and not something behind our own walls. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const ip = mapped ?? address;
  if (isIP(ip) === 4) return !privateIpv4.check(ip, 'ipv4');
  return isIP(ip) === 6 && globalIpv6.check(ip, 'ipv6') && !reservedIpv6.check(ip, 'ipv6');
}

/** The address is not one that we call. */
export class PrivateAddressError extends Error {
  override name = 'ClosedAddress';
}

/** A URL that somebody gave us may be called: https, no credentials, and where it is an IP address, a public one. */
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
 * Resolves a name, once for a connection, and refuses it where any of its addresses is closed; the socket goes to just what
 * was looked at, so a name that leads elsewhere a moment later gains nothing.
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
 * Posts to an address that somebody gave us. Never follows a redirect, reads at most 4 kB of the answer.
 *
 * @param options.local  for tests alone: any host, also without TLS
 * @throws ClosedAddress where the address is not one that may be called; another Error where nobody answers in time
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
        response.on('error', () => {}); // what it says does not matter; its status has been read
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

/** Whoever was asked could not answer now: 429, 5xx, or a refusal that need not last. */
export class UpstreamUnavailable extends Error {
  override name = 'NoAnswer';
}

/** A page that was read from outside. */
export interface Page {
  /** Where it was found, after redirects. */
  url: URL;
  contentType: string;
  /** Its beginning: what was read until the bound. */
  body: Buffer;
}

export interface ReadOptions {
  headers: Record<string, string>;
  /** Media types that are read, as in `text/html`; of others not a byte is. */
  types: readonly string[];
  maxBytes: number;
  maxRedirects: number;
}

/**
 * Reads the beginning of a page at an address that somebody gave us. Each redirect is looked at as the first address was;
 * only https on its own port is called. The time is for all of it, redirects and body included.
 *
 * @param options.isLocal  for tests alone: addresses that are called whatever they are, also without TLS
 * @returns undefined where the answer is that there is no such page, or that it is of another type, packed, or elsewhere once too often
 * @throws ClosedAddress where an address on the way may not be called; NoAnswer for any other status; another Error where nobody answers
 *   in time
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

/** Whether a status says how things are, and not that one should come again. */
const isFinal = (status: number): boolean =>
  (status >= 200 && status < 400) || status === 404 || status === 410;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** What a `Location` says. Many sites write letters into it as bytes of UTF-8, which Node reads as Latin-1; browsers take them for what they are. */
function locationOf(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : header;
}

/** One request: the page, where it sends us, or nothing that is for us. */
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
        // Packed, a small answer could grow to any size.
        headers: { ...headers, 'accept-encoding': 'identity' },
        agent: false,
        signal,
        ...(local ? {} : { lookup: publicLookup() }),
      },
      (response) => {
        response.on('error', reject); // after `resolve` it changes nothing
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
          resolve(target && URL.canParse(target, url.href) ? new URL(target, url) : undefined);
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
