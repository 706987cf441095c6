'use client';

import { useServerNow } from '@chitlaq/react';
import { Badge } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import type { Case } from './types.ts';

/** When the reporter was promised an answer, how urgent it is, and whether the time has passed. */
export function Due({ at, urgency }: { at: string; urgency: Case['urgency'] }) {
  const t = useTranslations('reports');
  const format = useFormatter();
  const now = useServerNow();
  const date = new Date(at);
  const time = format.relativeTime(date, now);
  return (
    <span className="inline-flex flex-wrap items-center gap-2 text-sm">
      {urgency === 'normal' ? null : <Badge tone="danger">{t(`urgencies.${urgency}`)}</Badge>}
      {date < now ? <Badge tone="danger">{t('overdue')}</Badge> : null}
      <time dateTime={at} title={format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })}>
        {date < now ? time : t('due', { time })}
      </time>
    </span>
  );
}
