'use client';

import { Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';

/** Days that are shown; the file has all of them. */
const SHOWN_DAYS = 7;

/** The published hashes of the log, with a file of them to keep. */
export function LogHeads() {
  const t = useTranslations('transparency.log');
  const format = useFormatter();
  const heads = useQuery({
    queryKey: ['moderation', 'log', 'heads'],
    queryFn: () => api.get('/moderation/log/heads', { query: { limit: 1000 } }),
  });
  return (
    <section aria-labelledby="log">
      <h2 id="log" className="font-medium text-lg">
        {t('title')}
      </h2>
      <p className="mt-1 text-pretty text-muted">{t('lead')}</p>
      {heads.data ? (
        heads.data.items.length === 0 ? (
          <p className="mt-4 rounded-card border border-line p-5 text-muted">{t('empty')}</p>
        ) : (
          <>
            <ul className="mt-4 grid grid-cols-1 gap-3 text-sm">
              {heads.data.items.slice(0, SHOWN_DAYS).map(({ day, seq, hash }) => (
                <li key={day} className="rounded-card border border-line p-4">
                  <span className="flex flex-wrap justify-between gap-x-4">
                    <time dateTime={day} className="font-medium">
                      {format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })}
                    </time>
                    <span className="text-muted">{t('entries', { count: seq })}</span>
                  </span>
                  <code className="mt-1 block break-all text-muted">{hash}</code>
                </li>
              ))}
            </ul>
            <p className="mt-4">
              <a
                className="link"
                href={`data:application/json,${encodeURIComponent(JSON.stringify(heads.data, null, 2))}`}
                download="chitlaq-moderation-log-heads.json"
              >
                {t('save', { count: heads.data.items.length })}
              </a>
            </p>
          </>
        )
      ) : heads.isError ? (
        <QueryError query={heads} title={t('failed')} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton shape="block" className="mt-4 h-40" />
        </Loading>
      )}
      <h3 className="mt-6 font-medium">{t('how')}</h3>
      <ul className="mt-1 grid list-disc gap-1 pl-5 text-muted">
        <li>{t('howMember')}</li>
        <li>{t('howAuditor')}</li>
        <li>{t('howAnybody')}</li>
      </ul>
    </section>
  );
}
