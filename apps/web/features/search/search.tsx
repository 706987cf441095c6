'use client';

import { EmptyState, PageHeader, TextField } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { Search as Glass, Hash } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../frame/session.ts';
import { FollowButton } from '../profiles/follow-button.tsx';
import { MemberList } from '../profiles/member-list.tsx';

/** A pause in typing after which one looks. */
const PAUSE_MS = 150;

/** Finds people and hashtags as one types; the address keeps what was looked for. */
export function Search() {
  const t = useTranslations('search');
  const asked = useSearchParams().get('q') ?? '';
  const [typed, setTyped] = useState(asked);
  const [q, setQ] = useState(asked.trim());
  useEffect(() => {
    const timer = setTimeout(() => {
      setQ(typed.trim());
      window.history.replaceState(null, '', typed.trim() ? paths.search(typed.trim()) : paths.search());
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <>
      <PageHeader title={t('title')} sticky />
      <search className="block border-line border-b p-4">
        <TextField
          label={t('label')}
          help={t('help')}
          type="search"
          value={typed}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          onChange={(event) => setTyped(event.target.value)}
        />
      </search>
      {q === '' ? (
        <EmptyState icon={<Glass aria-hidden="true" />} title={t('start')}>
          {t('startDetail')}
        </EmptyState>
      ) : (
        <Found q={q} />
      )}
    </>
  );
}

function Found({ q }: { q: string }) {
  const t = useTranslations('search');
  const me = useMe();
  return (
    <>
      {q.startsWith('@') ? null : <FoundHashtags q={q} />}
      {q.startsWith('#') ? null : (
        <section aria-label={t('people')}>
          <MemberList
            queryKey={['search', q]}
            load={() => api.get('/search/users', { query: { q, limit: 30 } })}
            empty={t('nobody', { q })}
            action={(member) =>
              member.id === me?.user.id ? null : <FollowButton member={member} size="sm" />
            }
          />
        </section>
      )}
    </>
  );
}

function FoundHashtags({ q }: { q: string }) {
  const t = useTranslations('search');
  const { data } = useQuery({
    queryKey: ['search', 'hashtags', q],
    queryFn: ({ signal }) => api.get('/search/hashtags', { query: { q, limit: 10 }, signal }),
    placeholderData: (before) => before,
  });
  if (!data || data.items.length === 0)
    return q.startsWith('#') && data ? (
      <EmptyState icon={<Hash aria-hidden="true" />} title={t('noTag', { q })} />
    ) : null;
  return (
    <section aria-label={t('hashtags')} className="border-line border-b px-4 py-3">
      <ul className="flex flex-wrap gap-2">
        {data.items.map(({ tag }) => (
          <li key={tag}>
            <Link
              href={paths.hashtag(tag)}
              className="flex min-h-11 items-center rounded-control border border-line px-3 text-nar hover:bg-wash"
            >
              #{tag}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
