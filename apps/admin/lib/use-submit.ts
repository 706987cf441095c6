'use client';

import { useState } from 'react';
import { useFieldProblems, useProblemText } from './problems.ts';

export interface SubmitState {
  isPending: boolean;
  /** What is wrong with a field of `fields`, to show beside it. */
  errors: Record<string, string>;
  /** What went wrong, where it belongs to no field. */
  problem: string | undefined;
  /** Does the work once; a press while it runs is ignored. Resolves with whether it went well. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

/** One act on the server: whether it is under way, and its refusal laid out beside the fields it names. */
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
