'use client';

import { Card, Skeleton, Stat } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

const REFRESH_MS = 60_000;

/** Storage used by members' files, and how much deduplication saves. */
export function Storage() {
  const t = useTranslations('overview');
  const format = useFormatter();
  const { data, error } = useQuery({
    queryKey: ['storage'],
    queryFn: () => api.get('/admin/media'),
    refetchInterval: REFRESH_MS,
  });
  const formatBytes = (bytes: number) => {
    const isLarge = bytes >= 1024 ** 3;
    return format.number(bytes / 1024 ** (isLarge ? 3 : 2), {
      style: 'unit',
      unit: isLarge ? 'gigabyte' : 'megabyte',
      maximumFractionDigits: 1,
    });
  };
  return (
    <Card className="desktop:col-span-3">
      <h2 className="mb-3 font-medium">{t('storage')}</h2>
      {data ? (
        <div className="grid gap-6 tablet:grid-cols-3">
          <Stat value={formatBytes(data.logicalBytes)} label={t('storageReferenced')} />
          <Stat value={formatBytes(data.storedBytes)} label={t('storageStored')} />
          <Stat
            value={formatBytes(data.logicalBytes - data.storedBytes)}
            label={t('storageSaved')}
            detail={t('storageShare', {
              share: format.number(1 - data.storedBytes / Math.max(1, data.logicalBytes, data.storedBytes), {
                style: 'percent',
              }),
            })}
          />
        </div>
      ) : error ? (
        <p className="text-muted text-sm">{t('storageFailed')}</p>
      ) : (
        <Skeleton className="h-20" />
      )}
    </Card>
  );
}
