'use client';

import { Loading, Sheet, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { PostText } from '../../components/post-text.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { api } from '../../lib/api.ts';
import { MediaGrid } from './media-grid.tsx';

/** All versions of a post, newest first. */
export function EditHistoryDialog({ postId, onClose }: { postId: string; onClose: () => void }) {
  const t = useTranslations('feed');
  const query = useQuery({
    queryKey: ['history', postId],
    queryFn: () => api.get('/posts/{id}/history', { path: { id: postId } }),
  });
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('history.title')}
      description={t('history.lead')}
      closeLabel={t('close')}
    >
      {query.isPending ? (
        <Loading label={t('loading')}>
          <Skeleton className="my-2 h-16" />
          <Skeleton className="my-2 h-16" />
        </Loading>
      ) : !query.data ? (
        <QueryError query={query} title={t('history.failed')} />
      ) : (
        <ol>
          {query.data.items.map((version, index) => (
            <li key={version.version} className="border-line border-b py-3 last:border-b-0">
              <p className="mb-1 text-muted text-sm">
                {index === 0
                  ? t('history.current')
                  : version.version === 1
                    ? t('history.original')
                    : t('history.version', { version: version.version })}{' '}
                · <RelativeTime at={version.writtenAt} />
              </p>
              {version.contentWarning ? (
                <p className="mb-1 rounded-control bg-wash px-3 py-1.5">
                  {t('warning')}: <bdi>{version.contentWarning}</bdi>
                </p>
              ) : null}
              {version.content === '' && version.media.length === 0 ? (
                <p className="text-muted">{t('history.empty')}</p>
              ) : version.content === '' ? null : (
                <PostText content={version.content} entities={version.entities} />
              )}
              <MediaGrid media={version.media} />
            </li>
          ))}
        </ol>
      )}
    </Sheet>
  );
}
