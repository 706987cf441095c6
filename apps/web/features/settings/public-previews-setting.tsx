'use client';

import { Skeleton, Switch } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useHasFeature } from '../../lib/campus.ts';
import { useOptimisticChange } from '../../lib/use-optimistic-change.ts';

const privacyKey = ['privacy-settings'];

/** Whether links of the member's public posts show a preview to people without an account. */
export function PublicPreviewsSetting() {
  const t = useTranslations('settings');
  const change = useOptimisticChange<{ publicPreviews: boolean }>(privacyKey);
  const { data } = useQuery({ queryKey: privacyKey, queryFn: () => api.get('/privacy-settings') });
  const choose = (publicPreviews: boolean) =>
    change(
      () => ({ publicPreviews }),
      () => api.patch('/privacy-settings', { body: { publicPreviews } }),
    );
  const isOn = useHasFeature('public_previews');
  if (!data) return <Skeleton className="h-16" />;
  return (
    <Switch
      label={t('publicPreviews')}
      help={isOn ? t('publicPreviewsHelp') : t('offByCampus')}
      checked={isOn && data.publicPreviews}
      disabled={!isOn}
      onChange={(event) => void choose(event.target.checked)}
    />
  );
}
