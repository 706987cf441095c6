'use client';

import { TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { useViewer } from '../frame/viewer.tsx';

/** The header of the pages about where members come from: universities, and other campuses. */
export function UniversitiesHeader({ current }: { current: 'universities' | 'campuses' }) {
  const t = useTranslations('universities');
  const { permissions } = useViewer();
  const needed = { universities: 'universities.write', campuses: 'imports.write' } as const;
  const hrefs = { universities: paths.universities, campuses: paths.acceptedCampuses };
  return (
    <Heading title={t('title')}>
      <TabLinks
        label={t('tabs')}
        items={(['universities', 'campuses'] as const)
          .filter((tab) => permissions.includes(needed[tab]))
          .map((tab) => ({ href: hrefs[tab], label: t(`${tab}Tab`) }))}
        current={hrefs[current]}
        linkComponent={Link}
        className="px-2"
      />
    </Heading>
  );
}
