'use client';

import { useProblemText } from '@chitlaq/react';
import { Skeleton, Switch, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useMe } from '../session/session.ts';

/** Whether others may read the member's likes, in a tab of the profile. */
export function LikesSetting() {
  const t = useTranslations('settings');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const username = useMe()?.user.username ?? '';
  const { data } = useQuery({
    queryKey: ['profile', username],
    queryFn: () => api.get('/users/{idOrUsername}', { path: { idOrUsername: username } }),
    enabled: username !== '',
  });
  if (!data) return <Skeleton className="h-16" />;
  const choose = async (showsLikes: boolean) => {
    queries.setQueryData(['profile', username], { ...data, showsLikes });
    try {
      await api.patch('/users/me', { body: { showsLikes } });
    } catch (error) {
      queries.setQueryData(['profile', username], data);
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  return (
    <Switch
      label={t('showsLikes')}
      help={t('showsLikesHelp')}
      checked={data.showsLikes}
      onChange={(event) => void choose(event.target.checked)}
    />
  );
}
