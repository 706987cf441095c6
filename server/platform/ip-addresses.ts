import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address or host name, as in a URL or a setting, means only this machine. */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  const address = plainIp(name);
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** The rate-limit key of an address. An IPv6 subscriber holds a whole /64, so it gets one key. */
export function addressKey(given: string): string {
  const ip = plainIp(given);
  if (isIP(ip) !== 6) return ip;
  const [head = '', tail] = ip.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** Whether a string is an IP address or a network in CIDR. */
export function isNetwork(cidr: string): boolean {
  const [address = '', bits, more] = cidr.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}

/**
 * Whether a network is so wide that it contains strangers: shorter than /8 in IPv4, also when written as mapped IPv6 addresses,
 * or shorter than /16 in IPv6.
 */
export function isTooWide(cidr: string): boolean {
  const [address = '', bits] = cidr.split('/');
  if (!isNetwork(cidr)) return false;
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (family === 'ipv6' && Number(bits ?? 128) < 16) return true;
  const list = new BlockList();
  list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  // A /8 contains one of these; a shorter prefix contains at least two.
  const slashEights = Array.from({ length: 256 }, (_, first) => `${first}.0.0.0`).filter((ip) =>
    family === 'ipv6' ? list.check(`::ffff:${ip}`, 'ipv6') : list.check(ip, 'ipv4'),
  );
  return slashEights.length > 1;
}

/** Whether an address is in one of the networks, given as CIDR. */
export function networkMatcher(cidrs: string[]): (ip: string) => boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', bits] = cidr.split('/');
    const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(network, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return (given) => {
    const ip = plainIp(given);
    return isIP(ip) !== 0 && list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
  };
}

/** Plain IPv4 for an IPv4-mapped address, as dual-stack sockets write it: ::ffff:192.0.2.1. */
const plainIp = (ip: string) => ip.replace(/^::ffff:(?=\d+\.)/i, '');

/** Names for networks in `TRUST_PROXY`. */
export const NAMED_NETWORKS: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/**
 * Whether a peer is one of our own proxies or processes.
 * @param trusted  `TRUST_PROXY`
 */
export function trustedPeers(trusted: string[]): (peer: string) => boolean {
  const matches = networkMatcher(trusted.flatMap((name) => NAMED_NETWORKS[name] ?? [name]));
  // Nearly all requests come from the same proxy.
  let last = { peer: '', isTrusted: matches('') };
  return (peer) => {
    if (last.peer !== peer) last = { peer, isTrusted: matches(peer) };
    return last.isTrusted;
  };
}

/**
 * The client's address behind proxies: the last address in `X-Forwarded-For` that is not a trusted proxy.
 * @param trusted  `TRUST_PROXY`
 */
export function clientAddressOf(trusted: string[]): (peer: string, forwardedFor: string | null) => string {
  const isTrusted = trustedPeers(trusted);
  return (peer, forwardedFor) => {
    let address = peer;
    for (const part of (forwardedFor ?? '').split(',').reverse()) {
      const forwardedHop = part.trim();
      if (!isTrusted(address) || isIP(forwardedHop) === 0) break;
      address = forwardedHop;
    }
    return address;
  };
}

/**
 * The port of the client: of the connection, or as a trusted proxy passes it on. Null if the proxy does not, or if the address passed several
 * proxies: nobody knows then to which the port belongs.
 * @param trusted  `TRUST_PROXY`
 */
export function clientPortOf(
  trusted: string[],
): (
  peer: { remoteAddress?: string | undefined; remotePort?: number | undefined },
  forwardedFor: string | readonly string[] | null | undefined,
  given: string | readonly string[] | null | undefined,
) => number | null {
  const isTrusted = trustedPeers(trusted);
  return ({ remoteAddress, remotePort }, forwardedFor, given) => {
    const hops = typeof forwardedFor === 'string' ? forwardedFor.split(',') : (forwardedFor ?? []);
    if (hops.length === 0 || !isTrusted(remoteAddress ?? '')) return remotePort ?? null;
    const isPort = typeof given === 'string' && /^[1-9]\d{0,4}$/.test(given) && Number(given) <= 65_535;
    return hops.length === 1 && isPort ? Number(given) : null;
  };
}

/** Headers in which proxies and tunnels name the client. */
const FORWARDING_HEADERS =
  /^(?:forwarded|via|x-(?:forwarded|original|envoy|arr|azure|amzn)-.*|x-(?:real|client|cluster-client)-ip|true-client-ip|(?:cf|fastly)-.*)$/;

export interface Caller {
  /** The other end of the connection. */
  peer: string | undefined;
  /** The client's address, after trusted proxies; the same as `peer` without any. */
  address: string | undefined;
  /** The `Host` header. */
  host: string | undefined;
  headers: Record<string, unknown>;
}

/**
 * Whether the caller is a program on this machine, and not a proxy or tunnel on it. The host name is checked as well, because a
 * page may rebind its name to 127.0.0.1 (DNS rebinding).
 */
export const isLocalCaller = ({ peer = '', host = '', headers }: Caller): boolean =>
  isLoopback(peer) &&
  isLoopback(host.replace(/:\d+$/, '')) &&
  !Object.keys(headers).some((name) => FORWARDING_HEADERS.test(name.toLowerCase()));

/**
 * Whether a caller may read operator endpoints: from this machine, or from a configured network.
 * @param metricsNetworks  CIDR, `METRICS_NETWORKS`
 */
export const canReadMetrics = (caller: Caller, metricsNetworks: string[]): boolean =>
  isLocalCaller(caller) || networkMatcher(metricsNetworks)(caller.address ?? '');
