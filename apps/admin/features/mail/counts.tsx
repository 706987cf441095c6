'use client';

import { isolate } from '@chitlaq/text';
import { Card, DataTable } from '@chitlaq/ui';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { Chart } from '../statistics/chart.tsx';
import { type MailStatus, MEASURES } from './types.ts';

/** A number as it may be shown. */
export function useCount(): (count: number | null) => string {
  const t = useTranslations('mail');
  const format = useFormatter();
  return (count) => (count === null ? t('few') : format.number(count));
}

export function MailCharts({ chart }: Pick<MailStatus, 'chart'>) {
  const t = useTranslations('mail');
  const format = useFormatter();
  const count = useCount();
  const isDaily = chart.length < 24;
  const step = (startsAt: string) =>
    format.dateTime(
      new Date(startsAt),
      isDaily ? { day: 'numeric', month: 'short' } : { hour: 'numeric', minute: '2-digit' },
    );
  return (
    <Card>
      <h2 className="mb-3 font-medium">{t('chart')}</h2>
      <div className="grid gap-4 *:min-w-0 desktop:grid-cols-3">
        {MEASURES.map((measure) => (
          <div key={measure}>
            <p className="mb-2 text-sm" aria-hidden="true">
              {t(`measures.${measure}`)}
            </p>
            <Chart
              size="sm"
              points={chart.map((point) => ({ startsOn: point.startsAt, value: point[measure] }))}
              label={step}
            />
          </div>
        ))}
      </div>
      <div className="sr-only">
        <table>
          <caption>{t('chart')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('startsAt')}</th>
              {MEASURES.map((measure) => (
                <th key={measure} scope="col">
                  {t(`measures.${measure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chart.map((point) => (
              <tr key={point.startsAt}>
                <th scope="row">{step(point.startsAt)}</th>
                {MEASURES.map((measure) => (
                  <td key={measure}>{count(point[measure])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

type Row = MailStatus['kinds'][number] | MailStatus['domains'][number];

function useColumns() {
  const t = useTranslations('mail');
  const format = useFormatter();
  const count = useCount();
  const duration = (seconds: number | null) =>
    seconds === null
      ? t('none')
      : format.number(seconds < 120 ? seconds : Math.round(seconds / 60), {
          style: 'unit',
          unit: seconds < 120 ? 'second' : 'minute',
        });
  return [
    ...(['sent', 'delayed', 'refused'] as const).map((measure) => ({
      key: measure,
      header: t(`measures.${measure}`),
      align: 'end' as const,
      cell: (row: Row) => count(row[measure]),
    })),
    {
      key: 'median',
      header: t('median'),
      align: 'end' as const,
      cell: ({ medianSeconds }: Row) => duration(medianSeconds),
    },
  ];
}

export function MailTables({ status: { domains, kinds } }: { status: MailStatus }) {
  const t = useTranslations('mail');
  const locale = useLocale();
  const columns = useColumns();
  const empty = <p className="p-4 text-muted">{t('noEmails')}</p>;
  const nameOf = ({ name, nameTr }: { name: string; nameTr: string | null }) =>
    locale === 'tr' ? (nameTr ?? name) : name;
  return (
    <>
      <h2 className="font-medium">{t('byDomain')}</h2>
      <DataTable
        caption={t('byDomain')}
        stacked
        rows={domains}
        rowKey={({ domain }) => domain ?? ''}
        empty={empty}
        columns={[
          {
            key: 'domain',
            header: t('domain'),
            isRowHeader: true,
            cell: ({ domain, university }) => (
              <span className="min-w-0 break-words">
                {domain === null ? t('others') : isolate(domain)}
                {university ? (
                  <span className="block font-normal text-muted text-sm">{isolate(nameOf(university))}</span>
                ) : null}
              </span>
            ),
          },
          ...columns,
        ]}
      />
      <p className="text-muted text-sm">{t('medianHelp')}</p>
      <h2 className="font-medium">{t('byKind')}</h2>
      <DataTable
        caption={t('byKind')}
        stacked
        rows={kinds}
        rowKey={({ kind }) => kind}
        empty={empty}
        columns={[
          { key: 'kind', header: t('kind'), isRowHeader: true, cell: ({ kind }) => t(`kinds.${kind}`) },
          ...columns,
        ]}
      />
    </>
  );
}
