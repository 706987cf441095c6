'use client';

import { ProblemError } from '@chitlaq/client';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useProblemText } from '../../lib/problems.ts';

export interface Submission {
  isPending: boolean;
  /** What went wrong, where it belongs to no field. */
  problem: string | undefined;
  /** What is wrong with a field, by its name. */
  fieldErrors: Record<string, string>;
  run: (work: () => Promise<void>) => Promise<void>;
  clear: (field: string) => void;
}

/**
 * Runs a form's request and lays out its refusal: beside the field it names, in the reader's language, else above the form.
 * What was typed stays.
 * @param onProblem  may deal with a refusal itself; returns whether it did
 */
export function useSubmit(
  fields: readonly string[],
  onProblem?: (problem: ProblemError) => boolean,
): Submission {
  const t = useTranslations('auth');
  const problemText = useProblemText();
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [fieldErrors, setFieldErrors] = useState<Record<string, string>>({});

  const run = useCallback(
    async (work: () => Promise<void>) => {
      setIsPending(true);
      setProblem(undefined);
      setFieldErrors({});
      try {
        await work();
      } catch (error) {
        if (error instanceof ProblemError && onProblem?.(error)) return;
        const named =
          error instanceof ProblemError ? error.errors.filter(({ path }) => fields.includes(path)) : [];
        if (named.length === 0) return setProblem(problemText(error));
        // A code of its own says more than "not right"; the server's sentence is English, so it is never shown in Turkish.
        const code = error instanceof ProblemError ? error.code : '';
        const sentence = (path: string) => {
          const key = `invalid.${path}` as Parameters<typeof t>[0];
          return code === 'invalid_request' && t.has(key) ? t(key) : problemText(error);
        };
        setFieldErrors(Object.fromEntries(named.map(({ path }) => [path, sentence(path)])));
      } finally {
        setIsPending(false);
      }
    },
    [fields, onProblem, problemText, t],
  );
  const clear = useCallback((field: string) => setFieldErrors(({ [field]: _gone, ...others }) => others), []);
  return { isPending, problem, fieldErrors, run, clear };
}
