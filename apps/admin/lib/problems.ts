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
      if (code !== 'fields' && t.has(key)) return t(key);
      const requestId = error instanceof ProblemError ? error.requestId : undefined;
      return requestId ? t('unknownWithId', { requestId }) : t('unknown');
    },
    [t],
  );
}

/** Returns the errors of `fields` in the viewer's language; empty if the error concerns none of them. */
export function useFieldProblems(): (error: unknown, fields: readonly string[]) => Record<string, string> {
  const t = useTranslations('problems');
  const problemText = useProblemText();
  return useCallback(
    (error, fields) => {
      if (!(error instanceof ProblemError)) return {};
      const fieldErrors = error.errors.filter(({ path }) => fields.includes(path));
      return Object.fromEntries(
        fieldErrors.map(({ path }) => {
          const key = `fields.${path}` as Parameters<typeof t>[0];
          const isGeneral = error.code === 'invalid_request' && t.has(key);
          return [path, isGeneral ? t(key) : problemText(error)];
        }),
      );
    },
    [t, problemText],
  );
}
