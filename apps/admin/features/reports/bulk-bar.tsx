'use client';

import { Button } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import type { Case } from './types.ts';

/** As many as the server decides at once. */
export const MAX_CASES = 100;

/** What is selected in the queue, of how many members, and the way to decide about all of it. */
export function BulkBar(props: {
  selected: readonly Case[];
  /** How many of those that are shown can be selected. */
  total: number;
  /** Whether cases match that are not shown. */
  hasMore: boolean;
  isLoading: boolean;
  onAll: () => void;
  onNone: () => void;
  onDecide: () => void;
}) {
  const { selected, total, hasMore } = props;
  const t = useTranslations('bulk');
  if (total < 2 && selected.length === 0) return null;
  const members = new Set(selected.flatMap(({ owner }) => owner?.id ?? [])).size;
  return (
    <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 flex flex-wrap items-center gap-2 rounded-card border border-line bg-surface p-3 tablet:bottom-4">
      <span className="text-sm" aria-live="polite">
        {selected.length === 0 ? '' : t('selected', { count: selected.length, members })}{' '}
        {selected.length === MAX_CASES && hasMore ? t('moreMatch', { most: MAX_CASES }) : ''}
      </span>
      {selected.length === 0 ? null : (
        <Button size="sm" variant="primary" onClick={props.onDecide}>
          {t('decide')}
        </Button>
      )}
      {selected.length < total || (hasMore && selected.length < MAX_CASES) ? (
        <Button size="sm" pending={props.isLoading} onClick={props.onAll}>
          {hasMore && total < MAX_CASES ? t('allMatching', { most: MAX_CASES }) : t('all', { count: total })}
        </Button>
      ) : null}
      {selected.length === 0 ? null : (
        <Button size="sm" variant="quiet" onClick={props.onNone}>
          {t('none')}
        </Button>
      )}
    </div>
  );
}
