'use client';

import type { Schemas } from '@chitlaq/client';
import { useServerNow } from '@chitlaq/react';
import { Badge, Card, EmptyState, Prose } from '@chitlaq/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { CardList } from './card-list.tsx';

const DATE = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** What the member reported, newest first, with the moderators' answers. */
export function ReportsPage() {
  const t = useTranslations('decisions.reports');
  const query = useInfiniteQuery({
    queryKey: ['reports'],
    queryFn: ({ pageParam }) => api.get('/reports', { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  return (
    <>
      <BackHeader title={t('title')} />
      <div className="p-4">
        <CardList
          query={query}
          label={t('title')}
          loading={t('loading')}
          failed={t('failed')}
          empty={
            <EmptyState icon={<Flag aria-hidden="true" />} title={t('empty')}>
              {t('emptyDetail')}
            </EmptyState>
          }
        >
          {(report) => <ReportCard report={report} />}
        </CardList>
      </div>
    </>
  );
}

/** One report: of what, why, and the answer, or when it is due. */
function ReportCard({ report }: { report: Schemas['Report'] }) {
  const t = useTranslations('decisions.reports');
  const reasons = useTranslations('feed.report.reasons');
  const format = useFormatter();
  const answerBy = new Date(report.answerBy);
  const isLate = answerBy < useServerNow();
  return (
    <Card className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-bold">{t(`subjects.${report.subjectType}`)}</h2>
        <Badge tone={report.status === 'upheld' ? 'good' : 'plain'}>{t(`status.${report.status}`)}</Badge>
        <span className="text-muted text-sm">{format.dateTime(new Date(report.createdAt), DATE)}</span>
      </div>
      <p>{reasons(report.reason)}</p>
      {report.comment === null ? null : (
        <div>
          <p className="text-muted text-sm">{t('comment')}</p>
          <Prose className="border-line border-l-2 pl-3">{report.comment}</Prose>
        </div>
      )}
      {report.status === 'open' ? (
        <p className="text-muted text-sm">
          {t(isLate ? 'late' : 'answerBy', { time: format.dateTime(answerBy, DATE) })}
        </p>
      ) : null}
      {report.subjectType === 'post' || report.path !== null ? (
        <p>
          <PrefetchLink className="link text-sm" href={report.path ?? paths.post(report.subjectId)}>
            {t('open')}
          </PrefetchLink>
        </p>
      ) : null}
    </Card>
  );
}
