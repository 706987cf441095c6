'use client';

import { TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { useViewer } from '../frame/viewer.tsx';

const TABS = [
  ['members', paths.members(), 'reports.read'],
  ['registrations', paths.registrations, 'registrations.approve'],
  ['invitations', paths.invitations, 'invitations.write'],
] as const;

/** The header of the pages about members: those who are here, those who wait, and those who are invited. */
export function MembersHeader({ current }: { current: (typeof TABS)[number][0] }) {
  const t = useTranslations('registrations.tabs');
  const { permissions } = useViewer();
  const tabs = TABS.filter(([, , permission]) => permissions.includes(permission));
  return (
    <Heading title={t('title')}>
      <TabLinks
        label={t('label')}
        items={tabs.map(([name, href]) => ({ href, label: t(name) }))}
        current={TABS.find(([name]) => name === current)?.[1] ?? ''}
        linkComponent={Link}
        className="px-2"
      />
    </Heading>
  );
}
