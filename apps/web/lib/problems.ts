'use client';

import { ProblemError } from '@chitlaq/client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** Returns the text of an error in the viewer's language, by its code. Unknown codes get a general sentence. */
export function useProblemText(): (error: unknown) => string {
  const t = useTranslations('problems');
  return useCallback(
    (error) => {
      const code = error instanceof ProblemError ? error.code : 'unknown';
      // Codes come from the server: check at run time whether there is a translation.
      const key = code as Parameters<typeof t>[0];
      if (t.has(key)) return t(key);
      const requestId = error instanceof ProblemError ? error.requestId : undefined;
      return requestId ? t('unknownWithId', { requestId }) : t('unknown');
    },
    [t],
  );
}
