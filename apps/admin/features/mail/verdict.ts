import type { MailStatus } from './types.ts';

/** An email that waits longer is late: retries after a first failure come sooner. */
const LATE_MS = 10 * 60_000;
const MAX_REFUSED = 0.05;

export type Verdict =
  | { kind: 'files' | 'stopped' | 'refused' | 'fine' | 'quiet' }
  | { kind: 'slow'; minutes: number }
  | { kind: 'domains'; domains: string[] };

/** Hidden numbers are some, but fewer than five. */
const atLeast = (count: number | null): number => count ?? 1;

/** What the page says first: whether emails leave, and if not, where. */
export function verdictOf(status: MailStatus, now: Date): Verdict {
  const { hour } = status.totals;
  if (status.server === null) return { kind: 'files' };
  if (hour.sent === 0 && (atLeast(hour.failed) > 0 || atLeast(hour.refused) > 0)) return { kind: 'stopped' };
  const domains = status.domains.flatMap(({ domain, isTroubled }) =>
    domain !== null && isTroubled ? [domain] : [],
  );
  if (domains.length > 0) return { kind: 'domains', domains };
  const waitedMs = status.oldestAt === null ? 0 : now.getTime() - Date.parse(status.oldestAt);
  if (waitedMs > LATE_MS) return { kind: 'slow', minutes: Math.round(waitedMs / 60_000) };
  const sum = (measure: 'sent' | 'refused') =>
    status.domains.reduce((total, row) => total + (row[measure] ?? 0), 0);
  if (sum('refused') > MAX_REFUSED * (sum('refused') + sum('sent'))) return { kind: 'refused' };
  return { kind: hour.sent === 0 ? 'quiet' : 'fine' };
}
