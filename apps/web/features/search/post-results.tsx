'use client';

import { ProblemError, serverNow } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, EmptyState } from '@chitlaq/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ArrowDownUp, CalendarDays, Languages, Paperclip, SearchX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { InlineSelect } from '../../components/inline-select.tsx';
import { ListEnd } from '../../components/list-end.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { POSTS } from '../../lib/post-lists.ts';
import { deviceTimeZone } from '../composer/schedule-times.ts';
import { PostCard } from '../feed/post-card.tsx';
import { PostSkeletons } from '../feed/post-list.tsx';

const RANGE_DAYS = { week: 7, month: 31, year: 366 } as const;
const SORTS = ['top', 'latest'] as const;
const HAS_OPTIONS = ['any', 'media', 'poll', 'link'] as const;
const LANGUAGES = ['any', 'tr', 'en'] as const;
const DATE_RANGES = ['any', 'week', 'month', 'year'] as const;

export interface Filters {
  sort: (typeof SORTS)[number];
  has: (typeof HAS_OPTIONS)[number];
  language: (typeof LANGUAGES)[number];
  when: (typeof DATE_RANGES)[number];
}
export const NO_FILTERS: Filters = { sort: 'top', has: 'any', language: 'any', when: 'any' };

const oneOf = <Value extends string>(
  values: readonly Value[],
  paramValue: string | null,
  fallback: Value,
): Value => values.find((value) => value === paramValue) ?? fallback;

/** Parses the filters from the URL. */
export const parseFilters = (params: { get(name: string): string | null }): Filters => ({
  sort: oneOf(SORTS, params.get('sort'), NO_FILTERS.sort),
  has: oneOf(HAS_OPTIONS, params.get('has'), NO_FILTERS.has),
  language: oneOf(LANGUAGES, params.get('language'), NO_FILTERS.language),
  when: oneOf(DATE_RANGES, params.get('when'), NO_FILTERS.when),
});

/** The URL parameters of filters that differ from the default. */
export const filterParams = (filters: Filters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filters).filter(([name, value]) => value !== NO_FILTERS[name as keyof Filters]),
  );

/** The local date, such as `2026-11-21`. */
const localDay = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

const sinceDay = (when: Filters['when']): string | undefined =>
  when === 'any' ? undefined : localDay(new Date(serverNow() - RANGE_DAYS[when] * 86_400_000));

const toSearchQuery = (q: string, { sort, has, language, when }: Filters) => {
  const since = sinceDay(when);
  return {
    q,
    sort,
    limit: 20,
    tz: deviceTimeZone(),
    ...(has === 'any' ? {} : { has }),
    ...(language === 'any' ? {} : { lang: language }),
    ...(since ? { since } : {}),
  };
};

/** Posts that match the query, with matches marked, and filters. */
export function PostResults({
  q,
  filters,
  onFilters,
}: {
  q: string;
  filters: Filters;
  onFilters: (filters: Filters) => void;
}) {
  const t = useTranslations('search');
  const set = (change: Partial<Filters>) => onFilters({ ...filters, ...change });
  return (
    <section aria-label={t('posts')}>
      <div className="flex items-center gap-x-1 overflow-x-auto border-line border-b px-2 py-1 *:shrink-0">
        <InlineSelect
          label={t('sort')}
          Icon={ArrowDownUp}
          value={filters.sort}
          options={SORTS.map((value) => ({ value, label: t(`sortOptions.${value}`) }))}
          onChange={(sort) => set({ sort })}
        />
        <InlineSelect
          label={t('dateRange')}
          Icon={CalendarDays}
          value={filters.when}
          options={DATE_RANGES.map((value) => ({ value, label: t(`dateRanges.${value}`) }))}
          onChange={(when) => set({ when })}
        />
        <InlineSelect
          label={t('has')}
          Icon={Paperclip}
          value={filters.has}
          options={HAS_OPTIONS.map((value) => ({ value, label: t(`hasOptions.${value}`) }))}
          onChange={(has) => set({ has })}
        />
        <InlineSelect
          label={t('language')}
          Icon={Languages}
          value={filters.language}
          options={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          onChange={(language) => set({ language })}
        />
      </div>
      <ResultList q={q} filters={filters} onClear={() => onFilters(NO_FILTERS)} />
    </section>
  );
}

function ResultList({ q, filters, onClear }: { q: string; filters: Filters; onClear: () => void }) {
  const t = useTranslations('search');
  const problemText = useProblemText();
  const query = useInfiniteQuery({
    queryKey: [POSTS, 'search', q, filters],
    queryFn: ({ pageParam, signal }) =>
      api.get('/search/posts', {
        query: { ...toSearchQuery(q, filters), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (query.isPending) return <PostSkeletons />;
  if (query.isError) {
    const isInvalidQuery = query.error instanceof ProblemError && query.error.status === 422;
    return isInvalidQuery ? (
      <p role="status" className="p-6 text-center text-muted">
        {problemText(query.error)}
      </p>
    ) : (
      <QueryError query={query} title={t('failed')} />
    );
  }
  const { pages } = query.data;
  const posts = pages.flatMap((page) => page.items);
  const isFiltered = filters.has !== 'any' || filters.language !== 'any' || filters.when !== 'any';
  if (posts.length === 0)
    return (
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={t('noPosts', { q })}
        action={
          isFiltered ? (
            <Button variant="outline" onClick={onClear}>
              {t('clearFilters')}
            </Button>
          ) : undefined
        }
      >
        {t(isFiltered ? 'noPostsDetailFiltered' : 'noPostsDetail')}
      </EmptyState>
    );
  return (
    <div aria-busy={query.isPlaceholderData}>
      {pages[0]?.corrected.map(({ from, to }) => (
        <p key={from} role="status" className="border-line border-b px-4 py-2 text-muted text-sm">
          {t('corrected', { from, to })}
        </p>
      ))}
      {posts.map((post) => (
        <PostCard key={post.id} post={post} />
      ))}
      <div className="p-6 text-center text-muted text-sm">
        {query.hasNextPage ? (
          <Button
            variant="outline"
            pending={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('more')}
          </Button>
        ) : (
          <ListEnd text={t('end')} />
        )}
      </div>
    </div>
  );
}
