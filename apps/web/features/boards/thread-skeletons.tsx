'use client';

import { Loading, Skeleton } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

/** Stands for a list of threads or posts until it is loaded. */
export function ThreadSkeletons() {
  const t = useTranslations('boards');
  return (
    <Loading label={t('loading')}>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex gap-3 border-line border-b px-4 py-3">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="grid flex-1 gap-2 py-1">
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-4 w-2/5" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
