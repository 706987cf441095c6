'use client';

import { Banner, TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { useBoardsWaiting } from '../frame/boards-waiting.ts';
import { Heading } from '../frame/heading.tsx';
import { useViewer } from '../frame/viewer.tsx';
import { BOARD_PAGES, type BoardPage } from './types.ts';

const HREFS: Record<BoardPage, string> = {
  boards: paths.boards,
  reports: paths.boardReports,
  hidden: paths.boardHidden,
  openings: paths.boardOpenings,
  holders: paths.boardHolders,
};

/** The header of the pages about boards: those that the viewer may open. */
export function BoardsHeader({ current }: { current: BoardPage }) {
  const t = useTranslations('boards');
  const format = useFormatter();
  const { permissions } = useViewer();
  const waiting = useBoardsWaiting();
  const counts: Partial<Record<BoardPage, number>> = waiting
    ? { reports: waiting.reports, hidden: waiting.appeals }
    : {};
  return (
    <>
      <Heading title={t('title')}>
        <TabLinks
          label={t('tabs')}
          items={BOARD_PAGES.filter(({ permission }) => permissions.includes(permission)).map(({ page }) => ({
            href: HREFS[page],
            label: t(`pages.${page}`),
            // Nothing that waits needs no number.
            ...(counts[page] ? { count: counts[page] } : {}),
          }))}
          current={HREFS[current]}
          linkComponent={Link}
          className="px-2"
        />
      </Heading>
      {waiting && waiting.missingKeys.length > 0 && current !== 'holders' ? (
        <Banner tone="warn" className="mx-4 mt-4">
          {t(waiting.areClosed ? 'keys.closed' : 'keys.missing', {
            holders: format.list(waiting.missingKeys.map((role) => t(`holders.roles.${role}`))),
          })}
        </Banner>
      ) : null}
    </>
  );
}
