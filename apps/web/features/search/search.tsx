'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, EmptyState, IconButton, TabPanel, Tabs, TextField } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { Hash, Search as SearchIcon, X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { FollowButton } from '../members/follow-button.tsx';
import { MemberLink, MemberList } from '../members/member-list.tsx';
import { useMe } from '../session/session.ts';
import { filterParams, NO_FILTERS, PostResults, parseFilters } from './post-results.tsx';
import { SaveSearch, SearchStart, useRememberSearch } from './saved-searches.tsx';

/** Searches after this pause in typing. */
const DEBOUNCE_MS = 150;
type Kind = 'posts' | 'people';

/** Searches posts, members and hashtags while typing. The query is in the URL. */
export function Search() {
  const t = useTranslations('search');
  const params = useSearchParams();
  const initialQuery = params.get('q') ?? '';
  const [typed, setTyped] = useState(initialQuery);
  const [q, setQ] = useState(initialQuery.trim());
  const [kind, setKind] = useState<Kind>(params.get('kind') === 'people' ? 'people' : 'posts');
  const [filters, setFilters] = useState(() => parseFilters(params));
  const remember = useRememberSearch();
  useEffect(() => {
    const timer = setTimeout(() => {
      const trimmed = typed.trim();
      setQ(trimmed);
      window.history.replaceState(null, '', paths.search(trimmed, kind, filterParams(filters)));
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed, kind, filters]);
  const field = useRef<HTMLInputElement>(null);
  const change = (value: string) => {
    setTyped(value);
    // Filters belong to one search: a new one starts without them.
    if (value.trim() === '') setFilters(NO_FILTERS);
  };
  const isPeopleOnly = q.startsWith('@');
  return (
    <>
      <header className="sticky top-0 z-20 flex items-center gap-1 border-line border-b bg-paper px-4 py-1.5">
        <h1 className="sr-only">{t('title')}</h1>
        <search className="min-w-0 flex-1">
          <form
            className="relative"
            onSubmit={(event) => {
              event.preventDefault();
              remember(typed);
            }}
          >
            <TextField
              ref={field}
              label={t('label')}
              labelHidden
              placeholder={t('label')}
              prefix={<SearchIcon className="size-4.5" />}
              type="search"
              enterKeyHint="search"
              value={typed}
              maxLength={200}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              className={typed === '' ? '' : 'pr-11'}
              onChange={({ target: { value } }) => change(value)}
            />
            {typed === '' ? null : (
              <IconButton
                label={t('clear')}
                tooltip={null}
                tone="muted"
                className="absolute top-0 right-0"
                onClick={() => {
                  change('');
                  field.current?.focus();
                }}
              >
                <X aria-hidden="true" />
              </IconButton>
            )}
          </form>
        </search>
        {q === '' ? null : <SaveSearch q={q} />}
      </header>
      {q === '' ? <p className="px-4 pt-3 text-muted text-sm">{t('help')}</p> : null}
      {q === '' ? (
        <SearchStart onPick={setTyped} />
      ) : (
        // Opening a result means that the search was successful: remember it.
        <div onClickCapture={() => remember(q)}>
          <HashtagResults q={q} />
          {isPeopleOnly ? (
            <PeopleResults q={q} />
          ) : (
            <Tabs
              label={t('kinds')}
              value={kind}
              onValueChange={setKind}
              items={[
                { value: 'posts', label: t('posts') },
                { value: 'people', label: t('people') },
              ]}
            >
              <TabPanel value="posts" className="pt-0">
                <TopPeople q={q} onShowAll={() => setKind('people')} />
                <PostResults q={q} filters={filters} onFilters={setFilters} />
              </TabPanel>
              <TabPanel value="people" className="pt-0">
                <PeopleResults q={q} />
              </TabPanel>
            </Tabs>
          )}
        </div>
      )}
    </>
  );
}

/** Suggestions while typing. One request serves several parts of the screen. */
const useSearchSuggestions = (q: string) =>
  useQuery({
    queryKey: ['search', 'suggestions', q],
    queryFn: ({ signal }) => api.get('/search/suggestions', { query: { q: q.slice(0, 100) }, signal }),
    placeholderData: (before) => before,
    enabled: !q.startsWith('@'),
    // The next key asks again.
    retry: false,
  });

/** The best matching members above the posts: half a name usually means a member. */
function TopPeople({ q, onShowAll }: { q: string; onShowAll: () => void }) {
  const t = useTranslations('search');
  const me = useMe();
  const isName = !/["#:-]/u.test(q);
  const { data } = useSearchSuggestions(q);
  if (!isName || !data || data.users.length === 0) return null;
  return (
    <section aria-label={t('people')}>
      <ul>
        {data.users.slice(0, 2).map((member) => (
          <li key={member.id} className="flex items-center gap-3 border-line border-b px-4 py-2">
            <MemberLink member={member} />
            {member.id === me?.user.id ? null : <FollowButton member={member} size="sm" />}
          </li>
        ))}
      </ul>
      {/* On a phone the tab of people, just above, is enough. */}
      <div className="border-line border-b px-2 py-1 max-tablet:hidden">
        <Button size="sm" variant="quiet" onClick={onShowAll}>
          {t('allPeople')}
        </Button>
      </div>
    </section>
  );
}

function PeopleResults({ q }: { q: string }) {
  const t = useTranslations('search');
  const me = useMe();
  return (
    <section aria-label={t('people')}>
      <MemberList
        queryKey={['search', q]}
        load={(cursor) =>
          api.get('/search/users', {
            query: { q: q.slice(0, 100), limit: 30, ...(cursor ? { cursor } : {}) },
          })
        }
        empty={t('noPeople', { q })}
        endText={t('peopleEnd')}
        action={(member) => (member.id === me?.user.id ? null : <FollowButton member={member} size="sm" />)}
      />
    </section>
  );
}

function HashtagResults({ q }: { q: string }) {
  const t = useTranslations('search');
  const { data, error } = useSearchSuggestions(q);
  const problemText = useProblemText();
  if (error instanceof ProblemError && error.code === 'paused_under_load')
    return (
      <p role="status" className="border-line border-b px-4 py-2 text-muted text-sm">
        {problemText(error)}
      </p>
    );
  if (q.startsWith('@') || !data) return null;
  if (data.hashtags.length === 0)
    return /^#\S+$/u.test(q) ? (
      <EmptyState icon={<Hash aria-hidden="true" />} title={t('noHashtags', { q })} />
    ) : null;
  return (
    <section aria-label={t('hashtags')} className="border-line border-b">
      <ul className="flex gap-2 overflow-x-auto px-4 py-1.5">
        {data.hashtags.map(({ tag }) => (
          <li key={tag}>
            <PrefetchLink
              href={paths.hashtag(tag)}
              className="flex min-h-11 items-center whitespace-nowrap rounded-control border border-line px-3 text-nar hover:bg-wash"
            >
              #{tag}
            </PrefetchLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
