'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Banner, Loading, RadioGroup, Skeleton, Switch } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { useOptimisticChange } from '../../lib/use-optimistic-change.ts';
import { Exports } from './message-exports.tsx';

const SETTINGS_KEY = ['conversations', 'settings'];
const WHO_OPTIONS = ['everyone', 'university', 'followers', 'following', 'nobody'] as const;
const SHARED_SETTINGS = [
  'readReceipts',
  'deliveredReceipts',
  'typing',
  'presence',
  'lastSeen',
  'linkPreviews',
] as const;

/** Who may write to the member, what others see of them, and an explanation of who can read messages. */
export function MessagePreferences() {
  const t = useTranslations('messaging');
  const _problemText = useProblemText();
  const _queries = useQueryClient();
  const query = useQuery({
    queryKey: SETTINGS_KEY,
    queryFn: () => api.get('/conversations/settings'),
  });
  const { data } = query;
  const save = useOptimisticChange<Schemas['MessagingSettings']>(SETTINGS_KEY);
  const change = (to: Partial<Schemas['MessagingSettings']>) =>
    save(
      (settings) => ({ ...settings, ...to }),
      () => api.patch('/conversations/settings', { body: to }),
    );
  return (
    <>
      <BackHeader title={t('prefs.title')} />
      {data ? (
        <div className="grid gap-6 p-4">
          <Banner title={t('prefs.whoCanRead')}>{t('whoCanRead')}</Banner>
          <RadioGroup
            label={t('prefs.whoCanStart')}
            help={t('prefs.lead')}
            value={data.whoMayWrite}
            onValueChange={(whoMayWrite) => void change({ whoMayWrite })}
            options={WHO_OPTIONS.map((value) => ({
              value,
              label: t(`prefs.who.${value}`),
              help: t(`prefs.whoHelp.${value}`),
            }))}
          />
          <div>
            {SHARED_SETTINGS.map((name) => (
              <Switch
                key={name}
                label={t(`prefs.${name}`)}
                help={t(`prefs.${name}Help`)}
                checked={data[name]}
                onChange={(event) => void change({ [name]: event.target.checked })}
              />
            ))}
          </div>
          <Exports scope="messages" />
        </div>
      ) : query.error ? (
        <QueryError query={query} title={t('failed')} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton shape="block" className="m-4 h-64" />
        </Loading>
      )}
    </>
  );
}
