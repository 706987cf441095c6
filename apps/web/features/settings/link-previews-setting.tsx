'use client';

import { Skeleton, Switch } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { useHasFeature } from '../../lib/campus.ts';
import { useWritingPreferences } from './use-writing-preferences.ts';

/** Whether the member's posts get previews of their links. */
export function LinkPreviewsSetting() {
  const t = useTranslations('settings');
  const { preferences, change } = useWritingPreferences();
  const isOn = useHasFeature('link_previews');
  if (!preferences) return <Skeleton className="h-16" />;
  return (
    <Switch
      label={t('linkPreviews')}
      help={isOn ? t('linkPreviewsHelp') : t('offByCampus')}
      checked={isOn && preferences.linkPreviews}
      disabled={!isOn}
      onChange={(event) => void change({ linkPreviews: event.target.checked })}
    />
  );
}
