'use client';

import { TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { useViewer } from '../frame/viewer.tsx';
import { BOARD_PAGES, type BoardPage } from './types.ts';

const HREFS: Record<BoardPage, string> = {
  boards: paths.boards,
  reports: paths.boardReports,
  openings: paths.boardOpenings,
  holders: paths.boardHolders,
};

/** The header of the pages about boards: those that the viewer may open. */
export function BoardsHeader({ current }: { current: BoardPage }) {
  const t = useTranslations('boards');
  const { permissions } = useViewer();
  return (
    <Heading title={t('title')}>
      <TabLinks
        label={t('tabs')}
        items={BOARD_PAGES.filter(({ permission }) => permissions.includes(permission)).map(({ page }) => ({
          href: HREFS[page],
          label: t(`pages.${page}`),
        }))}
        current={HREFS[current]}
        linkComponent={Link}
        className="px-2"
      />
    </Heading>
  );
}
