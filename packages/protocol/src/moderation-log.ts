/**
 * The log of moderation as anybody can check it: docs/adr/0082-moderation-log.md. Without dependencies; runs in Node and in
 * browsers.
 */

/** What an entry can record. A newer server may record more. */
export const LOG_ACTS = [
  'dismissed',
  'post_removed',
  'message_removed',
  'content_warned',
  'warned',
  'muted',
  'reach_limited',
  'author_suspended',
  'post_held',
  'picture_removed',
  'picture_refused',
  'picture_listed',
  'picture_unlisted',
  'hold_lifted',
  'mute_lifted',
  'reach_restored',
  'suspension_lifted',
  'decision_undone',
  'appeal_upheld',
  'appeal_rejected',
  'automatic_rule_on',
  'automatic_rule_off',
  'automatic_rule_stopped',
  'board_post_hidden',
  'board_post_shown',
  'board_appeal_rejected',
  'board_exclusion',
  'pseudonym_opening_requested',
  'pseudonym_opening_refused',
  'pseudonym_opened',
  'board_key_replaced',
] as const;
export type LogAct = (typeof LOG_ACTS)[number];
export const isLogAct = (act: string): act is LogAct => (LOG_ACTS as readonly string[]).includes(act);

/** An entry as it is stored and given out. */
export interface LogEntry {
  seq: number;
  /** Canonical JSON, byte for byte what the hash covers. */
  entry: string;
  hash: string;
}

/** The published hash of a day's last entry. */
export interface LogHead {
  day: string;
  seq: number;
  hash: string;
}

/** Opens one commitment of an entry. */
export interface Opening {
  salt: string;
  value: string;
}

/** What proves to the member concerned that an act is in the log, and what it says about them. */
export interface Receipt {
  version: 1;
  campus: string;
  seq: number;
  entry: string;
  previousHash: string;
  hash: string;
  openings: Record<string, Opening>;
  /** SHA-256 of each later entry up to the head. */
  path: string[];
  /** The first published head that covers the entry; null before it is published. */
  head: LogHead | null;
}

export type Fault =
  /** Entries are absent. */
  | { problem: 'missing'; seq: number; upTo: number }
  /** The entry bears another number than its place. */
  | { problem: 'misplaced'; seq: number; says: number | null }
  /** The entry is not the canonical JSON that the log writes. */
  | { problem: 'malformed'; seq: number }
  /** The hash does not follow from this entry and the previous hash. */
  | { problem: 'changed'; seq: number }
  /** The log does not have the hash that was published for a day. */
  | { problem: 'head_differs'; seq: number; day: string }
  /** The receipt says something about the member that the entry does not commit to. */
  | { problem: 'opening_differs'; seq: number; field: string }
  /** The receipt does not lead to its head. */
  | { problem: 'path_differs'; seq: number }
  /** The head of the receipt is not among the published ones. */
  | { problem: 'head_not_published'; seq: number; day: string };

/** What the first entry follows. */
export const GENESIS = '0'.repeat(64);

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** JSON with sorted keys and without white space: the same bytes for the same value. Numbers have to be integers. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`)
      .join(',')}}`;
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new Error('only integers are canonical');
  return JSON.stringify(value);
}

const utf8 = new TextEncoder();
const toHex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  toHex(await crypto.subtle.digest('SHA-256', bytes));

/** SHA-256 of an entry: all that others need of it to follow the chain. */
export const leafOf = (entry: string): Promise<string> => sha256(utf8.encode(entry));

/** The hash after an entry: SHA-256 of the previous hash and of the entry's own. */
export const hashAfter = (previousHash: string, leaf: string): Promise<string> =>
  sha256(fromHex(previousHash + leaf));

/** A random salt for one commitment. */
export const newSalt = (): string => toHex(crypto.getRandomValues(new Uint8Array(32)).buffer);

/** Commits to a value without revealing it: HMAC-SHA-256 with a random salt as key. Without the salt nobody can guess the value. */
export async function commitTo(value: string, salt: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', fromHex(salt), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return toHex(await crypto.subtle.sign('HMAC', key, utf8.encode(value)));
}

interface ParsedEntry {
  seq: number | null;
  commitments: Record<string, unknown>;
}

/** @returns undefined if it is not canonical JSON of an entry */
function parseEntry(entry: string): ParsedEntry | undefined {
  try {
    const value = JSON.parse(entry) as { seq?: unknown; commitments?: unknown };
    if (value === null || typeof value !== 'object' || canonicalJson(value as Json) !== entry)
      return undefined;
    const { seq, commitments } = value;
    return {
      seq: typeof seq === 'number' ? seq : null,
      commitments: typeof commitments === 'object' && commitments !== null ? { ...commitments } : {},
    };
  } catch {
    return undefined;
  }
}

/**
 * Checks a whole log, in the order given, and published heads against it.
 * @returns what is wrong, with the number of the entry; empty if nothing is
 */
export async function verifyLog(
  entries: readonly LogEntry[],
  heads: readonly LogHead[] = [],
): Promise<Fault[]> {
  const faults: Fault[] = [];
  let next = 1;
  /** Undefined after a gap or a misplaced entry: what follows cannot be blamed for that. */
  let previousHash: string | undefined = GENESIS;
  for (const { seq, entry, hash } of entries) {
    if (seq > next) {
      faults.push({ problem: 'missing', seq: next, upTo: seq - 1 });
      previousHash = undefined;
    }
    const parsed = parseEntry(entry);
    const isMisplaced = parsed !== undefined && (parsed.seq !== seq || seq < next);
    if (parsed === undefined) faults.push({ problem: 'malformed', seq });
    else if (isMisplaced) faults.push({ problem: 'misplaced', seq, says: parsed.seq });
    else if (previousHash !== undefined && (await hashAfter(previousHash, await leafOf(entry))) !== hash)
      faults.push({ problem: 'changed', seq });
    previousHash = isMisplaced ? undefined : hash;
    next = seq + 1;
  }
  const hashes = new Map(entries.map(({ seq, hash }) => [seq, hash]));
  for (const { day, seq, hash } of heads) {
    if (seq >= next) faults.push({ problem: 'missing', seq: next, upTo: seq });
    else if (hashes.has(seq) && hashes.get(seq) !== hash) faults.push({ problem: 'head_differs', seq, day });
  }
  return faults;
}

/**
 * Checks a receipt offline.
 * @param heads  published heads, from the campus or from anybody who kept them; without them only the receipt itself is checked
 * @returns what is wrong; empty if nothing is
 */
export async function verifyReceipt(receipt: Receipt, heads?: readonly LogHead[]): Promise<Fault[]> {
  const { seq, entry, previousHash, hash, openings, path, head } = receipt;
  const parsed = parseEntry(entry);
  if (parsed === undefined) return [{ problem: 'malformed', seq }];
  const faults: Fault[] = [];
  if (parsed.seq !== seq) faults.push({ problem: 'misplaced', seq, says: parsed.seq });
  if ((await hashAfter(previousHash, await leafOf(entry))) !== hash) faults.push({ problem: 'changed', seq });
  for (const [field, { salt, value }] of Object.entries(openings))
    if ((await commitTo(value, salt)) !== parsed.commitments[field])
      faults.push({ problem: 'opening_differs', seq, field });
  if (head === null) return faults;
  let reached = hash;
  for (const leaf of path) reached = await hashAfter(reached, leaf);
  if (reached !== head.hash || head.seq !== seq + path.length) faults.push({ problem: 'path_differs', seq });
  const isPublished = heads?.some(
    (published) => published.day === head.day && published.seq === head.seq && published.hash === head.hash,
  );
  if (isPublished === false) faults.push({ problem: 'head_not_published', seq, day: head.day });
  return faults;
}

/** How often something happened; null: one to four times, which could point to a person. */
export type PublishedCount = number | null;

/** How often an act was done in a month, and by which rules, most frequent first. */
export interface ActCount {
  act: string;
  count: PublishedCount;
  /** `rule` is null for acts that name none. */
  rules: { rule: string | null; count: PublishedCount }[];
}

/** A count below this is not published. */
export const SMALLEST_COUNT = 5;

/** A count that may be published. */
export const publishedCount = (count: number): PublishedCount =>
  count > 0 && count < SMALLEST_COUNT ? null : count;

/**
 * Counts that may be published beside their sum. If what is hidden can be found by subtraction and is below the limit, the next smallest count is hidden too.
 * @returns in the order given
 */
export function publishedParts(counts: readonly number[]): PublishedCount[] {
  const published = counts.map(publishedCount);
  const bySize = counts.map((count, index) => ({ count, index })).sort((a, b) => a.count - b.count);
  let hidden = counts.reduce((sum, count, index) => sum + (published[index] === null ? count : 0), 0);
  for (const { count, index } of bySize) {
    if (hidden === 0 || hidden >= SMALLEST_COUNT) break;
    if (published[index] === null || count === 0) continue;
    published[index] = null;
    hidden += count;
  }
  return published;
}

/**
 * Counts the acts of a month. Whoever has the log counts the same.
 * @param month  `YYYY-MM`, UTC
 */
export function countActs(entries: readonly LogEntry[], month: string): ActCount[] {
  const counts = new Map<string, Map<string | null, number>>();
  for (const { entry } of entries) {
    const { at, act, rule } = JSON.parse(entry) as { at: string; act: string; rule: string | null };
    if (!at.startsWith(month)) continue;
    const ofAct = counts.get(act) ?? new Map<string | null, number>();
    ofAct.set(rule, (ofAct.get(rule) ?? 0) + 1);
    counts.set(act, ofAct);
  }
  const byCount = <Key>(a: [Key, number], b: [Key, number]) =>
    b[1] - a[1] || String(a[0]).localeCompare(String(b[0]));
  const sums = [...counts].map(([act, ofAct]): [string, number] => [
    act,
    [...ofAct.values()].reduce((sum, count) => sum + count, 0),
  ]);
  return sums.sort(byCount).map(([act, sum]) => {
    const rules = [...(counts.get(act) ?? [])].sort(byCount);
    const published = publishedParts(rules.map(([, count]) => count));
    return {
      act,
      count: publishedCount(sum),
      rules: rules.map(([rule], index) => ({ rule, count: published[index] as PublishedCount })),
    };
  });
}

/** A fault in one sentence, for the command line. */
export function describeFault(fault: Fault): string {
  switch (fault.problem) {
    case 'missing':
      return fault.seq === fault.upTo
        ? `entry ${fault.seq} is missing`
        : `entries ${fault.seq} to ${fault.upTo} are missing`;
    case 'misplaced':
      return `entry ${fault.seq} is out of order: it says that it is number ${fault.says ?? 'none'}`;
    case 'malformed':
      return `entry ${fault.seq} is not what the log writes`;
    case 'changed':
      return `entry ${fault.seq} was changed: its hash does not follow from it and entry ${fault.seq - 1}`;
    case 'head_differs':
      return `entry ${fault.seq} is not the one whose hash was published for ${fault.day}`;
    case 'opening_differs':
      return `entry ${fault.seq} does not say this about “${fault.field}”`;
    case 'path_differs':
      return `the receipt of entry ${fault.seq} does not lead to its head`;
    case 'head_not_published':
      return `the head of ${fault.day} for entry ${fault.seq} is not among the published ones`;
  }
}
