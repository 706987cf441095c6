'use client';

import { PageHeader, TabLinks } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { SearchLink } from '../../components/search-link.tsx';
import { paths } from '../../lib/paths.ts';
import { Bell } from '../notifications/bell.tsx';

/** The header of explore with its three tabs and a link to search. */
export function ExploreFrame({ current, children }: { current: string; children: ReactNode }) {
  const t = useTranslations('explore');
  return (
    <>
      <PageHeader
        title={t('title')}
        sticky
        actions={
          <>
            <SearchLink />
            <Bell />
          </>
        }
      >
        <TabLinks
          label={t('tabs.label')}
          current={current}
          linkComponent={PrefetchLink}
          items={[
            { href: paths.explore, label: t('tabs.posts') },
            { href: paths.trending, label: t('tabs.trending') },
            { href: paths.people, label: t('tabs.people') },
          ]}
          className="px-1"
        />
      </PageHeader>
      {children}
    </>
  );
}
