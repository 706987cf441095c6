'use client';

import type { Schemas } from '@chitlaq/client';
import { Skeleton, Switch } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useOptimisticChange } from '../../lib/use-optimistic-change.ts';
import { useMe } from '../session/session.ts';

/** Whether others may read the member's likes, in a tab of the profile. */
export function LikesSetting() {
  const t = useTranslations('settings');
  const username = useMe()?.user.username ?? '';
  const queryKey = ['profile', username];
  const change = useOptimisticChange<Schemas['Profile']>(queryKey);
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.get('/users/{idOrUsername}', { path: { idOrUsername: username } }),
    enabled: username !== '',
  });
  if (!data) return <Skeleton className="h-16" />;
  const choose = (showsLikes: boolean) =>
    change(
      (profile) => ({ ...profile, showsLikes }),
      () => api.patch('/users/me', { body: { showsLikes } }),
    );
  return (
    <Switch
      label={t('showsLikes')}
      help={t('showsLikesHelp')}
      checked={data.showsLikes}
      onChange={(event) => void choose(event.target.checked)}
    />
  );
}
