'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { useFormatter, useTranslations } from 'use-intl';

/** Refusals that end at a time, which they name. */
const TIMED = ['board_secret_new', 'board_newcomer', 'board_excluded'] as const;

/** Returns the text of a refusal, with the time at which it ends if it names one. */
export function useRefusalText(): (error: unknown) => string {
  const t = useTranslations('boards.refused');
  const format = useFormatter();
  const problemText = useProblemText();
  return (error) => {
    if (!(error instanceof ProblemError)) return problemText(error);
    const code = TIMED.find((timed) => timed === error.code);
    const end = error.errors.find(({ path }) => path === 'from' || path === 'until');
    if (code === undefined || end === undefined) return problemText(error);
    const text = t(code, {
      time: format.dateTime(new Date(end.message), { dateStyle: 'long', timeStyle: 'short' }),
    });
    const reason = error.errors.find(({ path }) => path === 'reason')?.message;
    return reason === undefined ? text : t('reason', { text, reason });
  };
}

/** Returns a time of today as "14:20". */
export function useClockTime(): (at: string) => string {
  const format = useFormatter();
  return (at) => format.dateTime(new Date(at), { timeStyle: 'short' });
}
