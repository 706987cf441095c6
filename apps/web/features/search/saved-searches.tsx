'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, EmptyState, IconButton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { History, Search as SearchIcon, Star, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

const recentKey = ['searches', 'recent'] as const;
const savedKey = ['searches', 'saved'] as const;

const useSavedSearches = () => useQuery({ queryKey: savedKey, queryFn: () => api.get('/search/saved') });

/** Saves a query in the recent searches, if the member wants that. Errors are ignored. */
export function useRememberSearch() {
  const queries = useQueryClient();
  return (typed: string) => {
    const q = typed.trim();
    const known = queries.getQueryData<Schemas['RecentSearches']>(recentKey);
    if (q.length < 2 || known?.isEnabled === false || known?.items[0] === q) return;
    if (known)
      queries.setQueryData(recentKey, {
        ...known,
        items: [q, ...known.items.filter((other) => other !== q)],
      });
    api.put('/search/recent', { body: { q } }).catch(() => undefined);
  };
}

/** Saves the current search, or removes it. */
export function SaveSearch({ q }: { q: string }) {
  const t = useTranslations('search');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { data } = useSavedSearches();
  const savedSearch = data?.items.find((candidate) => candidate.q === q);
  const toggle = async () => {
    try {
      if (savedSearch) await api.delete('/search/saved/{id}', { path: { id: savedSearch.id } });
      else {
        await api.post('/search/saved', { body: { q } });
        toast({ message: t('savedToast') });
      }
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: savedKey });
  };
  return (
    <IconButton
      label={savedSearch ? t('unsave') : t('save')}
      aria-pressed={savedSearch !== undefined}
      onClick={() => void toggle()}
    >
      <Star aria-hidden="true" className={savedSearch ? 'fill-nar text-nar' : ''} />
    </IconButton>
  );
}

/** Shown before anything is typed: recent and saved searches, and tips. */
export function SearchStart({ onPick }: { onPick: (q: string) => void }) {
  const t = useTranslations('search');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const recent = useQuery({ queryKey: recentKey, queryFn: () => api.get('/search/recent') });
  const saved = useSavedSearches();
  const runAndRefresh = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: ['searches'] });
  };
  const recentQueries = recent.data?.items ?? [];
  const savedItems = saved.data?.items ?? [];
  return (
    <>
      {recentQueries.length === 0 && savedItems.length === 0 ? (
        <EmptyState icon={<SearchIcon aria-hidden="true" />} title={t('prompt')}>
          {t('promptDetail')}
        </EmptyState>
      ) : null}
      {savedItems.length > 0 ? (
        <SearchSection title={t('saved')} id="saved-searches">
          {savedItems.map(({ id, q }) => (
            <SearchRow
              key={id}
              q={q}
              Icon={Star}
              onPick={onPick}
              removeLabel={t('unsaveNamed', { q })}
              onRemove={() => runAndRefresh(api.delete('/search/saved/{id}', { path: { id } }))}
            />
          ))}
        </SearchSection>
      ) : null}
      {recentQueries.length > 0 ? (
        <SearchSection
          title={t('recent')}
          id="recent-searches"
          action={
            <Button
              size="sm"
              variant="quiet"
              onClick={() => void runAndRefresh(api.delete('/search/recent'))}
            >
              {t('clearRecent')}
            </Button>
          }
        >
          {recentQueries.map((q) => (
            <SearchRow
              key={q}
              q={q}
              Icon={History}
              onPick={onPick}
              removeLabel={t('removeRecent', { q })}
              onRemove={() => runAndRefresh(api.delete('/search/recent', { query: { q } }))}
            />
          ))}
        </SearchSection>
      ) : null}
      <SearchTips />
      {recent.data ? (
        <div className="px-4 pb-6">
          {recent.data.isEnabled ? null : <p className="pb-2 text-muted text-sm">{t('historyOff')}</p>}
          <Button
            size="sm"
            variant="outline"
            onClick={() =>
              void runAndRefresh(api.patch('/search/recent', { body: { isEnabled: !recent.data.isEnabled } }))
            }
          >
            {recent.data.isEnabled ? t('disableHistory') : t('enableHistory')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function SearchSection({
  title,
  id,
  action,
  children,
}: {
  title: string;
  id: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="border-line border-b py-2">
      <div className="flex min-h-11 items-center justify-between px-4">
        <h2 id={id} className="font-medium">
          {title}
        </h2>
        {action}
      </div>
      <ul>{children}</ul>
    </section>
  );
}

function SearchRow({
  q,
  Icon,
  onPick,
  removeLabel,
  onRemove,
}: {
  q: string;
  Icon: typeof Star;
  onPick: (q: string) => void;
  removeLabel: string;
  onRemove: () => Promise<void>;
}) {
  return (
    <li className="flex items-center pr-2 hover:bg-wash">
      <button
        type="button"
        onClick={() => onPick(q)}
        className="flex min-h-11 min-w-0 flex-1 items-center gap-3 px-4 text-left"
      >
        <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
        <bdi className="min-w-0 truncate">{q}</bdi>
      </button>
      <IconButton label={removeLabel} tone="muted" onClick={() => void onRemove()}>
        <X aria-hidden="true" />
      </IconButton>
    </li>
  );
}

const SEARCH_TIPS = [
  ['"orta çim"', 'phrase'],
  ['-final', 'not'],
  ['from:ayse', 'from'],
  ['since:2026-11-01', 'since'],
  ['has:media', 'has'],
] as const;

/** Search operators. */
function SearchTips() {
  const t = useTranslations('search');
  return (
    <section aria-labelledby="search-tips" className="p-4">
      <h2 id="search-tips" className="font-medium">
        {t('tips')}
      </h2>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        {SEARCH_TIPS.map(([example, tip]) => (
          <div key={tip} className="contents">
            <dt>
              <code className="rounded-sm bg-wash px-1.5 py-0.5">{example}</code>
            </dt>
            <dd className="text-muted">{t(`tipList.${tip}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
