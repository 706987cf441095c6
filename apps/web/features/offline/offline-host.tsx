'use client';

import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { keep } from './keeper.ts';
import { keepPages, mayKeepPages, runWorker } from './worker.ts';

const ALWAYS = [paths.home, paths.messages(), paths.notifications];

/** Keeps what a member sees and the pages to see it in, and offers a newer app. Loaded once the page rests. */
export function OfflineHost({ meId }: { meId: string }) {
  const t = useTranslations('frame');
  const queries = useQueryClient();
  const pathname = usePathname();
  useEffect(() => keep(queries, meId), [queries, meId]);
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
    // As the address says: while pages are built it begins with a language.
    const path = pathname.replace(/^\/(tr|en)(?=\/)/, '');
    if (mayKeepPages() && path.startsWith(`${paths.messages()}/`)) void keepPages([path]);
  }, [pathname]);
  return null;
}
