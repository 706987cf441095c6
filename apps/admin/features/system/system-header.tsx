'use client';

import { TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { useViewer } from '../frame/viewer.tsx';

const PAGES = [
  { page: 'system', href: paths.system, permission: 'overview.read' },
  { page: 'jobs', href: paths.jobs, permission: 'jobs.write' },
  { page: 'mail', href: paths.mail, permission: 'mail.read' },
] as const;

/** The header of the pages about the system: those that the viewer may open. */
export function SystemHeader({ current, title }: { current: (typeof PAGES)[number]['page']; title: string }) {
  const t = useTranslations('system');
  const { permissions } = useViewer();
  return (
    <Heading title={title}>
      <TabLinks
        label={t('tabs')}
        items={PAGES.filter(({ permission }) => permissions.includes(permission)).map(({ page, href }) => ({
          href,
          label: t(`pages.${page}`),
        }))}
        current={paths[current]}
        linkComponent={Link}
        className="px-2"
      />
    </Heading>
  );
}
