'use client';

import { useState } from 'react';
import { useFieldProblems, useProblemText } from './problems.ts';

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
  const fieldProblems = useFieldProblems();
  const problemText = useProblemText();
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
        const fieldErrors = fieldProblems(error, fields);
        if (Object.keys(fieldErrors).length > 0) setErrors(fieldErrors);
        else setProblem(problemText(error));
        return false;
      } finally {
        setIsPending(false);
      }
    },
  };
}
