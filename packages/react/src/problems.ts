'use client';

import { ProblemError } from '@chitlaq/client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** Keys of the namespace that are no problem codes. */
const OTHER_KEYS = ['fields', 'noNetwork'];

const isDeviceOnline = (): boolean => globalThis.navigator?.onLine !== false;

/** Returns the text of an error in the viewer's language, by its code. Unknown codes get a general sentence. */
export function useProblemText(): (error: unknown) => string {
  const t = useTranslations('problems');
  return useCallback(
    (error) => {
      const code = error instanceof ProblemError ? error.code : 'unknown';
      // The device itself is offline: nothing is known about the server.
      if (code === 'offline' && !isDeviceOnline()) return t('noNetwork');
      // Codes come from the server: check at run time whether there is a translation.
      const key = code as Parameters<typeof t>[0];
      if (!OTHER_KEYS.includes(code) && t.has(key)) return t(key);
      const requestId = error instanceof ProblemError ? error.requestId : undefined;
      return requestId ? t('unknownWithId', { requestId }) : t('unknown');
    },
    [t],
  );
}

/** The texts of an error: by the fields that it names, else one for the whole form. */
export interface FieldProblems {
  fields: Record<string, string>;
  problem: string | undefined;
}

/**
 * Returns the texts of an error for a form with these fields.
 * @param fieldText  the text for a field whose value the server's schema refused; undefined if there is none. The
 *   server's own text is English and general.
 */
export function useFieldProblems(
  fieldText: (field: string) => string | undefined,
): (error: unknown, fields: readonly string[]) => FieldProblems {
  const problemText = useProblemText();
  return (error, fields) => {
    const errors =
      error instanceof ProblemError ? error.errors.filter(({ path }) => fields.includes(path)) : [];
    if (errors.length === 0) return { fields: {}, problem: problemText(error) };
    const isGeneral = error instanceof ProblemError && error.code === 'invalid_request';
    const textOf = (field: string) => (isGeneral ? fieldText(field) : undefined) ?? problemText(error);
    return {
      fields: Object.fromEntries(errors.map(({ path }) => [path, textOf(path)])),
      problem: undefined,
    };
  };
}
