'use client';

import { TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { useViewer } from '../frame/viewer.tsx';

/** The header of the moderators' pages: open cases, closed cases, appeals, trends, removed pictures, bulk acts. */
export function ModerationHeader({
  current,
  type,
}: {
  current: 'open' | 'resolved' | 'appeals' | 'hashtags' | 'pictures' | 'bulk';
  /** The subject type that the cases are filtered by; kept when the tab changes. */
  type?: string | undefined;
}) {
  const t = useTranslations('reports');
  const { permissions } = useViewer();
  const reports = (query: Record<string, string>) => {
    const all = new URLSearchParams({ ...query, ...(type ? { type } : {}) }).toString();
    return all ? `${paths.reports}?${all}` : paths.reports;
  };
  const hrefs = {
    open: reports({}),
    resolved: reports({ status: 'resolved' }),
    appeals: paths.appeals,
    hashtags: paths.hashtags,
    pictures: paths.pictures,
    bulk: paths.bulkActs,
  };
  const needed = {
    hashtags: 'hashtags.hide',
    pictures: 'fingerprints.write',
    bulk: 'reports.resolve',
  } as const;
  const tabs = (['open', 'resolved', 'appeals', 'hashtags', 'pictures', 'bulk'] as const).filter((tab) =>
    permissions.includes(
      tab === 'hashtags' || tab === 'pictures' || tab === 'bulk' ? needed[tab] : 'reports.read',
    ),
  );
  return (
    <Heading title={t('title')}>
      <TabLinks
        label={t('tabs')}
        items={tabs.map((tab) => ({
          href: hrefs[tab],
          label: t(tab),
        }))}
        current={hrefs[current]}
        linkComponent={Link}
        className="px-2"
      />
    </Heading>
  );
}
