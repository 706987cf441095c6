'use client';

import { Card, DataTable, Select } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { Chart } from './chart.tsx';
import { type Measure, useMeasureColumns } from './measures.tsx';

/** One of several measures as a chart, and all of them as a table. */
export function OverTime<Row extends { startsOn: string }>({
  items,
  measures,
  current,
  onChange,
}: {
  /** Oldest first. */
  items: readonly Row[];
  measures: readonly Measure<Row>[];
  /** The key of the measure in the chart; the first one if there is no such measure. */
  current: string;
  onChange: (key: string) => void;
}) {
  const t = useTranslations('statistics');
  const measure = measures.find(({ key }) => key === current) ?? measures[0];
  return (
    <Card>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <h2 className="font-medium">{t('overTime')}</h2>
        <Select
          label={t('measure')}
          labelHidden
          frameClassName="w-48"
          value={measure?.key ?? ''}
          onChange={(event) => onChange(event.target.value)}
          options={measures.map(({ key, label }) => ({ value: key, label }))}
        />
      </div>
      <Chart
        points={items.map((item) => ({ startsOn: item.startsOn, value: measure?.read(item) ?? null }))}
      />
      <OverTimeTable items={items} measures={measures} />
    </Card>
  );
}

/** The data of the chart as a table, newest first; collapsed by default. */
function OverTimeTable<Row extends { startsOn: string }>({
  items,
  measures,
}: {
  items: readonly Row[];
  measures: readonly Measure<Row>[];
}) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  const columns = useMeasureColumns(measures);
  return (
    <details className="mt-4">
      <summary className="inline-flex min-h-11 cursor-pointer items-center rounded-control text-nar hover:underline">
        {t('table')}
      </summary>
      <DataTable
        caption={t('overTime')}
        className="max-h-96"
        rows={[...items].reverse()}
        rowKey={({ startsOn }) => startsOn}
        columns={[
          {
            key: 'startsOn',
            header: t('start'),
            isRowHeader: true,
            className: 'whitespace-nowrap',
            cell: ({ startsOn }) =>
              format.dateTime(new Date(startsOn), { dateStyle: 'medium', timeZone: 'UTC' }),
          },
          ...columns,
        ]}
      />
    </details>
  );
}
