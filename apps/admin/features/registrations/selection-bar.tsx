'use client';

import { Button } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

/** Selects what is on the page, and decides about all that is selected. */
export function SelectionBar(props: {
  count: number;
  total: number;
  isPending: boolean;
  onAll: () => void;
  onNone: () => void;
  onApprove: () => void;
  onRefuse: () => void;
}) {
  const { count, total } = props;
  const t = useTranslations('registrations');
  if (total < 2 && count === 0) return null;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      {count === 0 ? (
        <Button size="sm" onClick={props.onAll}>
          {t('selectAll', { count: total })}
        </Button>
      ) : (
        <>
          <span className="text-muted text-sm" aria-live="polite">
            {t('selected', { count })}
          </span>
          <Button size="sm" variant="primary" pending={props.isPending} onClick={props.onApprove}>
            {t('approveAll', { count })}
          </Button>
          <Button size="sm" onClick={props.onRefuse}>
            {t('refuseAll', { count })}
          </Button>
          <Button size="sm" variant="quiet" onClick={props.onNone}>
            {t('selectNone')}
          </Button>
        </>
      )}
    </div>
  );
}
