'use client';

import { Pill } from '@chitlaq/ui';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { homeKey } from './lists.ts';
import { type Post, placeOf } from './post.ts';
import { useFeedPreferences } from './preferences.ts';

/** The place is told no more often than this. */
const TELL_EVERY_MS = 15_000;
/** So many pages are loaded in search of it. */
const MOST_PAGES = 10;
/** Under the head of the page. */
const TOP_PX = 64;

interface Page {
  items: Post[];
  nextCursor: string | null;
}

const cards = () => [...document.querySelectorAll<HTMLElement>('article[data-place]')];

/** The entry at the top of what one sees, where one has scrolled at all. */
const placeInView = (): string | undefined =>
  window.scrollY < TOP_PX
    ? undefined
    : cards().find((card) => card.getBoundingClientRect().bottom > TOP_PX)?.dataset.place;

/** Tells where one stopped at home, and leads back to where one stopped on another device. Home by time alone. */
export function HomePlace() {
  const preferences = useFeedPreferences();
  if (preferences === undefined || (preferences.home === 'top' && preferences.ranking)) return null;
  return <Keeper kept={preferences.homePlace?.entryId} />;
}

function Keeper({ kept }: { kept: string | undefined }) {
  const t = useTranslations('feed');
  const queries = useQueryClient();
  const [isOffered, setIsOffered] = useState(kept !== undefined);
  const told = useRef({ place: kept, at: Number.NEGATIVE_INFINITY });

  useEffect(() => {
    const tell = (now: boolean) => {
      const place = placeInView();
      if (place === undefined || place === told.current.place) return;
      if (!now && performance.now() - told.current.at < TELL_EVERY_MS) return;
      told.current = { place, at: performance.now() };
      // Losing one costs a scroll: the next one is told again.
      api.put('/feed/home/place', { body: { entryId: place } }).catch(() => undefined);
    };
    const onScroll = () => {
      if (window.scrollY > window.innerHeight) setIsOffered(false);
      tell(false);
    };
    const onHide = () => {
      if (document.visibilityState === 'hidden') tell(true);
    };
    window.addEventListener('scrollend', onScroll);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('scrollend', onScroll);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, []);

  const data = queries.getQueryData<InfiniteData<Page>>(homeKey);
  const first = data?.pages[0]?.items ?? [];
  const near = first.slice(0, 5).map(placeOf);
  const isAway = kept !== undefined && first.length > 0 && !near.includes(kept) && kept < (near[0] ?? '');
  if (!isOffered || !isAway) return null;

  const go = async () => {
    setIsOffered(false);
    const isLoaded = (pages: readonly Page[]) =>
      pages.some(({ items }) => items.some((post) => placeOf(post) <= kept));
    for (let pages = 1; pages < MOST_PAGES; pages++) {
      const now = queries.getQueryData<InfiniteData<Page, string | undefined>>(homeKey);
      const cursor = now?.pages.at(-1)?.nextCursor;
      if (!now || !cursor || isLoaded(now.pages)) break;
      const page = await api.get('/feed/home', { query: { limit: 20, cursor } });
      queries.setQueryData(homeKey, {
        pages: [...now.pages, page],
        pageParams: [...now.pageParams, cursor],
      });
    }
    requestAnimationFrame(() => {
      // What stood there may be gone: then what comes next.
      const card = cards().find(({ dataset }) => (dataset.place ?? '') <= kept) ?? cards().at(-1);
      card?.scrollIntoView({ block: 'start' });
      card?.focus({ preventScroll: true });
    });
  };
  return (
    <Pill
      frameClassName="top-16"
      icon={<ArrowDown aria-hidden="true" className="size-4.5" />}
      onClick={() => void go()}
    >
      {t('toPlace')}
    </Pill>
  );
}
