'use client';

import { useServerNow } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Banner, Card, Loading, RadioGroup, Skeleton, Stat } from '@chitlaq/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { SystemHeader } from '../system/system-header.tsx';
import { Answers } from './answers.tsx';
import { MailCharts, MailTables, useCount } from './counts.tsx';
import { SenderCheck } from './sender-check.tsx';
import { TestEmail } from './test-email.tsx';
import { type Answer, type MailStatus, RANGES } from './types.ts';
import { verdictOf } from './verdict.ts';

const REFRESH_MS = 30_000;
/** While a worker has something to do for this page. */
const PENDING_REFRESH_MS = 2_000;

/** The page about emails: whether they arrive, where not, and what to do. */
export function Mail() {
  return (
    <RequirePermission requiredPermission="mail.read">
      <MailPage />
    </RequirePermission>
  );
}

function MailPage() {
  const t = useTranslations('mail');
  const [urlState, change] = useUrlState(['range']);
  const range = oneOf(RANGES, urlState.range) ?? 'day';
  const query = useQuery({
    queryKey: ['mail', range],
    queryFn: () => api.get('/admin/mail', { query: { range } }),
    refetchInterval: ({ state: { data } }) => (data && isPending(data) ? PENDING_REFRESH_MS : REFRESH_MS),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  return (
    <>
      <SystemHeader current="mail" title={t('title')} />
      <div className="grid gap-4 px-4 pt-4 *:min-w-0">
        <p className="max-w-3xl text-pretty text-muted">{t('lead')}</p>
        {data ? (
          <Status status={data} />
        ) : query.error ? (
          <LoadError error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading label={t('loading')}>
            <Skeleton className="h-96 rounded-card" />
          </Loading>
        )}
        {data ? (
          <>
            <RadioGroup
              label={t('range')}
              layout="segmented"
              value={range}
              onValueChange={(value) => change({ range: value })}
              options={RANGES.map((value) => ({ value, label: t(`ranges.${value}`) }))}
            />
            <div
              aria-busy={query.isPlaceholderData || undefined}
              className={`grid gap-4 *:min-w-0 ${query.isPlaceholderData ? 'opacity-60' : ''}`}
            >
              <MailCharts chart={data.chart} />
              <MailTables status={data} />
            </div>
            <Answers status={data} />
            <SenderCheck status={data} />
            <TestEmailCard status={data} />
          </>
        ) : null}
      </div>
    </>
  );
}

function TestEmailCard({ status }: { status: MailStatus }) {
  return useHasPermission('mail.test') ? <TestEmail status={status} /> : null;
}

const isPending = ({ senderCheck: { requestedAt, checkedAt }, testEmail }: MailStatus): boolean =>
  testEmail?.outcome === null || (requestedAt !== null && (checkedAt === null || checkedAt < requestedAt));

function Status({ status }: { status: MailStatus }) {
  const t = useTranslations('mail');
  const format = useFormatter();
  const { totals, waiting, oldestAt, givenUp, hourSince, server, undeliverable } = status;
  const count = useCount();
  const time = format.dateTime(new Date(hourSince), { hour: 'numeric', minute: '2-digit' });
  return (
    <>
      <VerdictBanner status={status} />
      <Card>
        <div className="grid grid-cols-2 gap-4 desktop:grid-cols-4">
          <Stat
            value={format.number(waiting)}
            label={t('waiting')}
            detail={
              oldestAt === null
                ? t('nothingWaits')
                : t.rich('oldest', { time: () => <Timestamp at={oldestAt} relative /> })
            }
          />
          {(['hour', 'day', 'week'] as const).map((span) => (
            <Stat
              key={span}
              value={
                totals[span].sent === null ? (
                  <span className="whitespace-normal font-medium text-base">{t('few')}</span>
                ) : (
                  count(totals[span].sent)
                )
              }
              label={t('sentLabel', { span: t(`totals.${span}`, { time }) })}
              detail={t('totalsDetail', {
                refused: count(totals[span].refused),
                failed: count(totals[span].failed),
              })}
            />
          ))}
        </div>
        {server === null ? null : (
          <p className="mt-4 break-words text-muted text-sm">{t('server', { server: isolate(server) })}</p>
        )}
        {undeliverable ? (
          <p className="mt-2 text-sm">{t('undeliverable', { count: undeliverable })}</p>
        ) : null}
        {givenUp > 0 ? (
          <p className="mt-2 text-sm">
            {t.rich('givenUp', {
              count: givenUp,
              link: (text) => (
                <Link className="link" href={paths.jobs}>
                  {text}
                </Link>
              ),
            })}
          </p>
        ) : null}
      </Card>
    </>
  );
}

const tones = {
  files: 'warn',
  stopped: 'danger',
  domains: 'danger',
  slow: 'warn',
  refused: 'warn',
  fine: 'good',
  quiet: 'info',
} as const;

function VerdictBanner({ status }: { status: MailStatus }) {
  const t = useTranslations('mail');
  const now = useServerNow();
  const verdict = verdictOf(status, now);
  const { kind } = verdict;
  const isOfThem = ({ domains }: Answer) =>
    kind === 'domains' && domains.some((one) => verdict.domains.includes(one));
  const answer = status.answers.find(isOfThem) ?? status.answers[0];
  const isTrouble = tones[kind] !== 'good' && tones[kind] !== 'info' && kind !== 'files';
  return (
    <Banner
      tone={tones[kind]}
      live="polite"
      title={t(`verdict.${kind}.title`, {
        domains:
          kind === 'domains'
            ? verdict.domains
                .slice(0, 3)
                .map((domain) => isolate(domain))
                .join(', ')
            : '',
      })}
    >
      <p>{t(`verdict.${kind}.detail`, { minutes: kind === 'slow' ? verdict.minutes : 0 })}</p>
      {isTrouble && answer ? (
        <p className="mt-1">
          {t('lastAnswer', {
            title: t(`answers.reasons.${answer.reason}.title`),
            todo: t(`answers.reasons.${answer.reason}.todo`),
          })}
        </p>
      ) : null}
    </Banner>
  );
}
