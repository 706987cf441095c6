import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the public internet: this machine, private nets, the link, documentation, multicast. */
const CLOSED: readonly [string, number][] = [
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
const closed = new BlockList();
for (const [network, bits] of CLOSED) closed.addSubnet(network, bits, 'ipv4');

/** IPv6: global unicast alone, without the ranges that carry an IPv4 address or document something. */
const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');
const closed6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed6.addSubnet(network, bits, 'ipv6');
}

/** Whether an address may be somebody's server on the internet, and not something behind our own walls. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const ip = mapped ?? address;
  if (isIP(ip) === 4) return !closed.check(ip, 'ipv4');
  return isIP(ip) === 6 && open6.check(ip, 'ipv6') && !closed6.check(ip, 'ipv6');
}

/** The address is not one that we call. */
export class ClosedAddress extends Error {
  override name = 'ClosedAddress';
}

/** A URL that somebody gave us may be called: https, no credentials, and where it is an IP address, a public one. */
export function mayCall(url: URL, options: { local: boolean }): boolean {
  if (url.username || url.password) return false;
  if (options.local) return url.protocol === 'https:' || url.protocol === 'http:';
  if (url.protocol !== 'https:') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes('.') && !/\.(localhost|local|internal|home\.arpa)\.?$/i.test(host);
}

/** Resolves a name and refuses it where any of its addresses is closed; the socket goes to just what was looked at. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    const bad = addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address));
    if (bad) return done(new ClosedAddress(`${hostname} is not on the public internet`), '', 0);
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
export async function postOutside(
  url: URL,
  request: { headers: Record<string, string>; body: Buffer },
  options: { local: boolean; timeoutMs: number },
): Promise<{ status: number; headers: http.IncomingHttpHeaders }> {
  if (!mayCall(url, options)) throw new ClosedAddress(`${url.origin} may not be called`);
  const client = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    const sent = client.request(
      url,
      {
        method: 'POST',
        headers: request.headers,
        agent: false,
        signal: AbortSignal.timeout(options.timeoutMs),
        ...(options.local ? {} : { lookup: publicLookup }),
      },
      (answer) => {
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > 4_096) answer.destroy();
        });
        answer.on('error', () => {}); // what it says does not matter; its status has been read
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
      },
    );
    sent.on('error', reject);
    sent.end(request.body);
  });
}
