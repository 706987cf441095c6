'use client';

import { Skeleton, Switch } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { useWritingPreferences } from './use-writing-preferences.ts';

/** Whether the member's posts get previews of their links. */
export function LinkPreviewsSetting() {
  const t = useTranslations('settings');
  const { preferences, change } = useWritingPreferences();
  if (!preferences) return <Skeleton className="h-16" />;
  return (
    <Switch
      label={t('linkPreviews')}
      help={t('linkPreviewsHelp')}
      checked={preferences.linkPreviews}
      onChange={(event) => void change({ linkPreviews: event.target.checked })}
    />
  );
}
