import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import { isPublicAddress } from '../../../../platform/outbound-http.ts';
import { NoAnswer, type Records } from './resolver.ts';
import type { SenderLine } from './schemas.ts';
import { checkSpf, type SpfResult } from './spf.ts';

export interface Sender {
  /** The domain of the sender's address. */
  domain: string;
  dkimSelector: string | undefined;
  /** Name or address from which emails leave, if it is known. */
  host: string | undefined;
  /** The mail server that we hand emails to, which may hand them on to others. */
  server: string | undefined;
}

const MIN_RSA_BITS = 1_024;
const LONGEST_FOUND = 1_000;

/** Looks at the DNS records by which receivers judge the sender. A server that does not answer makes a line `unknown`, never `missing`. */
export async function checkSender(records: Records, sender: Sender): Promise<SenderLine[]> {
  const addresses = await orUnknown(() => addressesOf(records, sender.host));
  const known = addresses instanceof NoAnswer ? [] : addresses.filter(isPublicAddress);
  const checks: [SenderLine['name'], string | null, () => Promise<Finding>][] = [
    ['spf', sender.domain, () => spf(records, sender, known)],
    ['dkim', dkimName(sender), () => dkim(records, dkimName(sender))],
    ['dmarc', `_dmarc.${sender.domain}`, () => dmarc(records, sender.domain)],
    ['mx', sender.domain, () => mx(records, sender)],
    ['host', sender.host ?? null, () => host(sender.host, addresses)],
    ['ptr', sender.host ?? null, () => ptr(records, sender.host, addresses, known)],
  ];
  // At once: a server that is silent is waited for once.
  return Promise.all(
    checks.map(async ([name, at, look]) => {
      const finding = await orUnknown(look);
      const {
        found = null,
        record = null,
        ...rest
      }: Finding = finding instanceof NoAnswer ? { state: 'unknown', code: 'no_answer' } : finding;
      return {
        name,
        at,
        ...rest,
        found: found === null ? null : readable(found),
        // A record to add may repeat one that others wrote.
        record: record && { ...record, value: readable(record.value) },
      };
    }),
  );
}

type Finding = Pick<SenderLine, 'state' | 'code'> & Partial<Pick<SenderLine, 'found' | 'record'>>;

async function orUnknown<T>(look: () => Promise<T>): Promise<T | NoAnswer> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof NoAnswer) return error;
    throw error;
  }
}

/** What others wrote, in one line without control characters. */
const readable = (text: string): string => text.replaceAll(/[\p{C}\s]+/gu, ' ').slice(0, LONGEST_FOUND);

const txt = (name: string, value: string) => ({ type: 'TXT' as const, name, value });

async function spf(
  records: Records,
  { domain, host, server }: Sender,
  addresses: readonly string[],
): Promise<Finding> {
  const result = await checkSpf(records, domain, addresses);
  const who =
    addresses.map((address) => `ip${isIP(address)}:${address}`).join(' ') ||
    ((host ?? server) ? `a:${host ?? server}` : 'mx');
  const wanted = txt(domain, `v=spf1 ${who} ~all`);
  if (result.fault === 'none') return { state: 'missing', code: 'spf_missing', record: wanted };
  const found = result.record;
  if (result.fault !== null) return { state: 'attention', code: `spf_${result.fault}`, found };
  if (result.permits === false)
    return { state: 'attention', code: 'spf_not_permitted', found, record: permitting(result, who, domain) };
  if (result.all === '+') return { state: 'attention', code: 'spf_anybody', found };
  if (result.all === '?') return { state: 'attention', code: 'spf_neutral', found };
  return { state: 'fine', code: result.permits ? 'spf_permits' : 'spf_fine', found };
}

/** The record with the addresses in front: the first match counts. */
const permitting = ({ record }: SpfResult, who: string, domain: string) =>
  txt(domain, (record ?? '').replace(/^v=spf1/i, `v=spf1 ${who}`));

const dkimName = ({ domain, dkimSelector }: Sender): string | null =>
  dkimSelector === undefined ? null : `${dkimSelector}._domainkey.${domain}`;

async function dkim(records: Records, name: string | null): Promise<Finding> {
  if (name === null) return { state: 'unknown', code: 'dkim_no_selector' };
  const found = (await records.txt(name)).find((text) => /(?:^|;)\s*p\s*=/i.test(text));
  if (found === undefined) return { state: 'missing', code: 'dkim_missing' };
  const { p = '', k = 'rsa' } = tagsOf(found);
  if (p === '') return { state: 'attention', code: 'dkim_revoked', found };
  const bits = keyBits(p, k);
  if (bits === undefined) return { state: 'attention', code: 'dkim_syntax', found };
  return bits < MIN_RSA_BITS
    ? { state: 'attention', code: 'dkim_short', found }
    : { state: 'fine', code: 'dkim_fine', found };
}

/** The strength of a published key; undefined if it is none. Ed25519 counts as strong. */
function keyBits(base64: string, kind: string): number | undefined {
  const key = Buffer.from(base64, 'base64');
  if (kind === 'ed25519') return key.length === 32 ? Number.POSITIVE_INFINITY : undefined;
  try {
    return createPublicKey({ key, format: 'der', type: 'spki' }).asymmetricKeyDetails?.modulusLength;
  } catch {
    return undefined;
  }
}

const tagsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(';')
      .map((part) => part.split('='))
      .filter((parts) => parts.length > 1)
      .map(([name = '', ...value]) => [name.trim().toLowerCase(), value.join('=').replaceAll(/\s/g, '')]),
  );

/** The policy of the domain; without one, that of a domain above holds. */
async function dmarc(records: Records, domain: string): Promise<Finding> {
  const labels = domain.split('.');
  const wanted = txt(`_dmarc.${domain}`, `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`);
  for (let start = 0; start <= Math.max(0, labels.length - 2); start += 1) {
    const found = (await records.txt(`_dmarc.${labels.slice(start).join('.')}`)).filter((text) =>
      /^v=DMARC1\b/i.test(text),
    );
    if (found.length === 0) continue;
    const [record = ''] = found;
    if (found.length > 1) return { state: 'attention', code: 'dmarc_several', found: found.join(' ⏎ ') };
    const { p = '', sp } = tagsOf(record);
    const policy = ((start > 0 ? sp : undefined) ?? p).toLowerCase();
    if (!['none', 'quarantine', 'reject'].includes(policy))
      return { state: 'attention', code: 'dmarc_syntax', found: record };
    return { state: 'fine', code: policy === 'none' ? 'dmarc_watches' : 'dmarc_fine', found: record };
  }
  return { state: 'missing', code: 'dmarc_missing', record: wanted };
}

/** Where answers and returned emails go. */
async function mx(records: Records, { domain, host }: Sender): Promise<Finding> {
  const servers = await records.mx(domain);
  const found = servers.map((server) => `${server.preference} ${server.host || '.'}`).join(', ');
  if (servers.length > 0)
    return servers.every((server) => server.host === '')
      ? { state: 'attention', code: 'mx_null', found }
      : { state: 'fine', code: 'mx_fine', found };
  const addresses = await records.addresses(domain);
  if (addresses.length > 0)
    return { state: 'attention', code: 'mx_only_address', found: addresses.join(', ') };
  const isName = host !== undefined && isIP(host) === 0;
  return {
    state: 'missing',
    code: 'mx_missing',
    record: isName ? { type: 'MX', name: domain, value: `10 ${host}.` } : null,
  };
}

const addressesOf = async (records: Records, name: string | undefined): Promise<string[]> =>
  name === undefined ? [] : records.addresses(name);

async function host(name: string | undefined, addresses: string[] | NoAnswer): Promise<Finding> {
  if (name === undefined) return { state: 'unknown', code: 'host_unknown' };
  if (addresses instanceof NoAnswer) throw addresses;
  return addresses.length > 0
    ? { state: 'fine', code: 'host_fine', found: addresses.join(', ') }
    : { state: 'missing', code: 'host_missing' };
}

/** The name of each address, which leads back to it. */
async function ptr(
  records: Records,
  name: string | undefined,
  addresses: string[] | NoAnswer,
  known: readonly string[],
): Promise<Finding> {
  if (addresses instanceof NoAnswer) throw addresses;
  const [first] = known;
  if (name === undefined || first === undefined) return { state: 'unknown', code: 'host_unknown' };
  const named: string[] = [];
  for (const address of known) {
    const names = await records.names(address);
    named.push(`${address} → ${names.join(', ') || '–'}`);
    const found = named.join('; ');
    const wanted = isIP(name) ? null : { type: 'PTR' as const, name: address, value: `${name}.` };
    if (names.length === 0) return { state: 'missing', code: 'ptr_missing', found, record: wanted };
    const back = (await Promise.all(names.slice(0, 5).map((one) => records.addresses(one)))).flat();
    if (!back.includes(address)) return { state: 'attention', code: 'ptr_no_way_back', found };
  }
  return { state: 'fine', code: 'ptr_fine', found: named.join('; ') };
}
