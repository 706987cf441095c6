import { BlockList, isIP } from 'node:net';
import type { Records } from './resolver.ts';

/** RFC 7208: more lookups than these make receivers ignore the record. */
const MAX_LOOKUPS = 10;

export type SpfResult =
  /** Receivers ignore a record with a fault, and one that leads to too many lookups. */
  | { fault: 'none' | 'several' | 'syntax' | 'lookups'; record: string | null }
  | {
      fault: null;
      record: string;
      /** What the record says about everybody else. */
      all: '-' | '~' | '?' | '+';
      /** Whether the addresses may send; undefined if that cannot be told without an email. */
      permits: boolean | undefined;
    };

interface Term {
  qualifier: '-' | '~' | '?' | '+';
  name: string;
  value: string;
}
const TERM = /^([-~?+]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?:[:/]|$)/i;
const MODIFIER = /^([a-z][a-z0-9_.-]*)=(.*)$/i;

class Fault extends Error {
  readonly fault: 'syntax' | 'lookups';
  constructor(fault: 'syntax' | 'lookups') {
    super(fault);
    this.fault = fault;
  }
}

const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);

/** Reads the SPF record of a domain and all that it includes. @throws NoAnswer */
export async function checkSpf(
  records: Records,
  domain: string,
  addresses: readonly string[],
): Promise<SpfResult> {
  const found = (await records.txt(domain)).filter(isSpf);
  if (found.length === 0) return { fault: 'none', record: null };
  const [record = ''] = found;
  if (found.length > 1) return { fault: 'several', record: found.join(' ⏎ ') };
  const walk = { records, addresses, lookups: 0, isUncertain: false };
  try {
    const { permitted, all } = await evaluate(walk, domain, record);
    const permits =
      addresses.length === 0
        ? undefined
        : addresses.every((address) => permitted.has(address))
          ? true
          : walk.isUncertain
            ? undefined
            : false;
    return { fault: null, record, all, permits };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault, record };
    throw error;
  }
}

interface Walk {
  records: Records;
  addresses: readonly string[];
  lookups: number;
  /** A term depends on the email, as with macros. */
  isUncertain: boolean;
}

function count(walk: Walk): void {
  walk.lookups += 1;
  if (walk.lookups > MAX_LOOKUPS) throw new Fault('lookups');
}

/** @returns which addresses a record permits, and what it says about the others */
async function evaluate(
  walk: Walk,
  domain: string,
  record: string,
): Promise<{ permitted: Set<string>; all: Term['qualifier'] }> {
  const { terms, redirect } = parse(record);
  const permitted = new Set<string>();
  const decided = new Set<string>();
  const decide = (matches: (address: string) => boolean, qualifier: Term['qualifier']) => {
    for (const address of walk.addresses) {
      if (decided.has(address) || !matches(address)) continue;
      decided.add(address);
      if (qualifier === '+') permitted.add(address);
    }
  };
  for (const { qualifier, name, value } of terms) {
    // What stands after it has no effect.
    if (name === 'all') {
      decide(() => true, qualifier);
      return { permitted, all: qualifier };
    }
    const matched = await matchesOf(walk, domain, name, value);
    decide((address) => matched(address), qualifier);
  }
  if (redirect === undefined) return { permitted, all: '?' };
  count(walk);
  const next = await included(walk, redirect);
  decide((address) => next.permitted.has(address), '+');
  return { permitted, all: next.all };
}

async function included(walk: Walk, domain: string): ReturnType<typeof evaluate> {
  if (domain.includes('%')) {
    walk.isUncertain = true;
    return { permitted: new Set(), all: '?' };
  }
  const found = (await walk.records.txt(domain)).filter(isSpf);
  // Nothing or two records there are an error of the whole.
  if (found.length !== 1) throw new Fault('syntax');
  return evaluate(walk, domain, found[0] as string);
}

const nobody = () => false;

async function matchesOf(
  walk: Walk,
  domain: string,
  name: string,
  value: string,
): Promise<(address: string) => boolean> {
  if (name === 'ip4' || name === 'ip6') return inNetworks([value], name === 'ip4' ? 4 : 6);
  count(walk);
  if (name === 'include') {
    const { permitted } = await included(walk, value);
    return (address) => permitted.has(address);
  }
  const [, host = '', v4 = '32', v6 = '128'] = /^([^/]*)(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(value) ?? [];
  if (value.includes('%') || name === 'exists' || name === 'ptr') {
    walk.isUncertain = true;
    return nobody;
  }
  const hosts =
    name === 'mx'
      ? (await walk.records.mx(host || domain)).slice(0, 10).map((one) => one.host)
      : [host || domain];
  if (walk.addresses.length === 0) return nobody;
  const found = (await Promise.all(hosts.filter(Boolean).map((one) => walk.records.addresses(one)))).flat();
  const [in4, in6] = [
    inNetworks(
      found.filter((one) => isIP(one) === 4).map((one) => `${one}/${v4}`),
      4,
    ),
    inNetworks(
      found.filter((one) => isIP(one) === 6).map((one) => `${one}/${v6}`),
      6,
    ),
  ];
  return (address) => in4(address) || in6(address);
}

function inNetworks(networks: readonly string[], family: 4 | 6): (address: string) => boolean {
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  for (const network of networks) {
    const [address = '', bits = family === 4 ? '32' : '128'] = network.split('/');
    const length = Number(bits);
    if (isIP(address) !== family || !/^\d+$/.test(bits) || length > (family === 4 ? 32 : 128))
      throw new Fault('syntax');
    list.addSubnet(address, length, type);
  }
  return (address) => isIP(address) === family && list.check(address, type);
}

function parse(record: string): { terms: Term[]; redirect: string | undefined } {
  const terms: Term[] = [];
  let redirect: string | undefined;
  for (const text of record.split(/ +/).slice(1).filter(Boolean)) {
    const [, sign = '', name] = TERM.exec(text) ?? [];
    if (name === undefined) {
      const [, modifier, target = ''] = MODIFIER.exec(text) ?? [];
      if (modifier === undefined) throw new Fault('syntax');
      if (modifier.toLowerCase() === 'redirect') redirect = target;
      continue;
    }
    const value = text.slice(sign.length + name.length).replace(/^:/, '');
    const needsValue = /^(?:include|ip4|ip6|exists)$/i.test(name);
    if (needsValue ? value === '' : name.toLowerCase() === 'all' && value !== '') throw new Fault('syntax');
    terms.push({ qualifier: (sign || '+') as Term['qualifier'], name: name.toLowerCase(), value });
  }
  return { terms, redirect };
}
