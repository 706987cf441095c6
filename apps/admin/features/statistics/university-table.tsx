'use client';

import { Card, DataTable } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { type Measure, useMeasureColumns } from './measures.tsx';

/** Measures of each university. */
export function UniversityTable<Row extends { id: string; name: string }>({
  universities,
  measures,
}: {
  universities: readonly Row[];
  measures: readonly Measure<Row>[];
}) {
  const t = useTranslations('statistics');
  const columns = useMeasureColumns(measures);
  return (
    <Card>
      <h2 className="mb-3 font-medium">{t('universities')}</h2>
      <DataTable
        caption={t('universities')}
        rows={universities}
        rowKey={({ id }) => id}
        empty={<p className="px-4 py-4 text-muted">{t('empty')}</p>}
        columns={[
          {
            key: 'name',
            header: t('university'),
            isRowHeader: true,
            cell: ({ name }) => <span className="line-clamp-2 min-w-32">{name}</span>,
          },
          ...columns,
        ]}
      />
    </Card>
  );
}
