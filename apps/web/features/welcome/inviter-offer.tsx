'use client';

import { isolate } from '@chitlaq/text';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { FollowButton } from '../members/follow-button.tsx';

/** Offers to follow the member whose invitation one joined by. */
export function InviterOffer() {
  const t = useTranslations('welcome.people');
  const { data: inviter } = useQuery({
    queryKey: ['inviter'],
    queryFn: async () => {
      const found = (await api.get('/users/me/inviter')).inviter;
      return found === null
        ? null
        : api.get('/users/{idOrUsername}', { path: { idOrUsername: found.username } });
    },
  });
  if (!inviter) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line p-3">
      <p className="min-w-0 break-words">{t('inviter', { name: isolate(inviter.displayName) })}</p>
      <FollowButton member={inviter} size="sm" />
    </div>
  );
}
