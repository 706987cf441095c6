'use client';

import { Card, DataTable } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { webPaths } from '../../lib/paths.ts';
import type { ContentStatistics } from './types.ts';

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
