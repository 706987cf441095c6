'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, EmptyState, IconButton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Search as Glass, History, Star, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';

const recentKey = ['searches', 'recent'] as const;
const savedKey = ['searches', 'saved'] as const;

const useSaved = () => useQuery({ queryKey: savedKey, queryFn: () => api.get('/search/saved') });

/** Remembers what was looked for, where the member wants that. Losing one costs nothing. */
export function useRemember() {
  const queries = useQueryClient();
  return (typed: string) => {
    const q = typed.trim();
    const known = queries.getQueryData<Schemas['RecentSearches']>(recentKey);
    if (q.length < 2 || known?.isKept === false || known?.items[0] === q) return;
    if (known)
      queries.setQueryData(recentKey, {
        ...known,
        items: [q, ...known.items.filter((other) => other !== q)],
      });
    api.put('/search/recent', { body: { q } }).catch(() => undefined);
  };
}

/** Saves the search at hand, or takes it out again. */
export function SaveSearch({ q }: { q: string }) {
  const t = useTranslations('search');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { data } = useSaved();
  const kept = data?.items.find((one) => one.q === q);
  const toggle = async () => {
    try {
      if (kept) await api.delete('/search/saved/{id}', { path: { id: kept.id } });
      else {
        await api.post('/search/saved', { body: { q } });
        toast({ message: t('savedNow') });
      }
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: savedKey });
  };
  return (
    <IconButton
      label={kept ? t('unsave') : t('save')}
      aria-pressed={kept !== undefined}
      onClick={() => void toggle()}
    >
      <Star aria-hidden="true" className={kept ? 'fill-nar text-nar' : ''} />
    </IconButton>
  );
}

/** What one looked for lately and what one saved, and how to narrow a search: before anything is typed. */
export function KeptSearches({ onPick }: { onPick: (q: string) => void }) {
  const t = useTranslations('search');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const recent = useQuery({ queryKey: recentKey, queryFn: () => api.get('/search/recent') });
  const saved = useSaved();
  const change = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: ['searches'] });
  };
  const recents = recent.data?.items ?? [];
  const saveds = saved.data?.items ?? [];
  return (
    <>
      {recents.length === 0 && saveds.length === 0 ? (
        <EmptyState icon={<Glass aria-hidden="true" />} title={t('start')}>
          {t('startDetail')}
        </EmptyState>
      ) : null}
      {saveds.length > 0 ? (
        <List title={t('saved')} id="saved-searches">
          {saveds.map(({ id, q }) => (
            <Line
              key={id}
              q={q}
              Icon={Star}
              onPick={onPick}
              removeLabel={t('unsaveOne', { q })}
              onRemove={() => change(api.delete('/search/saved/{id}', { path: { id } }))}
            />
          ))}
        </List>
      ) : null}
      {recents.length > 0 ? (
        <List
          title={t('recent')}
          id="recent-searches"
          action={
            <Button size="sm" variant="quiet" onClick={() => void change(api.delete('/search/recent'))}>
              {t('forgetAll')}
            </Button>
          }
        >
          {recents.map((q) => (
            <Line
              key={q}
              q={q}
              Icon={History}
              onPick={onPick}
              removeLabel={t('forget', { q })}
              onRemove={() => change(api.delete('/search/recent', { query: { q } }))}
            />
          ))}
        </List>
      ) : null}
      <Tips />
      {recent.data ? (
        <div className="px-4 pb-6">
          {recent.data.isKept ? null : <p className="pb-2 text-muted text-sm">{t('notKept')}</p>}
          <Button
            size="sm"
            variant="outline"
            onClick={() =>
              void change(api.patch('/search/recent', { body: { isKept: !recent.data.isKept } }))
            }
          >
            {recent.data.isKept ? t('tipOff') : t('tipOn')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function List({
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

function Line({
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

const TIPS = [
  ['"orta çim"', 'phrase'],
  ['-final', 'not'],
  ['from:ayse', 'from'],
  ['since:2026-11-01', 'since'],
  ['has:media', 'has'],
] as const;

/** What else may be typed. */
function Tips() {
  const t = useTranslations('search');
  return (
    <section aria-labelledby="search-tips" className="p-4">
      <h2 id="search-tips" className="font-medium">
        {t('tips')}
      </h2>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        {TIPS.map(([example, tip]) => (
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
