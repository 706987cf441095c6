'use client';

import { IconButton, PageHeader, TabLinks } from '@chitlaq/ui';
import { Search } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
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
            <IconButton asChild label={t('search')}>
              <Link href={paths.search()}>
                <Search aria-hidden="true" />
              </Link>
            </IconButton>
            <Bell />
          </>
        }
      >
        <TabLinks
          label={t('tabs.label')}
          current={current}
          linkComponent={Link}
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
