'use client';

import type { Schemas } from '@chitlaq/client';
import { isLogAct } from '@chitlaq/protocol/moderation-log';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';

type Report = Schemas['MonthlyReport'];

/** Acts, reports and times of one month. */
export function MonthlyReport({ report, ruleTitle }: { report: Report; ruleTitle: (id: string) => string }) {
  const t = useTranslations('transparency');
  const format = useFormatter();
  /** Acts of a newer server have no name here yet. */
  const actName = (act: string) => (isLogAct(act) ? t(`acts.${act}`) : act);
  const reasonName = (reason: Report['reports'][number]['reason']) => t(`reasons.${reason}`);
  return (
    <div className="grid grid-cols-1 gap-6 px-4 pt-2 pb-5">
      <section>
        <h3 className="font-medium">{t('actsTitle')}</h3>
        {report.acts.length === 0 ? <p className="mt-1 text-muted">{t('noActs')}</p> : null}
        <ul className="mt-1">
          {report.acts.map(({ act, count, rules }) => (
            <li key={act} className="border-line border-b py-2 last:border-b-0">
              <Row name={actName(act)} count={count} />
              {/* A sum that is hidden hides its parts. */}
              {count === null ? null : (
                <ul className="mt-1 pl-4 text-muted text-sm">
                  {rules.map(({ rule, count: ofRule }) => (
                    <li key={rule ?? ''} className="py-0.5">
                      <Row name={rule === null ? t('noRule') : ruleTitle(rule)} count={ofRule} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3 className="font-medium">{t('reportsTitle')}</h3>
        {report.reports.length === 0 ? <p className="mt-1 text-muted">{t('noReports')}</p> : null}
        <ul className="mt-1">
          {report.reports.map(({ reason, count }) => (
            <li key={reason} className="border-line border-b py-1.5 last:border-b-0">
              <Row name={reasonName(reason)} count={count} />
            </li>
          ))}
        </ul>
        <dl className="mt-3 grid gap-1 text-muted text-sm">
          <Pair name={t('decided')}>
            <Count count={report.decided} />
          </Pair>
          {report.medianHours === null ? null : (
            <Pair name={t('median')}>
              {t('hours', { hours: format.number(report.medianHours, { maximumFractionDigits: 1 }) })}
            </Pair>
          )}
        </dl>
      </section>
      <p className="text-muted text-sm">{t('countedTo', { seq: report.lastSeq })}</p>
    </div>
  );
}

function Row({ name, count }: { name: string; count: number | null }) {
  return (
    <span className="flex items-baseline justify-between gap-4">
      <span className="min-w-0 text-pretty">{name}</span>
      <Count count={count} />
    </span>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt>{name}</dt>
      <dd className="shrink-0 tabular-nums">{children}</dd>
    </div>
  );
}

function Count({ count }: { count: number | null }) {
  const t = useTranslations('transparency');
  const format = useFormatter();
  if (count !== null) return <span className="shrink-0 tabular-nums">{format.number(count)}</span>;
  return (
    <span className="shrink-0">
      <span aria-hidden="true">–</span>
      <span className="sr-only">{t('notPublished')}</span>
    </span>
  );
}
