'use client';

import { Card, type Column, DataTable } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { webPaths } from '../../lib/paths.ts';
import { type ContentStatistics, type Item, MEASURES, type Measure } from './types.ts';

type MeasureValues = Record<Measure, number | null>;

/** One column per measure. */
function useMeasures<Row extends MeasureValues>(): Column<Row>[] {
  const t = useTranslations('statistics');
  const format = useFormatter();
  return MEASURES.map((of) => ({
    key: of,
    header: t(`measures.${of}`),
    align: 'end',
    cell: (row) => {
      const value = row[of];
      if (value !== null) return format.number(value);
      return (
        <>
          <span aria-hidden="true" title={t('suppressed')}>
            —
          </span>
          <span className="sr-only">{t('suppressed')}</span>
        </>
      );
    },
  }));
}

/** The data of the chart as a table, newest first; collapsed by default. */
export function DayTable({ items }: { items: readonly Item[] }) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  const measures = useMeasures<Item>();
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
          ...measures,
        ]}
      />
    </details>
  );
}

/** The measures of each university, in total. */
export function UniversityTable({ universities }: Pick<ContentStatistics, 'universities'>) {
  const t = useTranslations('statistics');
  const measures = useMeasures<ContentStatistics['universities'][number]>();
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
          ...measures,
        ]}
      />
    </Card>
  );
}

/** The hashtags that most members used. */
export function HashtagTable({ hashtags }: Pick<ContentStatistics, 'hashtags'>) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  return (
    <Card>
      <h2 className="mb-3 font-medium">{t('hashtags')}</h2>
      <DataTable
        caption={t('hashtags')}
        className="max-h-96"
        rows={hashtags}
        rowKey={({ tag }) => tag}
        empty={<p className="px-4 py-4 text-muted">{t('noHashtags')}</p>}
        columns={[
          {
            key: 'tag',
            header: t('tag'),
            isRowHeader: true,
            cell: ({ tag }) => (
              <a href={webPaths.hashtag(tag)} className="break-all hover:underline">
                #{tag}
              </a>
            ),
          },
          { key: 'people', header: t('people'), align: 'end', cell: ({ people }) => format.number(people) },
          {
            key: 'posts',
            header: t('measures.posts'),
            align: 'end',
            cell: ({ posts }) => format.number(posts),
          },
        ]}
      />
    </Card>
  );
}
