'use client';

import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { keepTime } from '../messages/keep-time.ts';
import { keepPages, keepPicturesOf, mayKeepPages, runWorker } from './worker.ts';

const ALWAYS = [paths.home, paths.messages(), paths.notifications];

/** Keeps what a member sees and the pages to see it in, and offers a newer app. Loaded once the page rests. */
export function OfflineHost({ meId }: { meId: string }) {
  const t = useTranslations('frame');
  const queries = useQueryClient();
  const pathname = usePathname();
  useEffect(() => {
    let isEnded = false;
    let end: () => void = () => undefined;
    // In a file of its own, which a page without a network needs too: loaded here, it is there.
    import('./keeper.ts').then(
      ({ keep }) => {
        if (isEnded) return;
        end = keep(queries, meId);
        if (mayKeepPages()) void keepPages([]);
      },
      () => undefined, // no network: nothing to keep
    );
    return () => {
      isEnded = true;
      end();
    };
  }, [queries, meId]);
  useEffect(() => keepTime(queries, meId), [queries, meId]);
  useEffect(() => {
    if (!mayKeepPages()) return;
    const stop = runWorker((changeOver) =>
      toast({
        id: 'newer-app',
        message: t('newer'),
        action: { label: t('renew'), run: changeOver },
        durationMs: Number.POSITIVE_INFINITY,
      }),
    );
    void keepPages(ALWAYS);
    return stop;
  }, [t]);
  useEffect(() => {
    if (mayKeepPages()) void keepPicturesOf(meId);
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
    if (mayKeepPages()) void keepPages(path.startsWith(`${paths.messages()}/`) ? [path] : []);
  }, [pathname]);
  return null;
}
