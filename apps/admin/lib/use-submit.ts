'use client';

import { useFieldProblems } from '@chitlaq/react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';

export interface SubmitState {
  isPending: boolean;
  /** Errors by field. */
  errors: Record<string, string>;
  /** The error that belongs to no field. */
  problem: string | undefined;
  /** Runs the request; ignores further calls while it runs. Resolves with whether it succeeded. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

/** The state of one request: pending, and its errors by field. */
export function useSubmit(fields: readonly string[] = []): SubmitState {
  const t = useTranslations('problems');
  const fieldProblems = useFieldProblems((field) => {
    const key = `fields.${field}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : undefined;
  });
  const [isPending, setIsPending] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const clear = () => {
    setErrors({});
    setProblem(undefined);
  };
  return {
    isPending,
    errors,
    problem,
    clear,
    async run(work) {
      if (isPending) return false;
      clear();
      setIsPending(true);
      try {
        await work();
        return true;
      } catch (error) {
        const found = fieldProblems(error, fields);
        setErrors(found.fields);
        setProblem(found.problem);
        return false;
      } finally {
        setIsPending(false);
      }
    },
  };
}
