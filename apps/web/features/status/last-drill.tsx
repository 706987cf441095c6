'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { Figure, NoFigures } from './figure.tsx';

type Drill = NonNullable<Schemas['StatusHistory']['restoreDrill']>;

const tones = { ok: 'good', failed: 'danger', overdue: 'warn' } as const;

/** What the last restore of the backup showed. */
export function LastDrill({ drill }: { drill: Drill | null }) {
  const t = useTranslations('status.drill');
  const format = useFormatter();
  const moment = (at: string) => (
    <time dateTime={at}>{format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'short' })}</time>
  );
  /** Rounded up, so that nothing looks better than it was. */
  const duration = (seconds: number) =>
    seconds < 120
      ? t('seconds', { count: seconds })
      : seconds < 7_200
        ? t('minutes', { count: Math.ceil(seconds / 60) })
        : t('hours', { count: Math.ceil(seconds / 3_600) });
  return (
    <section aria-labelledby="drill">
      <h2 id="drill" className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium text-lg">
        {t('title')}
        {drill ? <Badge tone={tones[drill.status]}>{t(drill.status)}</Badge> : null}
      </h2>
      <p className="mt-1 text-pretty text-muted">{t('lead')}</p>
      {drill ? (
        <>
          {drill.failedStep ? <p className="mt-3">{t(`failedStep.${drill.failedStep}`)}</p> : null}
          {drill.status === 'overdue' ? <p className="mt-3">{t('overdueDetail')}</p> : null}
          <dl className="mt-4 grid gap-4 tablet:grid-cols-2">
            {drill.rpoSeconds !== null ? (
              <Figure label={t('rpo')} value={duration(drill.rpoSeconds)} detail={t('rpoDetail')} />
            ) : null}
            {drill.rtoSeconds !== null ? (
              <Figure label={t('rto')} value={duration(drill.rtoSeconds)} detail={t('rtoDetail')} />
            ) : null}
            <Figure label={t('at')} value={moment(drill.at)} />
            {drill.status === 'failed' ? (
              <Figure
                label={t('lastSuccess')}
                value={drill.lastSuccessAt ? moment(drill.lastSuccessAt) : t('never')}
              />
            ) : null}
          </dl>
        </>
      ) : (
        <NoFigures title={t('empty')} detail={t('emptyDetail')} />
      )}
    </section>
  );
}
