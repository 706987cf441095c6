'use client';

import { TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { Timestamp } from '../frame/timestamp.tsx';

const HREFS = {
  content: paths.statistics,
  members: paths.memberStatistics,
  moderation: paths.moderationStatistics,
};
const TABS = ['content', 'members', 'moderation'] as const;

/** The header of the pages of statistics. */
export function StatisticsHeader({
  current,
  countedAt,
}: {
  current: (typeof TABS)[number];
  countedAt?: string | null | undefined;
}) {
  const t = useTranslations('statistics');
  return (
    <Heading
      title={t('title')}
      detail={countedAt ? t.rich('updatedAt', { time: () => <Timestamp at={countedAt} /> }) : undefined}
    >
      <TabLinks
        label={t('tabs')}
        items={TABS.map((tab) => ({ href: HREFS[tab], label: t(`${tab}Tab`) }))}
        current={HREFS[current]}
        linkComponent={Link}
        className="px-2"
      />
    </Heading>
  );
}
