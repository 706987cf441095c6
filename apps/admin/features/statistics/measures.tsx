'use client';

import type { Column } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import type { Cell } from './csv.ts';

/** A number that a page shows over time. */
export type Measure<Row> = {
  key: string;
  label: string;
  /** Null: suppressed, because it is about fewer than five people or gives such a number away. */
  read: (row: Row) => number | null;
};

/** One column for each measure. */
export function useMeasureColumns<Row>(measures: readonly Measure<Row>[]): Column<Row>[] {
  return measures.map(({ key, label, read }) => ({
    key,
    header: label,
    align: 'end',
    cell: (row) => <Figure value={read(row)} />,
  }));
}

/** The table of a CSV: a heading, then a row for each item with what it is about and its measures. */
export const overTimeRows = <Row,>(
  about: Record<string, (row: Row) => Cell>,
  items: readonly Row[],
  measures: readonly Measure<Row>[],
): Cell[][] => [
  [...Object.keys(about), ...measures.map(({ label }) => label)],
  ...items.map((item) => [
    ...Object.values(about).map((of) => of(item)),
    ...measures.map(({ read }) => read(item)),
  ]),
];

/** A number, or a dash that says why there is none. */
export function Figure({ value, percent = false }: { value: number | null; percent?: boolean }) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  if (value !== null)
    return format.number(value, percent ? { style: 'percent', maximumFractionDigits: 0 } : undefined);
  return (
    <>
      <span aria-hidden="true" title={t('suppressed')}>
        —
      </span>
      <span className="sr-only">{t('suppressed')}</span>
    </>
  );
}
