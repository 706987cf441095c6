'use client';

import { CountBadge, IconButton } from '@chitlaq/ui';
import { Bell as BellIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';
import { useUnread } from './unread.ts';

/** The bell in the header on a phone; wider screens have it in the navigation. */
export function Bell() {
  const t = useTranslations('shell');
  const unread = useUnread();
  return (
    <span className="tablet:hidden">
      <IconButton
        asChild
        label={
          unread > 0
            ? `${t('notifications')}, ${t('unreadNotifications', { count: unread })}`
            : t('notifications')
        }
      >
        <PrefetchLink href={paths.notifications} className="relative">
          <BellIcon aria-hidden="true" />
          <CountBadge count={unread} label="" className="absolute top-0.5 left-1/2" />
        </PrefetchLink>
      </IconButton>
    </span>
  );
}
