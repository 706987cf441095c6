'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { ArrowDownUp } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { InlineSelect } from '../../components/inline-select.tsx';
import { api } from '../../lib/api.ts';
import { homeKey } from '../../lib/post-lists.ts';
import { feedPreferencesKey, useFeedPreferences } from './preferences.ts';

/** Selects the order of home; saved for all devices. Renders nothing if ranking is off. */
export function HomeOrder() {
  const t = useTranslations('feed');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const preferences = useFeedPreferences();
  if (!preferences?.ranking) return null;
  const choose = async (home: 'latest' | 'top') => {
    try {
      queries.setQueryData(feedPreferencesKey, await api.patch('/feed/preferences', { body: { home } }));
      await queries.resetQueries({ queryKey: homeKey });
      window.scrollTo({ top: 0 });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  return (
    <InlineSelect
      label={t('order')}
      Icon={ArrowDownUp}
      value={preferences.home}
      options={(['latest', 'top'] as const).map((value) => ({ value, label: t(`orders.${value}`) }))}
      onChange={(home) => void choose(home)}
    />
  );
}
