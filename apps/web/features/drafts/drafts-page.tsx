'use client';

import { PageHeader, TabLinks } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';
import { compose } from '../composer/compose.ts';
import { useDraftActions } from '../composer/draft-actions.ts';
import { DraftList } from '../composer/draft-list.tsx';
import { ScheduledList } from './scheduled-list.tsx';

/** The member's drafts and scheduled posts. Private. */
export function DraftsPage({ tab }: { tab: 'drafts' | 'scheduled' }) {
  const t = useTranslations('drafts');
  const { open } = useDraftActions();
  return (
    <>
      <PageHeader title={t('title')} sticky />
      <TabLinks
        label={t('tabs')}
        current={paths[tab]}
        linkComponent={PrefetchLink}
        items={[
          { href: paths.drafts, label: t('title') },
          { href: paths.scheduled, label: t('schedule.tab') },
        ]}
      />
      {tab === 'drafts' ? (
        <DraftList onPick={(draft) => void open(draft)} onWrite={() => compose()} />
      ) : (
        <ScheduledList />
      )}
    </>
  );
}
