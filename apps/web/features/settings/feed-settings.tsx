'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, Loading, RadioGroup, Skeleton, Switch } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { homeKey } from '../../lib/post-lists.ts';
import { useOptimisticChange } from '../../lib/use-optimistic-change.ts';
import { exploreKey } from '../explore/explore-posts.tsx';
import { feedPreferencesKey } from '../feed/preferences.ts';
import { WeightSlider } from './weight-slider.tsx';

type Preferences = Schemas['FeedPreferences'];
type PreferencesChange = Parameters<typeof api.patch<'/feed/preferences'>>[1] extends { body: infer Body }
  ? Body
  : never;
const SIGNALS = [
  'recency',
  'engagement',
  'affinity',
  'university',
  'hashtag',
  'rising',
  'diversity',
] as const;

/** Feed settings: the order of home, whether feeds are ranked, and the weights. */
export function FeedSettings() {
  const t = useTranslations('settings');
  const query = useQuery({
    queryKey: feedPreferencesKey,
    queryFn: () => api.get('/feed/preferences'),
  });
  return (
    <>
      <BackHeader title={t('pages.feed.title')} />
      {query.isPending ? (
        <Loading label={t('loading')}>
          <Skeleton className="m-4 h-24" />
          <Skeleton className="m-4 h-72" />
        </Loading>
      ) : query.data ? (
        <RankingSettings preferences={query.data} />
      ) : (
        <QueryError query={query} title={t('failed')} />
      )}
    </>
  );
}

function RankingSettings({ preferences }: { preferences: Preferences }) {
  const t = useTranslations('settings.feed');
  const tSignals = useTranslations('explore.signals');
  const change = useUpdatePreferences();
  const { home, ranking, weights, defaultWeights } = preferences;
  const isDefault = SIGNALS.every((signal) => weights[signal] === defaultWeights[signal]);
  return (
    <div className="grid gap-6 p-4">
      <Switch
        label={t('ranking')}
        help={t('rankingHelp')}
        checked={ranking}
        onChange={(event) => void change({ ranking: event.target.checked })}
      />
      <RadioGroup
        label={t('home')}
        layout="segmented"
        value={ranking ? home : 'latest'}
        onValueChange={(next) => void change({ home: next })}
        options={(['latest', 'top'] as const).map((value) => ({
          value,
          label: t(value),
          disabled: !ranking && value === 'top',
        }))}
      />
      <section aria-labelledby="weights">
        <h2 id="weights" className="font-medium">
          {t('weights')}
        </h2>
        <p className="text-muted text-sm">{ranking ? t('weightsHelp') : t('off')}</p>
        <div className="mt-3 grid gap-4">
          {SIGNALS.map((signal) => (
            <WeightSlider
              key={signal}
              label={tSignals(signal)}
              help={t(`about.${signal}`)}
              value={weights[signal]}
              defaultWeight={defaultWeights[signal]}
              disabled={!ranking}
              onCommit={(weight) => void change({ weights: { [signal]: weight } })}
            />
          ))}
        </div>
      </section>
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" asChild>
          <PrefetchLink href={paths.explore}>{t('showExplore')}</PrefetchLink>
        </Button>
        {isDefault ? null : (
          <Button variant="outline" onClick={() => void change({ weights: null })}>
            {t('reset')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Updates preferences at once; restores them if the server refuses. Resets the feeds. */
function useUpdatePreferences() {
  const queries = useQueryClient();
  const save = useOptimisticChange<Preferences>(feedPreferencesKey);
  return async (change: PreferencesChange) => {
    const isSaved = await save(
      ({ weights, ...preferences }) =>
        ({
          ...preferences,
          ...change,
          weights: change.weights === null ? preferences.defaultWeights : { ...weights, ...change.weights },
        }) as Preferences,
      () => api.patch('/feed/preferences', { body: change }),
    );
    if (!isSaved) return;
    queries.removeQueries({ queryKey: exploreKey });
    queries.removeQueries({ queryKey: homeKey });
  };
}
