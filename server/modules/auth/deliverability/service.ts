import { publishedCount, SMALLEST_COUNT } from '@chitlaq/protocol/moderation-log';
import { parseUrl } from '@chitlaq/text/parse-url';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { JobName } from '../../../platform/jobs.ts';
import { DELIVERY_KINDS, type DeliveryKind } from './kinds.ts';
import { isTooFew, namedDomains, published, publishedMedian, publishedRows, sumOf } from './published.ts';
import {
  type AnswerRow,
  type Counts,
  type CountsWithWaits,
  countsBy,
  countsByHour,
  countUndeliverable,
  findAnswers,
  findUniversitiesOf,
  findWaiting,
} from './queries.ts';
import type { MailQuery, MailStatus } from './schemas.ts';
import { addressOf, lastSenderCheck } from './sender/service.ts';
import { lastTestEmail } from './test-emails.ts';

const HOUR_MS = 3_600_000;
const HOURS = { hour: 2, day: 24, week: 168 } as const;
const MAX_DOMAINS = 50;
const MAX_ANSWERS = 20;
/** A server that words each answer anew must not push the others out. */
const MAX_ANSWERS_OF_A_REASON = 5;
const MAX_ANSWER_ROWS = 1_000;
const MAX_ANSWER_DOMAINS = 5;

/** Jobs that send an email each. */
export const MAIL_JOBS: readonly JobName[] = [
  'auth.sendEmail',
  'auth.sendTestEmail',
  'notifications.sendDigest',
  'moderation.emailSuspension',
  'moderation.emailRejection',
  'moderation.emailHead',
  'boards.emailOpened',
];

/** Whether emails leave, where they do not, and what mail servers say. Nothing about fewer than five people. */
export async function mailStatus(
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  { range }: MailQuery,
): Promise<MailStatus> {
  const { db } = ctx;
  const thisHour = new Date(Math.floor(ctx.clock().getTime() / HOUR_MS) * HOUR_MS);
  const from = (span: keyof typeof HOURS) => new Date(thisHour.getTime() - (HOURS[span] - 1) * HOUR_MS);
  const hours = await countsByHour(db, from('week'));
  const totalsOf = (span: keyof typeof HOURS) => {
    const { sent, refused, failed } = published(sumOf(hours.filter(({ hour }) => hour >= from(span))));
    return { sent, refused, failed };
  };
  const { waiting, oldestAt, givenUp } = await findWaiting(db, MAIL_JOBS);
  return {
    sender: addressOf(ctx.config.mailFrom),
    server: serverOf(ctx.config.smtpUrl),
    waiting,
    oldestAt: oldestAt?.toISOString() ?? null,
    givenUp,
    hourSince: from('hour').toISOString(),
    totals: { hour: totalsOf('hour'), day: totalsOf('day'), week: totalsOf('week') },
    chart: chartOf(hours, from(range === 'week' ? 'week' : 'day'), range === 'week' ? 24 : 1),
    domains: await domainsOf(ctx, from(range)),
    kinds: await kindsOf(ctx, from(range)),
    answers: answersOf(await findAnswers(db, from('week'), MAX_ANSWER_ROWS)),
    undeliverable: publishedCount(await countUndeliverable(db)),
    senderCheck: await lastSenderCheck(ctx),
    testEmail: await lastTestEmail(ctx, viewer.id),
  };
}

function serverOf(smtpUrl: string | undefined): string | null {
  const url = parseUrl(smtpUrl ?? '');
  if (!url) return null;
  return `${url.hostname}:${url.port || (url.protocol === 'smtps:' ? '465' : '587')}`;
}

/** Counts of each step up to this hour; steps without emails are zero. */
function chartOf(
  hours: readonly (Counts & { hour: Date })[],
  from: Date,
  stepHours: number,
): MailStatus['chart'] {
  const stepMs = stepHours * HOUR_MS;
  const steps = (stepHours === 1 ? HOURS.day : HOURS.week) / stepHours;
  const startsAt = Array.from({ length: steps }, (_, index) => from.getTime() + index * stepMs);
  const rows = startsAt.map((start) =>
    sumOf(hours.filter(({ hour }) => hour.getTime() >= start && hour.getTime() < start + stepMs)),
  );
  return publishedRows(rows).map(({ sent, refused, failed }, index) => ({
    startsAt: new Date(startsAt[index] as number).toISOString(), // of the same length
    sent,
    refused,
    failed,
  }));
}

async function domainsOf(ctx: Context, from: Date): Promise<MailStatus['domains']> {
  const { named, others } = namedDomains(await countsBy(ctx.db, 'domain', from), MAX_DOMAINS);
  const universities = await universitiesOf(
    ctx,
    named.map(({ name }) => name),
  );
  const rows: (CountsWithWaits & { name: string | null })[] = [
    ...named,
    ...(others ? [{ ...others, name: null }] : []),
  ];
  return publishedRows(rows).map((counts, index) => {
    const row = rows[index] as (typeof rows)[number]; // of the same length
    const domain = row.name;
    return {
      domain,
      university: domain === null ? null : (universities.get(domain) ?? null),
      // From the true counts: a number that is hidden for the sake of another row must not hide the trouble.
      isTroubled: domain !== null && isTroubled(row),
      ...counts,
      medianSeconds: publishedMedian(row, counts),
    };
  });
}

const isTroubled = ({ sent, refused, delayed }: Counts): boolean =>
  refused + delayed > sent && refused + delayed >= SMALLEST_COUNT;

/** The university of each domain, which may be of a part of it, as in `ogr.cinar.edu.tr`. */
async function universitiesOf(ctx: Context, domains: readonly string[]) {
  const parentsOf = (domain: string) =>
    domain
      .split('.')
      .flatMap((_, index, labels) => (labels.length - index < 2 ? [] : [labels.slice(index).join('.')]));
  const rows = await findUniversitiesOf(ctx.db, [...new Set(domains.flatMap(parentsOf))]);
  const known = new Map(rows.map(({ domain, ...university }) => [domain, university]));
  return new Map(
    domains.map((domain) => [
      domain,
      parentsOf(domain)
        .map((parent) => known.get(parent))
        .find((university) => university !== undefined),
    ]),
  );
}

async function kindsOf(ctx: Context, from: Date): Promise<MailStatus['kinds']> {
  const isKnown = (row: { name: string }) => (DELIVERY_KINDS as readonly string[]).includes(row.name);
  const rows = (await countsBy(ctx.db, 'kind', from)).filter(isKnown);
  return publishedRows(rows).map((counts, index) => {
    const row = rows[index] as (typeof rows)[number]; // of the same length
    return { kind: row.name as DeliveryKind, ...counts, medianSeconds: publishedMedian(row, counts) };
  });
}

/** The newest distinct answers, whichever the domain. */
function answersOf(rows: readonly AnswerRow[]): MailStatus['answers'] {
  const groups = new Map<string, AnswerRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.code, row.enhanced, row.text, row.reason]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const shown = new Map<string, number>();
  const isOneOfFew = ([row]: AnswerRow[]) => {
    const count = (shown.get(row?.reason ?? '') ?? 0) + 1;
    shown.set(row?.reason ?? '', count);
    return count <= MAX_ANSWERS_OF_A_REASON;
  };
  const newest = [...groups.values()].filter(isOneOfFew).slice(0, MAX_ANSWERS);
  return newest.map((group) => {
    const { code, enhanced, text, reason, lastAt } = group[0] as AnswerRow; // no group is empty
    const people = group.reduce((bits, row) => bits | row.people, 0n);
    const byCount = [...group].sort((a, b) => b.count - a.count);
    return {
      code,
      enhanced,
      text,
      reason,
      isRefusal: code >= 500 && !['authentication', 'tls', 'unreachable'].includes(reason),
      count: isTooFew(people) ? null : group.reduce((sum, { count }) => sum + count, 0),
      domains: byCount
        .filter((row) => !isTooFew(row.people))
        .slice(0, MAX_ANSWER_DOMAINS)
        .map(({ domain }) => domain),
      lastAt: lastAt.toISOString(),
    };
  });
}
