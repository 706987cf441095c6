'use client';

import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { startMessageExpiry } from '../messages/message-expiry.ts';
import { cachePages, cachePicturesFor, canCachePages, startServiceWorker } from './service-worker.ts';

const ALWAYS_CACHED_PAGES = [paths.home, paths.messages(), paths.notifications];

/** Keeps what a member sees and the pages to see it in, and offers a newer app. Loaded once the page rests. */
export function OfflineHost({ meId }: { meId: string }) {
  const t = useTranslations('frame');
  const queries = useQueryClient();
  const pathname = usePathname();
  useEffect(() => {
    let isEnded = false;
    let stopPersisting: () => void = () => undefined;
    // In a file of its own, which a page without a network needs too: loaded here, it is there.
    import('./query-persister.ts').then(
      ({ persistQueries }) => {
        if (isEnded) return;
        stopPersisting = persistQueries(queries, meId);
        if (canCachePages()) void cachePages([]);
      },
      () => undefined, // no network: nothing to keep
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
        id: 'newer-app',
        message: t('newer'),
        action: { label: t('renew'), run: activateUpdate },
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
      .catch(() => undefined); // no network: the next start
  }, [meId]);
  useEffect(() => {
    // As the address says: while pages are built it begins with a language.
    const path = pathname.replace(/^\/(tr|en)(?=\/)/, '');
    if (canCachePages()) void cachePages(path.startsWith(`${paths.messages()}/`) ? [path] : []);
  }, [pathname]);
  return null;
}
