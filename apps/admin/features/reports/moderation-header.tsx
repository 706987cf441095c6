'use client';

import { TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';

/** The head of what moderators look after: what waits, what is decided, and what trends. */
export function ModerationHeader({
  current,
  type,
}: {
  current: 'open' | 'settled' | 'hashtags';
  /** The kind that reports are narrowed to, kept from tab to tab. */
  type?: string | undefined;
}) {
  const t = useTranslations('reports');
  const reports = (query: Record<string, string>) => {
    const all = new URLSearchParams({ ...query, ...(type ? { type } : {}) }).toString();
    return all ? `${paths.reports}?${all}` : paths.reports;
  };
  const hrefs = { open: reports({}), settled: reports({ status: 'settled' }), hashtags: paths.hashtags };
  return (
    <Heading title={t('title')}>
      <TabLinks
        label={t('tabs')}
        items={(['open', 'settled', 'hashtags'] as const).map((tab) => ({ href: hrefs[tab], label: t(tab) }))}
        current={hrefs[current]}
        linkComponent={Link}
        className="px-2"
      />
    </Heading>
  );
}
