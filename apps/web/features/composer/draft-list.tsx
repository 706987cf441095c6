'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, EmptyState, IconButton, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { NotebookPen, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { QueryList } from '../../components/query-list.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { api } from '../../lib/api.ts';
import { useDraftActions } from './draft-actions.ts';
import { DRAFTS_KEY } from './draft-keys.ts';
import { DraftPreview } from './draft-preview.tsx';

/** The server's maximum per member. */
const MAX_DRAFTS = 100;

/** The member's drafts, newest first. A press opens one. */
export function DraftList({
  onPick,
  onWrite,
}: {
  onPick: (draft: Schemas['Draft']) => void;
  onWrite: () => void;
}) {
  const t = useTranslations('drafts');
  const { remove } = useDraftActions();
  const query = useQuery({
    queryKey: DRAFTS_KEY,
    queryFn: () => api.get('/drafts', { query: { limit: MAX_DRAFTS } }),
    staleTime: 0,
  });
  return (
    <QueryList
      query={query}
      items={query.data?.items}
      pending={<RowSkeletons />}
      failed={t('failed')}
      empty={
        <EmptyState
          icon={<NotebookPen aria-hidden="true" />}
          title={t('empty')}
          action={
            <Button variant="primary" onClick={onWrite}>
              {t('write')}
            </Button>
          }
        >
          {t('emptyDetail')}
        </EmptyState>
      }
    >
      {(drafts) => (
        <ul>
          {drafts.map((draft) => (
            <li key={draft.id} className="flex items-start gap-1 border-line border-b last:border-b-0">
              <button
                type="button"
                onClick={() => onPick(draft)}
                className="min-w-0 flex-1 rounded-control px-4 py-3 text-left -outline-offset-2 hover:bg-wash"
              >
                <DraftPreview post={draft.post} />
                <span className="mt-1 block text-muted text-sm">
                  <RelativeTime at={draft.updatedAt} />
                </span>
              </button>
              <IconButton
                label={t('delete')}
                tone="muted"
                className="mt-1.5 mr-1"
                onClick={() => void remove(draft)}
              >
                <Trash2 aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </QueryList>
  );
}

export function RowSkeletons() {
  const t = useTranslations('drafts');
  return (
    <Loading label={t('loading')}>
      {[0, 1, 2].map((row) => (
        <div key={row} className="grid gap-2 border-line border-b px-4 py-4">
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-3 w-16" />
        </div>
      ))}
    </Loading>
  );
}
