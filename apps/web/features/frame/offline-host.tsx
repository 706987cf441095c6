'use client';

import { toast, whenIdle } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { loadLateParts } from '../../lib/late-part.ts';
import { paths } from '../../lib/paths.ts';
import { startMessageExpiry } from '../messages/message-expiry.ts';
import {
  cachePages,
  cachePicturesFor,
  canCachePages,
  startServiceWorker,
} from '../offline/service-worker.ts';

const ALWAYS_CACHED_PAGES = [
  paths.home,
  paths.messages(),
  paths.notifications,
  paths.explore,
  paths.settings,
  paths.offline,
];

/** This host itself is loaded when the page is idle. */
const PARTS_AFTER_MS = 500;

/** Stores queries and pages for offline use, and offers updates of the app. Loaded when the page is idle. */
export function OfflineHost({ meId }: { meId: string }) {
  const t = useTranslations('shell');
  const queries = useQueryClient();
  const pathname = usePathname();
  const visited = useRef(new Set<string>(ALWAYS_CACHED_PAGES));
  useEffect(() => {
    let isEnded = false;
    let stopPersisting: () => void = () => undefined;
    // A chunk of its own that an offline start needs as well: importing it here puts it into the cache.
    import('../offline/query-persister.ts').then(
      ({ persistQueries }) => {
        if (isEnded) return;
        stopPersisting = persistQueries(queries, meId);
        if (canCachePages()) void cachePages([]);
      },
      () => undefined, // offline: nothing to store
    );
    return () => {
      isEnded = true;
      stopPersisting();
    };
  }, [queries, meId]);
  useEffect(() => startMessageExpiry(queries, meId), [queries, meId]);
  useEffect(() => {
    if (!canCachePages()) return;
    const stop = startServiceWorker((activateUpdate) =>
      toast({
        id: 'app-update',
        message: t('updateReady'),
        action: { label: t('reload'), run: activateUpdate },
        durationMs: Number.POSITIVE_INFINITY,
      }),
    );
    void cachePages(ALWAYS_CACHED_PAGES);
    return stop;
  }, [t]);
  useEffect(() => {
    if (canCachePages()) void cachePicturesFor(meId);
  }, [meId]);
  useEffect(() => {
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    import('../notifications/push.ts')
      .then(({ renewSubscription }) => renewSubscription(meId))
      .catch(() => undefined); // offline: the next start tries again
  }, [meId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page may have other parts
  useEffect(
    () =>
      whenIdle(() => {
        void loadLateParts().then(() => {
          if (canCachePages()) void cachePages([]);
        });
      }, PARTS_AFTER_MS),
    [pathname],
  );
  useEffect(() => {
    // The canonical path: during prerendering it starts with a locale.
    const path = pathname.replace(/^\/(tr|en)(?=\/)/, '');
    if (!canCachePages() || visited.current.has(path)) return;
    visited.current.add(path);
    void cachePages([path]);
  }, [pathname]);
  return null;
}
