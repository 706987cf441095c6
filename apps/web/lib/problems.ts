'use client';

import { ProblemError } from '@chitlaq/client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** Says a refusal in the reader's language, by its code; what is not known by code falls back to a general sentence. */
export function useProblemText(): (error: unknown) => string {
  const t = useTranslations('problems');
  return useCallback(
    (error) => {
      const code = error instanceof ProblemError ? error.code : 'unknown';
      // The codes are data: only a look tells whether there is a sentence.
      const key = code as Parameters<typeof t>[0];
      if (t.has(key)) return t(key);
      const requestId = error instanceof ProblemError ? error.requestId : undefined;
      return requestId ? t('unknownWithId', { requestId }) : t('unknown');
    },
    [t],
  );
}
