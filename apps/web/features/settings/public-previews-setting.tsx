'use client';

import { useProblemText } from '@chitlaq/react';
import { Skeleton, Switch, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

const privacyKey = ['privacy-settings'];

/** Whether links of the member's public posts show a preview to people without an account. */
export function PublicPreviewsSetting() {
  const t = useTranslations('settings');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: privacyKey, queryFn: () => api.get('/privacy-settings') });
  const choose = async (publicPreviews: boolean) => {
    const previous = data;
    queries.setQueryData(privacyKey, { publicPreviews });
    try {
      await api.patch('/privacy-settings', { body: { publicPreviews } });
    } catch (error) {
      queries.setQueryData(privacyKey, previous);
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  if (!data) return <Skeleton className="h-16" />;
  return (
    <Switch
      label={t('publicPreviews')}
      help={t('publicPreviewsHelp')}
      checked={data.publicPreviews}
      onChange={(event) => void choose(event.target.checked)}
    />
  );
}
