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
      if (code !== 'fields' && t.has(key)) return t(key);
      const requestId = error instanceof ProblemError ? error.requestId : undefined;
      return requestId ? t('unknownWithId', { requestId }) : t('unknown');
    },
    [t],
  );
}

/** What is wrong with which field, in the reader's language; empty where the refusal names none of `fields`. */
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
