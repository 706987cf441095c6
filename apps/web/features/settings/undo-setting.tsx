'use client';

import type { Schemas } from '@chitlaq/client';
import { RadioGroup, Skeleton } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { useWritingPreferences } from './use-writing-preferences.ts';

const UNDO_SECONDS = ['0', '5', '10', '30'] as const;

/** The length of the undo window after posting; the same on all devices. */
export function UndoSetting() {
  const t = useTranslations('settings');
  const { preferences, change } = useWritingPreferences();
  if (!preferences) return <Skeleton className="h-20" />;
  return (
    <RadioGroup
      label={t('undo.label')}
      help={t('undo.help')}
      layout="segmented"
      value={String(preferences.undoSeconds) as (typeof UNDO_SECONDS)[number]}
      onValueChange={(next) =>
        void change({ undoSeconds: Number(next) as Schemas['WritingPreferences']['undoSeconds'] })
      }
      options={UNDO_SECONDS.map((value) => ({
        value,
        label: value === '0' ? t('undo.none') : t('undo.seconds', { count: Number(value) }),
      }))}
    />
  );
}
