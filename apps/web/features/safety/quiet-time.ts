'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

export const QUIET_DURATIONS = ['hour', 'eight_hours', 'until_tomorrow', 'week'] as const;
export type QuietDuration = (typeof QUIET_DURATIONS)[number];
const KEY = ['safety', 'quiet-time'];

/** The end of the member's quiet time, if there is one, and how to begin and end it. */
export function useQuietTime() {
  const t = useTranslations('shell.quietTime');
  const format = useFormatter();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: () => api.get('/safety/quiet-time') });
  const apply = async (change: () => Promise<Schemas['QuietTime']>) => {
    try {
      const changed = await change();
      queries.setQueryData(KEY, changed);
      // Lists and counts now leave out, or show, what others did.
      void queries.invalidateQueries({ queryKey: ['notifications'] });
      void queries.invalidateQueries({ queryKey: ['conversations'] });
      return changed;
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
      return undefined;
    }
  };
  const end = async () => {
    if (await apply(() => api.delete('/safety/quiet-time'))) toast({ message: t('ended') });
  };
  const begin = async (duration: QuietDuration) => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const begun = await apply(() => api.put('/safety/quiet-time', { body: { duration, timeZone } }));
    if (begun?.until)
      toast({
        message: t('begun', { until: untilText(begun.until) }),
        tone: 'good',
        action: { label: t('end'), run: () => void end() },
      });
  };
  const untilText = (until: string) =>
    format.dateTime(new Date(until), { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  return { until: data?.until ? untilText(data.until) : undefined, begin, end };
}
