'use client';

import { Pill } from '@chitlaq/ui';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { entryIdOf, type Post } from '../../lib/post.ts';
import { homeKey } from '../../lib/post-lists.ts';
import { useFeedPreferences } from './preferences.ts';

/** Minimum time between two saves of the position. */
const SAVE_INTERVAL_MS = 15_000;
/** Maximum number of pages to load in search of the saved position. */
const MAX_PAGES = 10;
/** Height of the page header. */
const TOP_PX = 64;

interface Page {
  items: Post[];
  nextCursor: string | null;
}

const cards = () => [...document.querySelectorAll<HTMLElement>('article[data-entry]')];

/** The first entry in view; undefined at the top of the page. */
const entryInView = (): string | undefined =>
  window.scrollY < TOP_PX
    ? undefined
    : cards().find((card) => card.getBoundingClientRect().bottom > TOP_PX)?.dataset.entry;

/**
 * Saves the home position, and offers to scroll to the position saved on another device. Only for home in time order.
 * @param hasNewPosts  a pill in the same place says so
 */
export function HomePosition({ hasNewPosts }: { hasNewPosts: boolean }) {
  const preferences = useFeedPreferences();
  if (preferences === undefined || (preferences.home === 'top' && preferences.ranking)) return null;
  return <HomePositionTracker savedEntryId={preferences.homePosition?.entryId} hasNewPosts={hasNewPosts} />;
}

function HomePositionTracker({
  savedEntryId,
  hasNewPosts,
}: {
  savedEntryId: string | undefined;
  hasNewPosts: boolean;
}) {
  const t = useTranslations('feed');
  const queries = useQueryClient();
  const [isOffered, setIsOffered] = useState(savedEntryId !== undefined);
  const lastSaved = useRef({ entry: savedEntryId, at: Number.NEGATIVE_INFINITY });

  useEffect(() => {
    const saveEntry = (isImmediate: boolean) => {
      const entry = entryInView();
      if (entry === undefined || entry === lastSaved.current.entry) return;
      if (!isImmediate && performance.now() - lastSaved.current.at < SAVE_INTERVAL_MS) return;
      lastSaved.current = { entry, at: performance.now() };
      // A lost save is harmless: the next one replaces it.
      api.put('/feed/home/position', { body: { entryId: entry } }).catch(() => undefined);
    };
    const onScroll = () => {
      if (window.scrollY > window.innerHeight) setIsOffered(false);
      saveEntry(false);
    };
    const onHide = () => {
      if (document.visibilityState === 'hidden') saveEntry(true);
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
  const topEntries = first.slice(0, 5).map(entryIdOf);
  const isBelowTop =
    savedEntryId !== undefined &&
    first.length > 0 &&
    !topEntries.includes(savedEntryId) &&
    savedEntryId < (topEntries[0] ?? '');
  if (hasNewPosts || !isOffered || !isBelowTop) return null;

  const goToSavedEntry = async () => {
    setIsOffered(false);
    const isLoaded = (pages: readonly Page[]) =>
      pages.some(({ items }) => items.some((post) => entryIdOf(post) <= savedEntryId));
    for (let pages = 1; pages < MAX_PAGES; pages++) {
      const home = queries.getQueryData<InfiniteData<Page, string | undefined>>(homeKey);
      const cursor = home?.pages.at(-1)?.nextCursor;
      if (!home || !cursor || isLoaded(home.pages)) break;
      const page = await api.get('/feed/home', { query: { limit: 20, cursor } });
      queries.setQueryData(homeKey, {
        pages: [...home.pages, page],
        pageParams: [...home.pageParams, cursor],
      });
    }
    requestAnimationFrame(() => {
      // The entry may have been deleted: use the next older one.
      const card = cards().find(({ dataset }) => (dataset.entry ?? '') <= savedEntryId) ?? cards().at(-1);
      card?.scrollIntoView({ block: 'start' });
      card?.focus({ preventScroll: true });
    });
  };
  return (
    <Pill
      edgeOf="header"
      icon={<ArrowDown aria-hidden="true" className="size-4.5" />}
      onClick={() => void goToSavedEntry()}
    >
      {t('toSavedPosition')}
    </Pill>
  );
}
