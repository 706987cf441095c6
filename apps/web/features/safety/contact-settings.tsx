'use client';

import type { Schemas } from '@chitlaq/client';
import { Loading, Select, Skeleton, Switch } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useOptimisticChange } from '../../lib/use-optimistic-change.ts';

type Settings = Schemas['ContactSettings'];
const KEY = ['safety', 'contact'];
const WAYS = ['mentions', 'replies', 'messages', 'groups'] as const;
const AUDIENCES = ['everyone', 'university', 'followers', 'following', 'nobody'] as const;

/** Who may mention the member, reply, write and add them to groups. */
export function ContactSettings() {
  const t = useTranslations('safety');
  const query = useQuery({ queryKey: KEY, queryFn: () => api.get('/safety/contact') });
  const { data } = query;
  const save = useOptimisticChange<Settings>(KEY);
  const change = (to: Partial<Settings>) =>
    save(
      (settings) => ({ ...settings, ...to }),
      () => api.patch('/safety/contact', { body: to }),
    );
  if (query.error && !data) return <QueryError query={query} title={t('failed')} />;
  return (
    <section className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('contact.title')}</h2>
        <p className="text-muted">{t('contact.lead')}</p>
      </div>
      {data ? (
        <>
          {WAYS.map((way) => (
            <Select
              key={way}
              label={t(`contact.ways.${way}`)}
              help={t(`contact.waysHelp.${way}`)}
              value={data[way]}
              onChange={(event) => void change({ [way]: event.target.value as Settings[typeof way] })}
              options={AUDIENCES.map((value) => ({ value, label: t(`contact.audiences.${value}`) }))}
            />
          ))}
          <Switch
            label={t('contact.newcomers')}
            help={t('contact.newcomersHelp')}
            checked={data.strictWithNewcomers}
            onChange={(event) => void change({ strictWithNewcomers: event.target.checked })}
          />
          <Switch
            label={t('contact.conceal')}
            help={t('contact.concealHelp')}
            checked={data.concealRequests}
            onChange={(event) => void change({ concealRequests: event.target.checked })}
          />
          <p className="text-muted">
            <PrefetchLink className="link" href={paths.settingsPage('muted-words')}>
              {t('contact.words')}
            </PrefetchLink>
            {': '}
            {t('contact.wordsHelp')}
          </p>
        </>
      ) : (
        <Loading label={t('loading')}>
          <Skeleton shape="block" className="h-96" />
        </Loading>
      )}
    </section>
  );
}
