'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { RadioGroup, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

type Preferences = Schemas['WritingPreferences'];
const UNDO_SECONDS = ['0', '5', '10', '30'] as const;
const preferencesKey = ['writing-preferences'];

/** The length of the undo window after posting; the same on all devices. */
export function UndoSetting() {
  const t = useTranslations('settings');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: preferencesKey, queryFn: () => api.get('/writing-preferences') });
  const choose = async (undoSeconds: Preferences['undoSeconds']) => {
    const previous = data;
    queries.setQueryData(preferencesKey, { undoSeconds });
    try {
      await api.patch('/writing-preferences', { body: { undoSeconds } });
    } catch (error) {
      queries.setQueryData(preferencesKey, previous);
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  if (!data) return <Skeleton className="h-20" />;
  return (
    <RadioGroup
      label={t('undo.label')}
      help={t('undo.help')}
      layout="segmented"
      value={String(data.undoSeconds) as (typeof UNDO_SECONDS)[number]}
      onValueChange={(next) => void choose(Number(next) as Preferences['undoSeconds'])}
      options={UNDO_SECONDS.map((value) => ({
        value,
        label: value === '0' ? t('undo.none') : t('undo.seconds', { count: Number(value) }),
      }))}
    />
  );
}
