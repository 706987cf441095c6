'use client';

import type { Schemas } from '@chitlaq/client';
import { Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { PublicFrame } from '../../components/public-frame.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { LogHeads } from './log-heads.tsx';
import { MonthlyReport } from './monthly-report.tsx';

/** What moderation did, month by month, and what proves it. Needs no account. */
export function TransparencyPage() {
  const t = useTranslations('transparency');
  const months = useQuery({
    queryKey: ['moderation', 'transparency'],
    queryFn: () => api.get('/moderation/transparency', { query: { limit: 120 } }),
  });
  return (
    <PublicFrame className="max-w-3xl" mainClassName="grid grid-cols-1 gap-10">
      <div>
        <h1 className="font-bold text-2xl leading-tight">{t('title')}</h1>
        <p className="mt-2 text-pretty text-muted">{t('lead')}</p>
      </div>
      {months.data ? (
        <Months months={months.data.items} />
      ) : months.isError ? (
        <QueryError query={months} title={t('failed')} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton shape="block" className="h-72" />
        </Loading>
      )}
      <LogHeads />
    </PublicFrame>
  );
}

/** The newest month is open; the others open on demand. */
function Months({ months }: { months: Schemas['MonthlyReport'][] }) {
  const t = useTranslations('transparency');
  const format = useFormatter();
  const ruleTitle = useRuleTitles();
  if (months.length === 0)
    return (
      <div className="rounded-card border border-line p-5">
        <p>{t('empty')}</p>
        <p className="mt-1 text-muted">{t('emptyDetail')}</p>
      </div>
    );
  return (
    <section aria-labelledby="months">
      <h2 id="months" className="font-medium text-lg">
        {t('months')}
      </h2>
      <p className="mt-1 text-pretty text-muted text-sm">{t('hidden')}</p>
      <div className="mt-4 grid grid-cols-1 gap-3">
        {months.map((month, index) => (
          <details key={month.month} open={index === 0} className="rounded-card border border-line">
            <summary className="min-h-11 cursor-pointer rounded-card px-4 py-2.5 font-medium">
              {format.dateTime(new Date(`${month.month}-15T00:00:00Z`), {
                month: 'long',
                year: 'numeric',
                timeZone: 'UTC',
              })}
            </summary>
            <MonthlyReport report={month} ruleTitle={ruleTitle} />
          </details>
        ))}
      </div>
    </section>
  );
}

/** The title of each rule in the reader's language; the id of one that is retired. */
function useRuleTitles(): (id: string) => string {
  const isEnglish = useLocale() === 'en';
  const rules = useQuery({
    queryKey: ['moderation', 'rules'],
    queryFn: () => api.get('/moderation/rules'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const titles = new Map(rules.data?.items.map((rule) => [rule.id, isEnglish ? rule.titleEn : rule.titleTr]));
  return (id) => titles.get(id) ?? id;
}
