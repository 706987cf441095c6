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
  onAll: () => void;
  onNone: () => void;
  onDecide: () => void;
}) {
  const { selected, total } = props;
  const t = useTranslations('bulk');
  if (total < 2 && selected.length === 0) return null;
  const members = new Set(selected.flatMap(({ owner }) => owner?.id ?? [])).size;
  return (
    <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 flex flex-wrap items-center gap-2 rounded-card border border-line bg-surface p-3 tablet:bottom-4">
      <span className="text-sm" aria-live="polite">
        {selected.length === 0 ? '' : t('selected', { count: selected.length, members })}
      </span>
      {selected.length === 0 ? null : (
        <Button size="sm" variant="primary" onClick={props.onDecide}>
          {t('decide')}
        </Button>
      )}
      {selected.length < total ? (
        <Button size="sm" onClick={props.onAll}>
          {t('all', { count: total })}
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
